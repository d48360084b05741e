import { expect, type TestContext, test } from 'vitest';
import { ApiError, type ClientOptions, createClient } from '../src/index.ts';
import { recordedWaits } from './support/recorded-waits.ts';
import { answer, apiError, hang, type Step, scriptedServer } from './support/scripted-server.ts';

const AGENTS = '/api/v1/agents';
const AGENT = '/api/v1/agents/{agent_id}';
const EVENTS = '/api/v1/agents/{agent_id}/events';
const page = answer(200, { success: true, data: [], pagination: {} });
const accepted = answer(202, { success: true, message: 'ok', data: { event_id: 'e', deliveries: 1 } });
const unavailable = apiError(503, 'SERVICE_UNAVAILABLE');
const publication = {
  params: { path: { agent_id: 'a' } },
  body: { event: 'event_recording' as const, data: { recording_id: 'r' } },
};

async function setUp(t: TestContext, steps: [Step, ...Step[]], options: Partial<ClientOptions> = {}) {
  const server = await scriptedServer(...steps);
  t.onTestFinished(() => server.close());
  const { waits, retry } = recordedWaits();
  return { server, waits, client: createClient({ baseUrl: server.url, retry, ...options }) };
}

test('middleware of openapi-fetch is used, and no more once it is ejected', async (t) => {
  const { server, client } = await setUp(t, [page]);
  const middleware = {
    onRequest: ({ request }: { request: Request }) => request.headers.set('X-Trace', '1'),
    onResponse: () => Response.json({ success: true, data: [{ id: 'ours' }], pagination: {} }),
  };
  client.use(middleware);
  expect((await client.GET(AGENTS)).data?.data[0]?.id).toBe('ours');
  client.eject(middleware);
  expect((await client.request('get', AGENTS)).data?.data).toStrictEqual([]);
  expect(server.requests.map(({ headers }) => headers['x-trace'])).toStrictEqual(['1', undefined]);
});

test('serializers and parseAs are those of openapi-fetch', async (t) => {
  const { server, client } = await setUp(t, [page]);
  const { data } = await client.GET(AGENTS, { querySerializer: () => 'page=7', parseAs: 'text' });
  expect(JSON.parse(data ?? '')).toStrictEqual({ success: true, data: [], pagination: {} });
  const streamed = await client.GET(AGENTS, { parseAs: 'stream' });
  expect(await new Response(streamed.data).json()).toMatchObject({ success: true });
  expect(server.requests[0]?.url).toBe('/api/v1/agents?page=7');
});

test('headers of the client are sent with all requests', async (t) => {
  const { server, client } = await setUp(t, [page], { headers: { 'X-App': 'crm' }, language: 'pt-BR' });
  await client.GET(AGENTS);
  await client.GET(AGENTS, { headers: { 'X-App': 'other' } });
  expect(server.requests.map(({ headers }) => [headers['x-app'], headers['accept-language']])).toStrictEqual([
    ['crm', 'pt-BR'],
    ['other', 'pt-BR'],
  ]);
});

test('what fetch is told with a request arrives, retries included', async () => {
  const seen: unknown[] = [];
  const next = { revalidate: 60, tags: ['agents'] };
  const fetch = async (request: Request, init?: RequestInit) => {
    seen.push([request.cache, request.credentials, init]);
    return seen.length === 1 ? new Response(null, { status: 503 }) : Response.json({ success: true, data: [] });
  };
  const client = createClient({ baseUrl: 'http://a.example', fetch, token: 't', retry: recordedWaits().retry });
  client.use({ onRequest: ({ request }) => new Request(request, { headers: { 'X-Other': '1' } }) });
  await client.GET(AGENTS, { next, cache: 'no-store', credentials: 'include' });
  expect(seen).toStrictEqual([
    ['no-store', 'include', { next }],
    ['no-store', 'include', { next }],
  ]);
});

test('publishEvent is given an Idempotency-Key, the same for its retries and another for each call', async (t) => {
  const { server, client } = await setUp(t, [unavailable, accepted]);
  await client.POST(EVENTS, publication);
  await client.POST(EVENTS, publication);
  const [first, again, other] = server.requests.map(({ headers }) => headers['idempotency-key']);
  expect(first).toMatch(/^[!-~]{20,255}$/);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  await client.POST(AGENTS, { body: { name: 'Ana' } });
  expect(server.requests.at(-1)?.headers['idempotency-key']).toBeUndefined();
});

test('a call that takes longer than its timeout rejects, and is aborted', async (t) => {
  const { server, client } = await setUp(t, [hang], { timeout: 50 });
  await expect(client.GET(AGENTS)).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(server.requests.length).toBe(1);
  const slow = await setUp(t, [page], { timeout: 50, token: () => new Promise<string>(() => {}) });
  await expect(slow.client.GET(AGENTS)).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a Retry-After longer than what is left of the timeout gives the error at once', async (t) => {
  const limited = apiError(429, 'RATE_LIMITED', {}, { 'retry-after': '5' });
  const { client, waits } = await setUp(t, [limited, page], { timeout: 4_000 });
  expect((await client.GET(AGENTS)).error?.retryAfter).toBe(5);
  expect(waits).toStrictEqual([]);
});

test('hooks see each sending, each retry, and the error of the call', async (t) => {
  const seen: unknown[] = [];
  const { server, client } = await setUp(t, [unavailable], {
    retry: { ...recordedWaits().retry, retries: 1 },
    onRequest: ({ path, request, attempt }) => {
      request.headers.set('X-Attempt', `${attempt}`);
      seen.push(['request', path, attempt]);
    },
    onRetry: ({ method, attempt, delay, response }) => seen.push(['retry', method, attempt, delay, response?.status]),
    onError: ({ error }) => seen.push(['error', error instanceof ApiError && error.code]),
  });
  await client.GET(AGENTS);
  expect(seen).toStrictEqual([
    ['request', AGENTS, 1],
    ['retry', 'GET', 1, 250, 503],
    ['request', AGENTS, 2],
    ['error', 'SERVICE_UNAVAILABLE'],
  ]);
  expect(server.requests.map(({ headers }) => headers['x-attempt'])).toStrictEqual(['1', '2']);
});

test('onError sees what a call rejects with, once', async () => {
  const errors: unknown[] = [];
  const failure = new TypeError('no network');
  const client = createClient({
    baseUrl: 'http://a.example',
    fetch: () => Promise.reject(failure),
    retry: false,
    onError: ({ error }) => errors.push(error),
  });
  await expect(client.GET(AGENTS)).rejects.toBe(failure);
  expect(errors).toStrictEqual([failure]);
});

test('an answer that is not of the API is in error.body, 64 KiB of it; an error of the API is not', async (t) => {
  const html: Step = (res) => res.writeHead(502, { 'content-type': 'text/html' }).end('x'.repeat(100_000));
  const { client } = await setUp(t, [html, apiError(404, 'AGENT_NOT_FOUND'), answer(500, { error: 'no' })]);
  expect((await client.GET(AGENTS)).error?.body).toBe('x'.repeat(65_536));
  const { error } = await client.GET(AGENTS);
  expect(error?.body).toBeUndefined();
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ message: 'It is AGENT_NOT_FOUND.', status: 404 });
  expect((await client.GET(AGENTS)).error?.body).toBe('{"error":"no"}');
});

test('the type of an answer is read whatever its case', async (t) => {
  const shouting: Step = (res) => res.writeHead(200, { 'content-type': 'APPLICATION/JSON' }).end('{"success":true}');
  expect((await (await setUp(t, [shouting])).client.GET(AGENTS)).data).toStrictEqual({ success: true });
});

test('path parameters that lead elsewhere are refused, and nothing is sent', async (t) => {
  const { server, client } = await setUp(t, [page]);
  for (const agent_id of ['', '.', '..']) {
    await expect(client.GET(AGENT, { params: { path: { agent_id } } })).rejects.toThrow(/agent_id/);
  }
  // @ts-expect-error: a value that was not there
  await expect(client.GET(AGENT, { params: { path: { agent_id: undefined } } })).rejects.toThrow(TypeError);
  expect(server.requests.length).toBe(0);
});

test('requests refused together ask the token function once, also one whose 401 comes late', async (t) => {
  const asked: (string | undefined)[] = [];
  const token = async (refused?: string) => {
    if (refused) asked.push(refused);
    return refused ? 'new' : 'old';
  };
  const choosy: Step = (res, req) =>
    (req.headers.authorization === 'Bearer new' ? page : apiError(401, 'UNAUTHENTICATED'))(res, req);
  const { client } = await setUp(t, [choosy], { token });
  const results = await Promise.all(Array.from({ length: 5 }, () => client.GET(AGENTS)));
  expect(results.every(({ data }) => data?.success)).toBe(true);
  await client.GET(AGENTS);
  expect(asked).toStrictEqual(['old']);
});
