import { startMock } from '../../mock/start.ts';
import type { Mock, MockOptions } from '../../toolkit/contract/mock/start.ts';

const DEFAULTS: MockOptions = {
  host: '127.0.0.1',
  port: 0,
  contract: null,
  stateful: false,
  dynamic: false,
  seed: 1,
  delay: { least: 0, most: 0 },
  failureRate: 0,
  mongodbUri: process.env['MONGODB_URI'],
};

/** A mock on a free port. Its own mistakes make its end fail. */
export async function startTestMock(options: Partial<MockOptions> = {}): Promise<Mock> {
  const mistakes: unknown[] = [];
  const mock = await startMock({ ...DEFAULTS, ...options }, (error) => mistakes.push(error));
  return {
    ...mock,
    async close() {
      await mock.close();
      if (mistakes.length > 0) throw new AggregateError(mistakes, 'the mock failed');
    },
  };
}
