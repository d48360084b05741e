import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Schemas } from '../support/api.ts';
import { logDocuments } from '../support/documents.ts';
import { assertError } from '../support/error-answer.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
let receiver: Receiver;
beforeAll(async () => {
  [service, receiver] = await Promise.all([startTestService(), startReceiver()]);
});
afterAll(async () => {
  await service.close();
  await receiver.close();
});

type Accepted = Schemas['EventAcceptedResponse'];
const event = { event: 'event_recording', data: { recording_id: 'r1' } };

async function setUp(webhooks: number) {
  const agent = await service.api.createAgent();
  const made: Schemas['Webhook'][] = [];
  for (let index = 0; index < webhooks; index++) {
    made.push(await service.api.createWebhook(agent.id, { webhook_url: receiver.url }));
  }
  const publish = <Body = Accepted>(key: string, body: object = event): Promise<Answer<Body>> =>
    service.api.call('POST', `/agents/${agent.id}/events`, { body, headers: { 'idempotency-key': key } });
  return { agent, webhooks: made, publish };
}
const delivered = (webhook: Schemas['Webhook']) => service.api.logThat(webhook, ({ status }) => status === 'success');
const receivedOf = (id: string) => receiver.received.filter(({ headers }) => headers['webhook-id'] === id);

describe('under one Idempotency-Key', () => {
  test('a repeated request gets the same answer, and nothing is delivered twice', async () => {
    const { webhooks, publish } = await setUp(2);
    const first = await publish('order-1');
    expect([first.status, first.body.data.deliveries]).toStrictEqual([202, 2]);
    await Promise.all(webhooks.map(delivered));
    for (let again = 0; again < 3; again++) {
      const repeated = await publish('order-1');
      expect([repeated.status, repeated.body]).toStrictEqual([first.status, first.body]);
    }
    for (const webhook of webhooks) expect((await service.api.logs(webhook)).length).toBe(1);
    expect(receivedOf(first.body.data.event_id).length).toBe(2);
  });

  test('another event, or other data, is refused', async () => {
    const { publish } = await setUp(1);
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

  test('many requests at the same instant are one', async () => {
    const { webhooks, publish } = await setUp(1);
    const answers = await Promise.all(Array.from({ length: 12 }, () => publish('order-3')));
    const ids = new Set(answers.map(({ status, body }) => `${status} ${body.data.event_id} ${body.data.deliveries}`));
    expect(ids.size).toBe(1);
    await delivered(webhooks[0] as Schemas['Webhook']);
    expect((await service.api.logs(webhooks[0] as Schemas['Webhook'])).length).toBe(1);
    expect(receivedOf(answers[0]?.body.data.event_id ?? '').length).toBe(1);
  });

  test('a request that was cut short by a crash is completed by its repetition', async () => {
    const { webhooks, publish } = await setUp(3);
    const first = await publish('order-4');
    await Promise.all(webhooks.map(delivered));
    // As if the process had died after it wrote the event and two of the three logs.
    const [lost, ...kept] = webhooks as [Schemas['Webhook'], ...Schemas['Webhook'][]];
    await logDocuments(service.database).deleteOne({ webhook_id: lost.id });
    const repeated = await publish('order-4');
    expect(repeated.body).toStrictEqual(first.body);
    const log = await delivered(lost);
    expect(log.event_id).toBe(first.body.data.event_id);
    for (const webhook of kept) expect((await service.api.logs(webhook)).length).toBe(1);
    expect(receivedOf(log.event_id).length).toBe(4);
  });

  test('a webhook that subscribed in between gets nothing', async () => {
    const { agent, publish } = await setUp(1);
    const first = await publish('order-5');
    const late = await service.api.createWebhook(agent.id, { webhook_url: receiver.url });
    expect((await publish('order-5')).body).toStrictEqual(first.body);
    expect(await service.api.logs(late)).toStrictEqual([]);
  });
});

test('keys are the agent’s own, and tell letters apart', async () => {
  const [one, other] = [await setUp(0), await setUp(0)];
  const ids = [
    await one.publish('key'),
    await other.publish('key'),
    await one.publish('KEY'),
    await one.publish('key'),
  ].map(({ body }) => body.data.event_id);
  expect(new Set(ids).size).toBe(3);
  expect(ids[3]).toBe(ids[0]);
});

test('without a key each request is an event of its own', async () => {
  const { agent } = await setUp(0);
  const [one, other] = [await service.api.publish(agent.id), await service.api.publish(agent.id)];
  expect(one.event_id).not.toBe(other.event_id);
});
