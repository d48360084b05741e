import { expect, type TestContext, test } from 'vitest';
import { createClient, type RetryOptions } from '../src/index.ts';
import { recordedWaits } from './support/recorded-waits.ts';
import { answer, apiError, breakOff, reset, type Step, scriptedServer } from './support/scripted-server.ts';

const AGENTS = '/api/v1/agents';
const EVENTS = '/api/v1/agents/{agent_id}/events';
const page = answer(200, { success: true, data: [], pagination: {} });
const accepted = answer(202, { success: true, message: 'ok', data: { event_id: 'e', deliveries: 1 } });
const unavailable = apiError(503, 'SERVICE_UNAVAILABLE');

async function setUp(t: TestContext, steps: [Step, ...Step[]], options: RetryOptions = {}, random = 0) {
  const server = await scriptedServer(...steps);
  t.onTestFinished(() => server.close());
  const { waits, retry } = recordedWaits(random);
  return { server, waits, client: createClient({ baseUrl: server.url, retry: { ...retry, ...options } }) };
}

const publish = (key?: string) => ({
  params: { path: { agent_id: 'a' }, ...(key && { header: { 'Idempotency-Key': key } }) },
  body: { event: 'event_recording' as const, data: { recording_id: 'r' } },
});

for (const [what, step] of [
  ['503', unavailable],
  ['429', apiError(429, 'RATE_LIMITED')],
  ['an empty 503', answer(503)],
  ['a connection that is reset', reset],
  ['an answer that breaks off', breakOff],
] as const) {
  test(`a GET is sent again after ${what}`, async (t) => {
    const { server, client, waits } = await setUp(t, [step, page]);
    const { data, error } = await client.GET(AGENTS);
    expect(error).toBeUndefined();
    expect(data).toStrictEqual({ success: true, data: [], pagination: {} });
    expect([server.requests.length, waits]).toStrictEqual([2, [250]]);
  });

  test(`a POST with an Idempotency-Key is sent again, the same, after ${what}`, async (t) => {
    const { server, client } = await setUp(t, [step, accepted]);
    const { data } = await client.POST(EVENTS, publish('key-1'));
    expect(data?.data.event_id).toBe('e');
    expect(server.requests.length).toBe(2);
    const [first, second] = server.requests;
    expect([second?.url, second?.body, second?.headers]).toStrictEqual([first?.url, first?.body, first?.headers]);
    expect(JSON.parse(second?.body ?? '')).toStrictEqual({ event: 'event_recording', data: { recording_id: 'r' } });
    expect(second?.headers['idempotency-key']).toBe('key-1');
  });
}

test('a POST without an Idempotency-Key is not sent twice: not after 503, not after the network failed', async (t) => {
  const answered = await setUp(t, [unavailable, accepted]);
  const { error } = await answered.client.POST(AGENTS, { body: { name: 'Ana' } });
  expect(error?.code).toBe('SERVICE_UNAVAILABLE');
  const broken = await setUp(t, [reset, accepted]);
  await expect(broken.client.POST(AGENTS, { body: { name: 'Ana' } })).rejects.toThrow(TypeError);
  expect([answered.server.requests.length, broken.server.requests.length]).toStrictEqual([1, 1]);
  expect([...answered.waits, ...broken.waits]).toStrictEqual([]);
});

test('PUT, PATCH and DELETE are not sent twice either', async (t) => {
  const { server, client } = await setUp(t, [unavailable]);
  const params = { path: { agent_id: 'a', webhook_id: 'w' } };
  await client.PUT('/api/v1/agents/{agent_id}/webhooks/{webhook_id}', { params, body: { enabled: true } });
  await client.PATCH('/api/v1/agents/{agent_id}/webhooks/{webhook_id}/toggle', { params });
  await client.DELETE('/api/v1/agents/{agent_id}/webhooks/{webhook_id}', { params });
  expect(server.requests.map(({ method }) => method)).toStrictEqual(['PUT', 'PATCH', 'DELETE']);
});

test('other errors are given at once', async (t) => {
  for (const status of [400, 401, 404, 422, 500, 502, 504]) {
    const { server, client } = await setUp(t, [answer(status), page]);
    const { error } = await client.GET(AGENTS);
    expect(error?.status).toBe(status);
    expect(server.requests.length).toBe(1);
  }
});

test('retries are bounded: after three, the last error is given', async (t) => {
  const { server, client, waits } = await setUp(t, [unavailable]);
  const { error, response } = await client.GET(AGENTS);
  expect([error?.code, response.status]).toStrictEqual(['SERVICE_UNAVAILABLE', 503]);
  expect([server.requests.length, waits]).toStrictEqual([4, [250, 500, 1000]]);
});

test('retries are bounded: after three, what the network did is thrown', async (t) => {
  const { server, client, waits } = await setUp(t, [reset]);
  await expect(client.GET(AGENTS)).rejects.toThrow(TypeError);
  expect([server.requests.length, waits.length]).toStrictEqual([4, 3]);
});

test('waits have jitter, double, and have a longest', async (t) => {
  const { client, waits } = await setUp(t, [unavailable], { retries: 5, minDelay: 100, maxDelay: 500 }, 0.5);
  await client.GET(AGENTS);
  expect(waits).toStrictEqual([75, 150, 300, 375, 375]);
});

test('Retry-After is waited for, in seconds or as a date, with jitter on top', async (t) => {
  const seconds = await setUp(t, [apiError(429, 'RATE_LIMITED', {}, { 'retry-after': '7' }), page], {}, 0.5);
  await seconds.client.GET(AGENTS);
  expect(seconds.waits).toStrictEqual([7125]);

  const date = new Date(Date.now() + 20_000).toUTCString();
  const dated = await setUp(t, [apiError(503, 'SERVICE_UNAVAILABLE', {}, { 'retry-after': date }), page]);
  await dated.client.GET(AGENTS);
  expect.assert(dated.waits[0] && dated.waits[0] > 0 && dated.waits[0] <= 20_000, `${dated.waits}`);
});

test('a Retry-After that makes no sense is not waited for: the backoff is', async (t) => {
  const { client, waits } = await setUp(t, [answer(503, undefined, { 'retry-after': 'soon' }), page]);
  await client.GET(AGENTS);
  expect(waits).toStrictEqual([250]);
});

test('a Retry-After longer than the longest wait gives the error at once, with retryAfter', async (t) => {
  const limited = apiError(429, 'RATE_LIMITED', {}, { 'retry-after': '31' });
  const { server, client, waits } = await setUp(t, [limited, page]);
  const { error } = await client.GET(AGENTS);
  expect([error?.code, error?.retryAfter]).toStrictEqual(['RATE_LIMITED', 31]);
  expect([server.requests.length, waits]).toStrictEqual([1, []]);
});

test('retry: false sends once', async (t) => {
  const server = await scriptedServer(unavailable, page);
  t.onTestFinished(() => server.close());
  const { error } = await createClient({ baseUrl: server.url, retry: false }).GET(AGENTS);
  expect(error?.status).toBe(503);
  expect(server.requests.length).toBe(1);
});

test('a request that cannot be made is a mistake, and is not retried', async () => {
  const { waits, retry } = recordedWaits();
  await expect(createClient({ baseUrl: 'not an address', retry }).GET(AGENTS)).rejects.toThrow(TypeError);
  expect(waits).toStrictEqual([]);
});
