import { describe, expect } from 'vitest';
import type { Answer, Api, Schemas } from '../support/api.ts';
import { logDocuments } from '../support/documents.ts';
import { assertError } from '../support/error-answer.ts';
import { test } from '../support/fixtures.ts';
import type { Receiver } from '../support/receiver.ts';

type Accepted = Schemas['EventAcceptedResponse'];
const event = { event: 'event_recording', data: { recording_id: 'r1' } };

async function setUp(api: Api, receiver: Receiver, webhooks: number) {
  const agent = await api.createAgent();
  const made: Schemas['Webhook'][] = [];
  for (let index = 0; index < webhooks; index++) {
    made.push(await api.createWebhook(agent.id, { webhook_url: receiver.url }));
  }
  const publish = <Body = Accepted>(key: string, body: object = event): Promise<Answer<Body>> =>
    api.call('POST', `/agents/${agent.id}/events`, { body, headers: { 'idempotency-key': key } });
  return { agent, webhooks: made, publish };
}
const delivered = (api: Api, webhook: Schemas['Webhook']) => api.logThat(webhook, ({ status }) => status === 'success');
const receivedOf = (receiver: Receiver, id: string) =>
  receiver.received.filter(({ headers }) => headers['webhook-id'] === id);

describe('under one Idempotency-Key', () => {
  test('a repeated request gets the same answer, and nothing is delivered twice', async ({ api, receiver }) => {
    const { webhooks, publish } = await setUp(api, receiver, 2);
    const first = await publish('order-1');
    expect([first.status, first.body.data.deliveries]).toStrictEqual([202, 2]);
    await Promise.all(webhooks.map((webhook) => delivered(api, webhook)));
    for (let again = 0; again < 3; again++) {
      const repeated = await publish('order-1');
      expect([repeated.status, repeated.body]).toStrictEqual([first.status, first.body]);
    }
    for (const webhook of webhooks) expect((await api.logs(webhook)).length).toBe(1);
    expect(receivedOf(receiver, first.body.data.event_id).length).toBe(2);
  });

  test('another event, or other data, is refused', async ({ api, receiver }) => {
    const { publish } = await setUp(api, receiver, 1);
    await publish('order-2');
    const refused = {
      status: 422,
      code: 'IDEMPOTENCY_KEY_REUSED',
      message: 'This Idempotency-Key was already used for a different request.',
    } as const;
    assertError(await publish('order-2', { ...event, event: 'event_action' }), refused);
    assertError(await publish('order-2', { ...event, data: {} }), refused);
    assertError(await publish('order-2', { ...event, data: { recording_id: 'r2' } }), refused);
    expect((await publish('order-2')).status).toBe(202);
  });

  test('many requests at the same instant are one', async ({ api, receiver }) => {
    const { webhooks, publish } = await setUp(api, receiver, 1);
    const answers = await Promise.all(Array.from({ length: 12 }, () => publish('order-3')));
    const ids = new Set(answers.map(({ status, body }) => `${status} ${body.data.event_id} ${body.data.deliveries}`));
    expect(ids.size).toBe(1);
    await delivered(api, webhooks[0] as Schemas['Webhook']);
    expect((await api.logs(webhooks[0] as Schemas['Webhook'])).length).toBe(1);
    expect(receivedOf(receiver, answers[0]?.body.data.event_id ?? '').length).toBe(1);
  });

  test('a request that was cut short by a crash is completed by its repetition', async ({
    api,
    database,
    receiver,
  }) => {
    const { webhooks, publish } = await setUp(api, receiver, 3);
    const first = await publish('order-4');
    await Promise.all(webhooks.map((webhook) => delivered(api, webhook)));
    // As if the process had died after it wrote the event and two of the three logs.
    const [lost, ...kept] = webhooks as [Schemas['Webhook'], ...Schemas['Webhook'][]];
    await logDocuments(database).deleteOne({ webhook_id: lost.id });
    const repeated = await publish('order-4');
    expect(repeated.body).toStrictEqual(first.body);
    const log = await delivered(api, lost);
    expect(log.event_id).toBe(first.body.data.event_id);
    for (const webhook of kept) expect((await api.logs(webhook)).length).toBe(1);
    expect(receivedOf(receiver, log.event_id).length).toBe(4);
  });

  test('a webhook that subscribed in between gets nothing', async ({ api, receiver }) => {
    const { agent, publish } = await setUp(api, receiver, 1);
    const first = await publish('order-5');
    const late = await api.createWebhook(agent.id, { webhook_url: receiver.url });
    expect((await publish('order-5')).body).toStrictEqual(first.body);
    expect(await api.logs(late)).toStrictEqual([]);
  });
});

test('keys are the agent’s own, and tell letters apart', async ({ api, receiver }) => {
  const [one, other] = [await setUp(api, receiver, 0), await setUp(api, receiver, 0)];
  const ids = [
    await one.publish('key'),
    await other.publish('key'),
    await one.publish('KEY'),
    await one.publish('key'),
  ].map(({ body }) => body.data.event_id);
  expect(new Set(ids).size).toBe(3);
  expect(ids[3]).toBe(ids[0]);
});

test('without a key each request is an event of its own', async ({ api, receiver }) => {
  const { agent } = await setUp(api, receiver, 0);
  const [one, other] = [await api.publish(agent.id), await api.publish(agent.id)];
  expect(one.event_id).not.toBe(other.event_id);
});
