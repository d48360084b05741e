import type { ServerResponse } from 'node:http';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { expect } from 'vitest';
import type { Api, Schemas } from '../support/api.ts';
import { test } from '../support/fixtures.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

const setUp = async (api: Api, receiver: Receiver, request: Partial<Schemas['CreateWebhookRequest']> = {}) => {
  const agent = await api.createAgent('Ana');
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, name: 'CRM', ...request });
  return { agent, webhook, path: `/agents/${agent.id}/webhooks/${webhook.id}` };
};
const sendTest = (api: Api, path: string, language = 'en') =>
  api.call<Schemas['WebhookTestedResponse']>('POST', `${path}/test`, {
    headers: { 'accept-language': language },
  });

test('a test delivery is sent at once, signed, and logged', async ({ api, receiver }) => {
  const { agent, webhook, path } = await setUp(api, receiver, {
    custom_headers: [{ name: 'X-Tenant', value: 'acme' }],
  });
  receiver.answer = 204;
  const { status, body } = await sendTest(api, path);
  const { log_id, response_time } = body.data;
  expect(status).toBe(200);
  expect(body).toStrictEqual({
    success: true,
    message: 'The receiver accepted the test delivery',
    data: { log_id, status_code: 204, response_time, error_code: null, error: null },
  });
  expect(Number.isInteger(response_time) && response_time >= 0).toBeTruthy();

  const log = await api.log(webhook, log_id);
  expect([log.event, log.trigger, log.status, log.attempt]).toStrictEqual(['webhook.test', 'test', 'success', 1]);
  const [received] = receiver.received.filter(({ headers }) => headers['webhook-id'] === log.event_id);
  expect(received?.headers['x-tenant']).toBe('acme');
  const verifier = new StandardWebhook(webhook.webhook_secret ?? '');
  expect(verifier.verify(received?.body ?? '', received?.headers as Record<string, string>)).toStrictEqual({
    event: 'webhook.test',
    agent_id: agent.id,
    agent_name: 'Ana',
    webhook_id: webhook.id,
    webhook_name: 'CRM',
    timestamp: log.created_at,
    test: true,
  });
});

test('a receiver that refuses is told as it is, and not tried again', async ({ api, receiver }) => {
  const { webhook, path } = await setUp(api, receiver);
  receiver.answer = 500;
  const { status, body } = await sendTest(api, path, 'pt-BR');
  expect(status).toBe(200);
  expect(body.message).toBe('O receptor não aceitou a entrega de teste');
  const { status_code, error_code, error } = body.data;
  expect([status_code, error_code, error]).toStrictEqual([
    500,
    'http_status',
    'O receptor respondeu com o status 500.',
  ]);
  const logs = await api.logs(webhook);
  expect(logs.map(({ status, next_attempt_at }) => [status, next_attempt_at])).toStrictEqual([['failed', null]]);
});

test('a receiver that is down is told as it is', async ({ api, receiver }) => {
  const gone = await startReceiver();
  await gone.close();
  const { path } = await setUp(api, receiver, { webhook_url: gone.url });
  const { status, body } = await sendTest(api, path);
  const { status_code, error_code, error } = body.data;
  const { host } = new URL(gone.url);
  expect([status, status_code, error_code]).toStrictEqual([200, null, 'connection_refused']);
  expect(error).toBe(`The host ${host} refused the connection.`);
});

test('a disabled webhook can be tested, and stays disabled', async ({ api, receiver }) => {
  const { webhook, path } = await setUp(api, receiver, { enabled: false });
  receiver.answer = 200;
  expect((await sendTest(api, path)).body.data.status_code).toBe(200);
  const { body } = await api.call<Schemas['WebhookResponse']>('GET', path);
  expect(body.data.enabled).toBe(false);
  expect((await api.logs(webhook)).length).toBe(1);
});

test('of many tests at once, as many are sent as one webhook may have under way; the others are told to wait', async ({
  api,
  receiver,
}) => {
  const { path } = await setUp(api, receiver);
  const held: ServerResponse[] = [];
  receiver.answer = (_req, res) => held.push(res);
  const before = receiver.received.length;
  const answers = Promise.all(Array.from({ length: 11 }, () => sendTest(api, path)));
  await receiver.gets(before + 8);
  for (const res of held) res.end();
  const statuses = (await answers).map(({ status }) => status).sort();
  expect(statuses).toStrictEqual([...Array(8).fill(200), ...Array(3).fill(429)]);
  const refused = (await answers).find(({ status }) => status === 429);
  expect(refused?.headers.get('retry-after')).toBe('1');
  receiver.answer = 200;
  expect((await sendTest(api, path)).status).toBe(200);
});
