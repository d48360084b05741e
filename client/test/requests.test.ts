import { expect, type TestContext, test, vi } from 'vitest';
import { type ClientOptions, createClient, type paths } from '../src/index.ts';
import { answer, scriptedServer } from './support/scripted-server.ts';

async function setUp(t: TestContext, options: Partial<ClientOptions> = {}) {
  const server = await scriptedServer(answer(200, { success: true, data: [], pagination: {} }));
  t.onTestFinished(() => server.close());
  return { server, client: createClient({ baseUrl: server.url, ...options }) };
}

test('Accept-Language is the language given, unless the request has its own', async (t) => {
  const { server, client } = await setUp(t, { language: 'pt-BR' });
  await client.GET('/api/v1/agents');
  await client.GET('/api/v1/agents', { headers: { 'Accept-Language': 'en' } });
  expect(server.requests.map(({ headers }) => headers['accept-language'])).toStrictEqual(['pt-BR', 'en']);
});

test('path parameters are encoded, query parameters sent, those left out are not', async (t) => {
  const { server, client } = await setUp(t);
  await client.GET('/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs', {
    params: { path: { agent_id: 'a/../b', webhook_id: 'ç ?' }, query: { per_page: 5, status: 'failed' } },
  });
  expect(server.requests[0]?.url).toBe('/api/v1/agents/a%2F..%2Fb/webhooks/%C3%A7%20%3F/logs?per_page=5&status=failed');
});

test('a body is sent as JSON; an operation without one sends neither body nor Content-Type', async (t) => {
  const { server, client } = await setUp(t);
  await client.POST('/api/v1/agents', { body: { name: 'João' } });
  const params = { path: { agent_id: 'a', webhook_id: 'w' } };
  await client.POST('/api/v1/agents/{agent_id}/webhooks/{webhook_id}/test', { params });
  const [created, tested] = server.requests;
  expect([created?.headers['content-type'], created?.body]).toStrictEqual(['application/json', '{"name":"João"}']);
  expect([tested?.headers['content-type'], tested?.body]).toStrictEqual([undefined, '']);
});

test('a base URL may end with a slash, and may have a path', async (t) => {
  const { server } = await setUp(t);
  await createClient({ baseUrl: `${server.url}/` }).GET('/api/v1/agents');
  await createClient({ baseUrl: `${server.url}/hooks` }).GET('/api/v1/agents');
  expect(server.requests.map(({ url }) => url)).toStrictEqual(['/api/v1/agents', '/hooks/api/v1/agents']);
});

test('a base URL that ends in what the paths begin with is a mistake, which the error names; nothing is sent', async (t) => {
  const { server } = await setUp(t);
  for (const end of ['/api/v1', '/api/v1/', '/hooks/api/v1']) {
    const call = createClient({ baseUrl: server.url + end }).GET('/api/v1/agents');
    await expect(call).rejects.toThrow(new TypeError('baseUrl must not end in /api/v1.'));
  }
  // Paths of another contract begin otherwise.
  await createClient<{ '/agents': paths['/api/v1/agents'] }>({ baseUrl: `${server.url}/api/v1` }).GET('/agents');
  expect(server.requests.map(({ url }) => url)).toStrictEqual(['/api/v1/agents']);
});

test('the fetch given is the one that is used; without one, it is looked up when it is needed', async (t) => {
  const seen: string[] = [];
  const fetch = async (request: Request) => {
    seen.push(`${request.method} ${new URL(request.url).pathname}`);
    return Response.json({ success: true, data: [], pagination: {} });
  };
  const { client: given } = await setUp(t, { fetch });
  await given.GET('/api/v1/agents');
  const { client: global } = await setUp(t);
  vi.stubGlobal('fetch', fetch);
  t.onTestFinished(() => void vi.unstubAllGlobals());
  await global.GET('/api/v1/agents');
  expect(seen).toStrictEqual(['GET /api/v1/agents', 'GET /api/v1/agents']);
});
