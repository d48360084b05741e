import { assert, describe, expect } from 'vitest';
import { unwrap } from '../../client/src/index.ts';
import { copyLog, logDocuments, webhookDocuments } from '../support/documents.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';
import { isDelivered, newWebhook, refusedAs, retryAll } from '../support/recovery.ts';

const test = testWith({ DELIVERY_CONCURRENCY_PER_WEBHOOK: '1' });

const DAY = 24 * 60 * 60 * 1000;

test.beforeEach(({ receiver }) => {
  receiver.answer = 200;
});

test('what is too old is refused as such, and does not count', async ({ api, database, receiver }) => {
  const webhook = await newWebhook(api, receiver, { enabled: false });
  await api.publish(webhook.agent_id);
  await api.publish(webhook.agent_id);
  const [old] = await api.logs(webhook);
  assert(old);
  const created_at = new Date(Date.now() - 31 * DAY);
  await logDocuments(database).updateOne({ _id: old.id }, { $set: { created_at } });
  expect((await api.toggle(webhook)).recoverable_count).toBe(1);
  await refusedAs(api, webhook, old, 'too_old');
  expect(await retryAll(api, webhook, { status: ['canceled'] })).toMatchObject({ matched: 2, queued: 1, skipped: 1 });
});

test('the count ends at 10,000, and says so only of those webhooks that have as many', async ({
  api,
  database,
  receiver,
}) => {
  const webhook = await newWebhook(api, receiver, { enabled: false });
  const other = await api.createWebhook(webhook.agent_id, { webhook_url: receiver.url, enabled: false });
  await api.publish(webhook.agent_id);
  const [log] = await api.logs(webhook);
  assert(log);
  for (let part = 0; part < 10; part++) await copyLog(database, log.id, 1_000);
  const { data } = await unwrap(
    api.client.GET('/api/v1/agents/{agent_id}/webhooks', { params: { path: { agent_id: webhook.agent_id } } }),
  );
  const counts = new Map(data.webhooks.map(({ id, recoverable_count }) => [id, recoverable_count]));
  expect([counts.get(webhook.id), counts.get(other.id)]).toStrictEqual([10_000, 1]);
  await logDocuments(database).deleteMany({ webhook_id: webhook.id });
});

describe('a process was killed', () => {
  test('after it disabled a webhook, before it canceled what waits: enabling it does that first', async ({
    api,
    database,
    receiver,
  }) => {
    const { webhook } = await failedDelivery(api, receiver, { max_retries: 1 });
    await api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'queued');
    await webhookDocuments(database).updateOne(
      { _id: webhook.id },
      { $set: { enabled: false, disabled_reason: 'manual', updated_at: new Date() } },
    );
    expect((await api.toggle(webhook)).recoverable_count).toBe(1);
    expect(await retryAll(api, webhook, { status: ['canceled'] })).toMatchObject({ queued: 1 });
    await api.logThat(webhook, isDelivered);
  });

  test('after it retried what was canceled, before it noted that: the count is right once the log is asked for again', async ({
    api,
    database,
    receiver,
  }) => {
    const webhook = await newWebhook(api, receiver, { enabled: false });
    await api.publish(webhook.agent_id);
    const [canceled] = await api.logs(webhook);
    assert(canceled);
    await api.toggle(webhook);
    await api.retry(webhook, canceled.id);
    await api.logThat(webhook, isDelivered);
    await logDocuments(database).updateOne({ _id: canceled.id }, { $set: { recoverable: true } });
    expect((await api.webhook(webhook)).recoverable_count, 'too high, for now').toBe(1);
    await refusedAs(api, webhook, canceled, 'already_delivered');
    expect((await api.webhook(webhook)).recoverable_count).toBe(0);
  });
});
