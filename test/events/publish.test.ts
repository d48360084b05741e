import { describe, expect } from 'vitest';
import type { Api, Schemas, Webhook } from '../support/api.ts';
import { test } from '../support/fixtures.ts';
import type { Receiver } from '../support/receiver.ts';

type Accepted = Schemas['EventAcceptedResponse'];
const publish = (api: Api, agentId: string, body: object, raw?: string) =>
  api.call<Accepted>('POST', `/agents/${agentId}/events`, raw === undefined ? { body } : { raw });
const setUp = async (api: Api, receiver: Receiver, request: Partial<Schemas['CreateWebhookRequest']> = {}) => {
  const agent = await api.createAgent('Ana Lúcia');
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, name: 'CRM', ...request });
  return { agent, webhook };
};
const eventIds = async (api: Api, webhook: Webhook) => (await api.logs(webhook)).map(({ event_id }) => event_id);

test('a published event is accepted, and delivered in its envelope', async ({ api, receiver }) => {
  const { agent, webhook } = await setUp(api, receiver);
  const { status, body } = await publish(api, agent.id, { event: 'event_recording', data: { recording_id: 'r1' } });
  const { event_id } = body.data;
  expect(status).toBe(202);
  expect(body).toStrictEqual({
    success: true,
    message: 'Event accepted for delivery',
    data: { event_id, deliveries: 1 },
  });

  const log = await api.logThat(webhook, (one) => one.status === 'success');
  expect(log.event_id).toBe(event_id);
  const received = receiver.received.find(({ headers }) => headers['webhook-id'] === event_id);
  const envelope = JSON.parse(received?.body ?? '');
  expect(envelope).toStrictEqual({
    event: 'event_recording',
    agent_id: agent.id,
    agent_name: 'Ana Lúcia',
    webhook_id: webhook.id,
    webhook_name: 'CRM',
    timestamp: log.created_at,
    event_id,
    data: { recording_id: 'r1' },
  });
  expect(log.request_payload).toStrictEqual(envelope);
});

describe('an event goes to', () => {
  test('nobody, when nobody subscribed', async ({ api }) => {
    const agent = await api.createAgent();
    const { status, body } = await publish(api, agent.id, { event: 'event_action', data: {} });
    expect([status, body.data.deliveries]).toStrictEqual([202, 0]);
  });

  test('those that subscribed to it, are enabled, and are of its agent', async ({ api, receiver }) => {
    const { agent, webhook } = await setUp(api, receiver, { events: ['event_action', 'event_recording'] });
    const also = await api.createWebhook(agent.id, { webhook_url: receiver.url, events: ['event_action'] });
    const other = await api.createWebhook(agent.id, { webhook_url: receiver.url, events: ['event_recording'] });
    const off = await api.createWebhook(agent.id, {
      webhook_url: receiver.url,
      events: ['event_action'],
      enabled: false,
    });
    const { webhook: elsewhere } = await setUp(api, receiver, { events: ['event_action'] });

    const { body } = await publish(api, agent.id, { event: 'event_action', data: {} });
    expect(body.data.deliveries).toBe(2);
    expect(await eventIds(api, webhook)).toStrictEqual([body.data.event_id]);
    expect(await eventIds(api, also)).toStrictEqual([body.data.event_id]);
    for (const skipped of [other, elsewhere]) expect(await eventIds(api, skipped)).toStrictEqual([]);
    const [kept] = await api.logs(off);
    expect([kept?.event_id, kept?.status, kept?.error_code]).toStrictEqual([
      body.data.event_id,
      'canceled',
      'webhook_disabled',
    ]);
  });

  test('a webhook from the moment that it is enabled', async ({ api, receiver }) => {
    const { agent, webhook } = await setUp(api, receiver, { enabled: false });
    const before = await api.publish(agent.id);
    expect(before.deliveries).toBe(0);
    await api.toggle(webhook);
    const { event_id } = await api.publish(agent.id);
    expect(await eventIds(api, webhook)).toStrictEqual([event_id, before.event_id]);
    await api.logThat(webhook, ({ status }) => status === 'success');
    expect(receiver.received.filter(({ headers }) => headers['webhook-id'] === before.event_id)).toStrictEqual([]);
  });
});

describe('data is forwarded as it is', () => {
  const table: Record<string, string> = {
    'names that the database has a use for': '{"$where":"1","$set":{"a":1},"a.b":{"c.d":2},"":3,"_id":"x"}',
    'names that JavaScript has a use for':
      '{"__proto__":{"a":1},"constructor":{"prototype":1},"toString":null,"length":-1}',
    'names that are numbers, in their order': '{"1":"a","2":"b","10":"c"}',
    'text of all kinds': '{"text":"ação 🐢 \\u0000 \\u001f \\" \\\\ </script> \u2028 \\ud83d"}',
    'numbers, as JSON has them': '{"n":[0,-1,1.5,1e+21,5e-324,9007199254740991,-9007199254740991,0.1]}',
    'nothing, in all its forms': '{"a":null,"b":[],"c":{},"d":"","e":false,"f":[[],[null]]}',
    'what looks like types of the database':
      '{"date":"2024-01-15T11:30:00Z","oid":{"$oid":"507f1f77bcf86cd799439011"},"n":{"$numberLong":"1"}}',
    'nothing at all': '{}',
  };
  for (const [what, data] of Object.entries(table)) {
    test(what, async ({ api, receiver }) => {
      const { agent, webhook } = await setUp(api, receiver);
      const { status, body } = await publish(api, agent.id, {}, `{"event":"event_recording","data":${data}}`);
      expect(status).toBe(202);
      const log = await api.logThat(webhook, (one) => one.status === 'success');
      const received = receiver.received.find(({ headers }) => headers['webhook-id'] === body.data.event_id);
      // To the byte: what JSON.parse and JSON.stringify keep, is kept.
      expect(received?.body.endsWith(`,"data":${JSON.stringify(JSON.parse(data))}}`), received?.body).toBeTruthy();
      expect(JSON.stringify(log.request_payload), 'and the log shows what was sent').toBe(received?.body);
    });
  }
  test('a quarter of a megabyte of it', async ({ api, receiver }) => {
    const { agent, webhook } = await setUp(api, receiver);
    await api.publish(agent.id, { text: 'ção'.repeat(50_000) });
    const log = await api.logThat(webhook, (one) => one.status === 'success');
    expect((log.request_payload as { data: object }).data).toStrictEqual({ text: 'ção'.repeat(50_000) });
  });
});
