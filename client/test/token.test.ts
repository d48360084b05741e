import { expect, type TestContext, test } from 'vitest';
import { type ClientOptions, createClient } from '../src/index.ts';
import { recordedWaits } from './support/recorded-waits.ts';
import { answer, apiError, reset, type Step, scriptedServer } from './support/scripted-server.ts';

const AGENTS = '/api/v1/agents';
const page = answer(200, { success: true, data: [], pagination: {} });
const refused = apiError(401, 'UNAUTHENTICATED');
/** Accepts `new` only. */
const choosy: Step = (res, req) => (req.headers.authorization === 'Bearer new' ? page : refused)(res, req);

async function setUp(t: TestContext, step: Step, options: Partial<ClientOptions>, ...more: Step[]) {
  const server = await scriptedServer(step, ...more);
  t.onTestFinished(() => server.close());
  const tokens = () => server.requests.map(({ headers }) => headers.authorization);
  return { server, tokens, client: createClient({ baseUrl: server.url, retry: recordedWaits().retry, ...options }) };
}

test('a token is sent as it is given: a value, what a function gives, what a promise resolves to', async (t) => {
  for (const token of ['new', () => 'new', async () => 'new']) {
    const { client, tokens } = await setUp(t, choosy, { token });
    expect((await client.GET(AGENTS)).data?.success).toBe(true);
    expect(tokens()).toStrictEqual(['Bearer new']);
  }
});

test('without a token, or with an empty one, no Authorization is sent', async (t) => {
  for (const token of [undefined, '', () => '']) {
    const { client, tokens } = await setUp(t, refused, { token });
    expect((await client.GET(AGENTS)).error?.code).toBe('UNAUTHENTICATED');
    expect([...new Set(tokens())]).toStrictEqual([undefined]);
  }
});

test('a 401 asks the function once more, tells it which token was refused, and sends the request again, body and all', async (t) => {
  const asked: (string | undefined)[] = [];
  const token = async (old?: string) => {
    asked.push(old);
    return old ? 'new' : 'old';
  };
  const { client, server, tokens } = await setUp(t, choosy, { token });
  const { data } = await client.POST(AGENTS, { body: { name: 'Ana' } });
  expect(data?.success).toBe(true);
  expect(asked).toStrictEqual([undefined, 'old']);
  expect(tokens()).toStrictEqual(['Bearer old', 'Bearer new']);
  expect(server.requests.map(({ body }) => body)).toStrictEqual(['{"name":"Ana"}', '{"name":"Ana"}']);
});

test('a second 401 is the answer', async (t) => {
  let count = 0;
  const { client, tokens } = await setUp(t, refused, { token: () => `t${++count}` });
  expect((await client.GET(AGENTS)).error?.code).toBe('UNAUTHENTICATED');
  expect(tokens()).toStrictEqual(['Bearer t1', 'Bearer t2']);
});

test('the same token again, or a value, is not sent twice', async (t) => {
  for (const token of ['old', () => 'old']) {
    const { client, tokens } = await setUp(t, choosy, { token });
    expect((await client.GET(AGENTS)).error?.status).toBe(401);
    expect(tokens()).toStrictEqual(['Bearer old']);
  }
});

test('what the token function throws is thrown, nothing is sent, and it is not asked again', async (t) => {
  let asked = 0;
  const failure = new TypeError('the vault is closed');
  const token = () => {
    asked++;
    throw failure;
  };
  const { client, server } = await setUp(t, page, { token });
  await expect(client.GET(AGENTS)).rejects.toBe(failure);
  expect([asked, server.requests.length]).toStrictEqual([1, 0]);
});

test('a 401 after a retry asks for a token, too', async (t) => {
  const { client, tokens } = await setUp(t, reset, { token: (old) => (old ? 'new' : 'old') }, choosy);
  expect((await client.GET(AGENTS)).data?.success).toBe(true);
  expect(tokens()).toStrictEqual(['Bearer old', 'Bearer old', 'Bearer new']);
});

test('an Authorization of the request itself is left alone', async (t) => {
  const { client, tokens } = await setUp(t, choosy, { token: () => 'old' });
  await client.GET(AGENTS, { headers: { Authorization: 'Bearer new' } });
  expect(tokens()).toStrictEqual(['Bearer new']);
});
