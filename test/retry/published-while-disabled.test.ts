import { assert, describe, expect } from 'vitest';
import { unwrap } from '../../client/src/index.ts';
import { createQueue } from '../../server/delivery/queue/queue.ts';
import { localClock } from '../support/clock.ts';
import { logDocuments, webhookDocuments } from '../support/documents.ts';
import { attemptsAt } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';
import { holdAttempts, isDelivered, logsThat, newWebhook, retryAll } from '../support/recovery.ts';

const test = testWith({ DELIVERY_CONCURRENCY_PER_WEBHOOK: '1' });

const DAY = 24 * 60 * 60 * 1000;

test.beforeEach(({ receiver }) => {
  receiver.answer = 200;
});

describe('what is published while a webhook is disabled', () => {
  test('is logged as canceled for those that want it, is not sent, and waits to be recovered', async ({
    api,
    receiver,
  }) => {
    const webhook = await newWebhook(api, receiver, { enabled: false });
    const other = await api.createWebhook(webhook.agent_id, {
      webhook_url: receiver.url,
      events: ['event_action'],
      enabled: false,
    });
    const also = await api.createWebhook(webhook.agent_id, { webhook_url: receiver.url });
    const accepted = [await api.publish(webhook.agent_id), await api.publish(webhook.agent_id)];
    expect(
      accepted.map(({ deliveries }) => deliveries),
      'it is sent to the enabled one',
    ).toStrictEqual([1, 1]);
    const logs = await api.logs(webhook);
    expect(logs.map(({ status, error_code, attempt }) => [status, error_code, attempt])).toStrictEqual([
      ['canceled', 'webhook_disabled', 1],
      ['canceled', 'webhook_disabled', 1],
    ]);
    expect(logs.map(({ event_id }) => event_id)).toStrictEqual(accepted.map(({ event_id }) => event_id).toReversed());
    await logsThat(api, also, isDelivered, 2, 'the enabled webhook to get both');
    const { data } = await unwrap(
      api.client.GET('/api/v1/agents/{agent_id}/webhooks', { params: { path: { agent_id: webhook.agent_id } } }),
    );
    const counts = new Map(data.webhooks.map(({ id, recoverable_count }) => [id, recoverable_count]));
    expect([counts.get(webhook.id), counts.get(other.id), counts.get(also.id)]).toStrictEqual([2, 0, 0]);

    expect(await api.updateWebhook(webhook, { enabled: true })).toMatchObject({ enabled: true, recoverable_count: 2 });
    expect(await retryAll(api, webhook, { status: ['canceled'] })).toMatchObject({ matched: 2, queued: 2, skipped: 0 });
    await logsThat(api, webhook, isDelivered, 2, 'both to be delivered');
    expect(
      accepted.map((event) => attemptsAt(receiver, event).length),
      'once to each',
    ).toStrictEqual([2, 2]);
  });

  test('is there once, and gets one answer, however often it is repeated under its key', async ({ api, receiver }) => {
    const webhook = await newWebhook(api, receiver, { enabled: false });
    const publish = (key: string) => api.publish(webhook.agent_id, { key }, { 'idempotency-key': key });
    const whileDisabled = await publish('a');
    expect(await publish('a')).toStrictEqual(whileDisabled);
    await api.toggle(webhook);
    expect(await publish('a')).toStrictEqual(whileDisabled);
    expect(whileDisabled.deliveries).toBe(0);
    const whileEnabled = await publish('b');
    expect(whileEnabled.deliveries).toBe(1);
    await logsThat(api, webhook, isDelivered, 1, 'the other event to be delivered');
    await api.toggle(webhook);
    expect(await publish('b')).toStrictEqual(whileEnabled);
    expect((await api.logs(webhook)).map(({ status }) => status)).toStrictEqual(['success', 'canceled']);
    expect((await api.webhook(webhook)).recoverable_count).toBe(1);
  });
});

test('canceling that comes late, once the webhook is enabled again, leaves alone what was published since', async ({
  api,
  database,
  receiver,
}) => {
  const webhook = await newWebhook(api, receiver);
  const held = holdAttempts(receiver);
  await api.publish(webhook.agent_id);
  await held.arrived(1);
  await api.toggle(webhook);
  const disabled = await webhookDocuments(database).findOne({ _id: webhook.id });
  assert(disabled);
  await api.toggle(webhook);
  const { event_id } = await api.publish(webhook.agent_id);
  const queue = createQueue({ logs: logDocuments(database) }, DAY, localClock);
  await queue.cancelOfDisabled(webhook.id, disabled.updated_at);
  held.answer(200);
  await api.logThat(webhook, (log) => log.event_id === event_id && isDelivered(log));
});
