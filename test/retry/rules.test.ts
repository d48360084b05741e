import { assert, expect } from 'vitest';
import { test } from '../support/fixtures.ts';

test('rule 1: a failed log is retried as a new log, and the original is never written again', async ({
  api,
  database,
  receiver,
}) => {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  receiver.answer = 500;
  await api.publish(agent.id);
  const failed = await api.logThat(webhook, ({ status }) => status === 'failed');
  const stored = async () => {
    const document = await database.db
      .collection<{ _id: string; expires_at?: Date }>('logs')
      .findOne({ _id: failed.id });
    assert(document);
    const { expires_at: _, ...rest } = document; // its expiry aside
    return rest;
  };
  const original = await stored();

  receiver.answer = 200;
  const { status, body } = await api.retry(webhook, failed.id);
  expect(status).toBe(200);
  expect(body.data.queued_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(body).toStrictEqual({
    success: true,
    message: 'Webhook retry queued successfully',
    data: { log_id: body.data.log_id, original_log_id: failed.id, queued_at: body.data.queued_at },
  });

  const retried = await api.logThat(webhook, ({ id, status }) => id === body.data.log_id && status === 'success');
  expect([retried.trigger, retried.original_log_id, retried.attempt, retried.event_id]).toStrictEqual([
    'manual',
    failed.id,
    2,
    failed.event_id,
  ]);
  expect(await stored()).toStrictEqual(original);
});
