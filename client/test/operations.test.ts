import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '../../generated/operations.ts';
import { eventually } from '../../test/support/eventually.ts';
import { type Receiver, startReceiver } from '../../test/support/receiver.ts';
import { createClient, paginate, unwrap } from '../src/index.ts';
import { collect } from './support/collect.ts';
import { prefer, type ServiceUnderTest, serviceUnderTest } from './support/service.ts';

const AGENT = '/api/v1/agents/{agent_id}';
const WEBHOOK = `${AGENT}/webhooks/{webhook_id}` as const;
const LOG = `${WEBHOOK}/logs/{log_id}` as const;

let service: ServiceUnderTest;
let receiver: Receiver;
beforeAll(async () => {
  [service, receiver] = await Promise.all([serviceUnderTest(), startReceiver()]);
});
afterAll(() => Promise.all([service.close(), receiver.close()]));

test('every operation of the contract can be called, and gives what its type says', async () => {
  const called = new Set<string>();
  const fetch = (request: Request) => {
    called.add(nameOf(request));
    return globalThis.fetch(request);
  };
  const client = createClient({ baseUrl: service.url, token: service.token, language: 'en', fetch });
  const id = /^[\da-f-]{36}$/;

  const { data: agent } = await unwrap(client.POST('/api/v1/agents', { body: { name: 'Ana' } }));
  expect(agent.id).toMatch(id);
  const inAgent = { path: { agent_id: agent.id } };
  expect((await unwrap(client.GET(AGENT, { params: inAgent }))).data.id).toBe(agent.id);
  const agents = await collect(paginate(client, '/api/v1/agents'));
  expect.assert(agents.some((listed) => listed.id === agent.id));

  const request = { webhook_url: receiver.url, events: ['event_recording' as const], max_retries: 0 };
  const created = await unwrap(client.POST(`${AGENT}/webhooks`, { params: inAgent, body: request }));
  expect.assert(created.message);
  const webhook = created.data;
  const params = { path: { agent_id: agent.id, webhook_id: webhook.id } };
  const list = await unwrap(client.GET(`${AGENT}/webhooks`, { params: inAgent }));
  expect.assert(list.data.webhooks.some((listed) => listed.id === webhook.id));
  expect.assert(list.data.available_events.event_recording);
  expect((await unwrap(client.GET(WEBHOOK, { params }))).data.id).toBe(webhook.id);
  expect((await unwrap(client.PUT(WEBHOOK, { params, body: { name: 'CRM' } }))).data.id).toMatch(id);
  for (let toggles = 0; toggles < 2; toggles++) {
    expect(typeof (await unwrap(client.PATCH(`${WEBHOOK}/toggle`, { params }))).data.enabled).toBe('boolean');
  }
  expect((await unwrap(client.POST(`${WEBHOOK}/secret/rotate`, { params }))).data.webhook_secret).toMatch(/^whsec_/);
  expect(typeof (await unwrap(client.POST(`${WEBHOOK}/test`, { params }))).data.response_time).toBe('number');

  receiver.answer = 500;
  const published = await unwrap(
    client.POST(`${AGENT}/events`, {
      params: { ...inAgent, header: { 'Idempotency-Key': randomUUID() } },
      body: { event: 'event_recording', data: { recording_id: 'rec_1' } },
    }),
  );
  expect(published.data.event_id).toMatch(id);
  const logs = paginate(client, `${WEBHOOK}/logs`, { params: { ...params, query: { per_page: 50 } } });
  const attempt = (await collect(logs)).find(({ trigger }) => trigger === 'event');
  expect.assert(attempt);
  const inLog = { path: { ...params.path, log_id: attempt.id } };
  await eventually(async () => {
    const { data: log } = await unwrap(client.GET(LOG, { params: inLog }));
    return log.status === 'failed' || undefined;
  }, 'the log to be failed');
  expect(typeof (await unwrap(client.GET(`${LOG}/retry`, { params: inLog }))).data.retriable).toBe('boolean');
  const retried = await unwrap(client.POST(`${LOG}/retry`, { params: inLog }));
  expect(retried.data.log_id).toMatch(id);

  const { data: task } = await unwrap(
    client.POST(`${WEBHOOK}/logs/retry`, { params, body: { event: 'event_recording' } }),
  );
  const inTask = { path: { ...params.path, task_id: task.id } };
  const { data: followed } = await unwrap(client.GET(`${WEBHOOK}/tasks/{task_id}`, { params: inTask }));
  expect(typeof followed.matched).toBe('number');

  const bucket = { query: { bucket: '1h' as const } };
  const ofAgent = await unwrap(client.GET(`${AGENT}/stats`, { params: { ...inAgent, ...bucket } }));
  const ofWebhook = await unwrap(client.GET(`${WEBHOOK}/stats`, { params: { ...params, ...bucket } }));
  expect([ofAgent, ofWebhook].every(({ success }) => success)).toBe(true);
  const stream = await unwrap(client.GET(`${WEBHOOK}/logs/stream`, { params, parseAs: 'stream' }));
  const reader = stream?.getReader();
  expect((await reader?.read())?.value).toBeInstanceOf(Uint8Array);
  await reader?.cancel();

  const { data: link } = await unwrap(client.POST(`${AGENT}/portal`, { params: inAgent, body: { rights: 'read' } }));
  const headers = { authorization: `Bearer ${link.token}` };
  const { data: session } = await unwrap(client.POST('/api/v1/portal/session', { headers }));
  expect(session.rights).toBe('read');
  expect.assert((await unwrap(client.DELETE(`${AGENT}/portal`, { params: inAgent }))).message);

  expect.assert((await unwrap(client.DELETE(WEBHOOK, { params }))).message);
  expect.assert((await unwrap(client.DELETE(AGENT, { params: inAgent }))).message);

  expect((await unwrap(client.GET('/health/live'))).success).toBe(true);
  expect((await unwrap(client.GET('/health/ready'))).success).toBe(true);
  expect(typeof (await unwrap(client.GET('/metrics')))).toBe('string');
  expect(String((await unwrap(client.GET('/openapi.json')))['openapi'])).toMatch(/^3\.1/);

  expect([...called].sort()).toStrictEqual(Object.keys(operations).sort());
});

test('sentences are in the language of the client, errors included; codes are not', async () => {
  const messages = await Promise.all(
    (['en', 'pt-BR'] as const).map(async (language) => {
      const client = createClient({ baseUrl: service.url, token: service.token, language });
      const params = { path: { agent_id: randomUUID() } };
      const { error, response } = await client.GET(AGENT, { params, headers: prefer(404) });
      expect([error?.code, error?.status]).toStrictEqual(['AGENT_NOT_FOUND', 404]);
      expect(response.headers.get('content-language')).toBe(language);
      expect.assert(error?.requestId);
      return error.message;
    }),
  );
  expect(messages[0]).toBe('Agent not found in this environment.');
  expect(messages[1]).not.toBe(messages[0]);
});

test('a token that is not valid is UNAUTHENTICATED', async () => {
  const client = createClient({ baseUrl: service.url, token: 'talq_not_this_one' });
  const { error } = await client.GET('/api/v1/agents', { headers: prefer(401) });
  expect([error?.code, error?.status]).toStrictEqual(['UNAUTHENTICATED', 401]);
});

test('invalid data is VALIDATION_FAILED, with sentences by field', async () => {
  const client = createClient({ baseUrl: service.url, token: service.token });
  const { error } = await client.POST('/api/v1/agents', { body: { name: '' } });
  if (error?.code !== 'VALIDATION_FAILED') return expect.unreachable(error?.code);
  expect(error.errors['name']?.length).toBe(1);
});

test('a log that was delivered is LOG_NOT_RETRIABLE, with the reason', async () => {
  const client = createClient({ baseUrl: service.url, token: service.token });
  const { data: agent } = await unwrap(client.POST('/api/v1/agents', { body: { name: 'Ana' } }));
  const body = { webhook_url: receiver.url, events: ['event_recording' as const] };
  const { data: webhook } = await unwrap(
    client.POST(`${AGENT}/webhooks`, { params: { path: { agent_id: agent.id } }, body }),
  );
  const params = { path: { agent_id: agent.id, webhook_id: webhook.id } };
  receiver.answer = 200;
  await unwrap(client.POST(`${WEBHOOK}/test`, { params }));
  const { data: logs } = await unwrap(client.GET(`${WEBHOOK}/logs`, { params }));
  const delivered = logs.find(({ status }) => status === 'success');
  expect.assert(delivered);
  const { error } = await client.POST(`${LOG}/retry`, {
    params: { path: { ...params.path, log_id: delivered.id } },
    headers: prefer(422, 'already_succeeded'),
  });
  if (error?.code !== 'LOG_NOT_RETRIABLE') return expect.unreachable(error?.code);
  expect(error.reason).toBe('already_succeeded');
});

/** The operationId of a request. */
function nameOf({ method, url }: Request): string {
  const { pathname } = new URL(url);
  const [name] =
    Object.entries(operations)
      .filter(([, operation]) => operation.method.toUpperCase() === method)
      .sort(([, a], [, b]) => a.path.split('{').length - b.path.split('{').length)
      .find(([, { path }]) => new RegExp(`${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname)) ?? [];
  return name ?? `${method} ${pathname}`;
}
