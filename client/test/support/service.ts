/** A service to test the client against. */
export interface ServiceUnderTest {
  url: string;
  token: string;
  close(): Promise<void>;
}

/**
 * The service at REENTREGA_TEST_URL, with the token REENTREGA_TEST_TOKEN (a mock takes any), or else a real one on a database of its
 * own at MONGODB_URI. So the same tests run against the server, the mock and the stateful mock.
 */
export async function serviceUnderTest(): Promise<ServiceUnderTest> {
  const url = process.env['REENTREGA_TEST_URL'];
  if (url) return { url, token: process.env['REENTREGA_TEST_TOKEN'] ?? 'talq_test', close: async () => {} };
  const { startTestService, TOKEN } = await import('../../../test/support/service.ts');
  const service = await startTestService();
  return { url: service.api.url, token: TOKEN, close: () => service.close() };
}

/**
 * Tells a mock that answers from examples which one is meant; a server that does the work ignores it.
 * @param example the name of one of the contract's examples
 */
export function prefer(code: number, example?: string): { Prefer: string } {
  return { Prefer: example ? `code=${code}, example=${example}` : `code=${code}` };
}
