import { expect, type TestContext, test } from 'vitest';
import { ApiError, createClient, unwrap } from '../src/index.ts';
import { answer, apiError, type Step, scriptedServer } from './support/scripted-server.ts';

const AGENT = '/api/v1/agents/{agent_id}';
const params = { path: { agent_id: 'a' } };

async function clientOf(t: TestContext, step: Step) {
  const server = await scriptedServer(step);
  t.onTestFinished(() => server.close());
  return createClient({ baseUrl: server.url, retry: false });
}

async function caught(work: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await work.then(
    () => expect.unreachable('it should have thrown'),
    (thrown: unknown) => thrown,
  );
  expect.assert(error instanceof ApiError);
  expect.assert(error instanceof Error);
  return error;
}

for (const status of [400, 401, 404, 422, 500, 502]) {
  test(`an empty ${status} is an error`, async (t) => {
    const client = await clientOf(t, answer(status, undefined, { 'x-request-id': 'req-9' }));
    const { data, error } = await client.GET(AGENT, { params });
    expect(data).toBeUndefined();
    expect.assert(error instanceof ApiError);
    expect([error.name, error.code, error.status, error.requestId]).toStrictEqual([
      'ApiError',
      'UNEXPECTED_RESPONSE',
      status,
      'req-9',
    ]);
    expect(error.message).toMatch(new RegExp(`${status}`));
    expect((await caught(unwrap(client.GET(AGENT, { params })))).status).toBe(status);
  });
}

test('a success without a body, where there must be one, is an error; 204 is none', async (t) => {
  const empty = await (await clientOf(t, answer(200))).GET(AGENT, { params });
  expect(empty.error?.code).toBe('UNEXPECTED_RESPONSE');
  const noContent = await (await clientOf(t, answer(204))).GET(AGENT, { params });
  expect([noContent.data, noContent.error]).toStrictEqual([undefined, undefined]);
});

test("a proxy's page is an error, whatever its status", async (t) => {
  for (const status of [200, 404, 502]) {
    const page: Step = (res) => res.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Hello</h1>');
    const { error } = await (await clientOf(t, page)).GET(AGENT, { params });
    expect([error?.code, error?.status]).toStrictEqual(['UNEXPECTED_RESPONSE', status]);
    expect(error?.message ?? '').toMatch(/text\/html/);
  }
});

test('JSON that is none, and JSON that is not an error of the API, are errors', async (t) => {
  const half: Step = (res) => res.writeHead(200, { 'content-type': 'application/json' }).end('{"success":');
  const broken = await (await clientOf(t, half)).GET(AGENT, { params });
  expect(broken.error?.code).toBe('UNEXPECTED_RESPONSE');
  expect.assert(broken.error?.cause instanceof SyntaxError);
  for (const body of [null, [], 'no', { error: 'no' }, { code: 7 }]) {
    const { error } = await (await clientOf(t, answer(500, body))).GET(AGENT, { params });
    expect(error?.code).toBe('UNEXPECTED_RESPONSE');
  }
});

test('unwrap gives the whole body of a success', async (t) => {
  const body = { success: true, data: { id: 'a', name: 'Ana' } };
  const client = await clientOf(t, answer(200, body));
  expect(await unwrap(client.GET(AGENT, { params }))).toStrictEqual(body);
  expect(await unwrap(await client.GET(AGENT, { params }))).toStrictEqual(body);
});

test('unwrap throws an error with all that the answer says', async (t) => {
  const errors = { name: ['Too long.'] };
  const client = await clientOf(t, apiError(422, 'VALIDATION_FAILED', { errors }, { 'retry-after': '3' }));
  const error = await caught(unwrap(client.GET(AGENT, { params })));
  expect({ ...error, message: error.message }).toStrictEqual({
    message: 'It is VALIDATION_FAILED.',
    code: 'VALIDATION_FAILED',
    status: 422,
    requestId: 'req-1',
    retryAfter: 3,
    reason: undefined,
    taskId: undefined,
    errors,
    body: undefined,
  });
});

test('code narrows: a log that cannot be retried has a reason, invalid data has errors', async (t) => {
  const refused = await clientOf(t, apiError(422, 'LOG_NOT_RETRIABLE', { reason: 'too_old' }));
  const error = await caught(unwrap(refused.GET(AGENT, { params })));
  if (error.code !== 'LOG_NOT_RETRIABLE') return expect.unreachable(error.code);
  // Does not compile unless narrowed: `reason` is otherwise `undefined`, too.
  const reason: 'too_old' | 'canceled' | Exclude<typeof error.reason, undefined> = error.reason;
  expect(reason).toBe('too_old');
});

test('a code that this version does not know is given as it is', async (t) => {
  const { error } = await (await clientOf(t, apiError(418, 'TEAPOT'))).GET(AGENT, { params });
  expect(String(error?.code)).toBe('TEAPOT');
});

test('what fetch throws is thrown as it is, by the method and by unwrap', async () => {
  const failure = new TypeError('no network');
  const fetch = () => Promise.reject(failure);
  const client = createClient({ baseUrl: 'http://reentrega.invalid', fetch, retry: false });
  await expect(client.GET(AGENT, { params })).rejects.toBe(failure);
  await expect(unwrap(client.GET(AGENT, { params }))).rejects.toBe(failure);
});

test('the stack begins with the name, and leads to where the call was made', async (t) => {
  const client = await clientOf(t, apiError(404, 'AGENT_NOT_FOUND'));
  async function loadAgent() {
    await unwrap(client.GET(AGENT, { params }));
  }
  const { stack = '' } = await caught(loadAgent());
  expect(stack).toMatch(/^ApiError: It is AGENT_NOT_FOUND\./);
  expect(stack).toMatch(/errors\.test\.ts/);
});
