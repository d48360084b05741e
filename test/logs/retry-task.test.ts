import { expect } from 'vitest';
import { newId } from '../../server/database/ids.ts';
import type { Answer, Api, Schemas } from '../support/api.ts';
import { copyLog } from '../support/documents.ts';
import { assertError } from '../support/error-answer.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';
import type { Receiver } from '../support/receiver.ts';

const NO_ERROR = { error_code: null, error: null };

const setUp = async (api: Api, receiver: Receiver, request: Partial<Schemas['CreateWebhookRequest']> = {}) => {
  const delivery = await failedDelivery(api, receiver, { max_retries: 0, ...request });
  const path = `/agents/${delivery.agent.id}/webhooks/${delivery.webhook.id}`;
  const retryLogs = <Body = Schemas['RetryTaskQueuedResponse']>(body: object): Promise<Answer<Body>> =>
    api.call('POST', `${path}/logs/retry`, { body });
  const over = (taskId: string) => api.taskEnd(delivery.webhook, taskId);
  return { ...delivery, path, retryLogs, over };
};

test('a task retries every failed log that its filter matches, and says how it went', async ({
  api,
  database,
  receiver,
}) => {
  const { webhook, failed, retryLogs, over } = await setUp(api, receiver);
  const copies = await copyLog(database, failed.id, 4, (index) => ({
    event: index % 2 === 0 ? 'event_action' : 'event_recording',
  }));
  const { status, body } = await retryLogs({ event: 'event_action' });
  const { id, created_at } = body.data;
  expect(status).toBe(202);
  expect(body).toStrictEqual({
    success: true,
    message: 'Retry task queued successfully',
    data: { id, state: 'queued', matched: 0, queued: 0, skipped: 0, ...NO_ERROR, created_at, finished_at: null },
  });
  const { finished_at, ...task } = await over(id);
  expect(task).toStrictEqual({ id, state: 'completed', matched: 2, queued: 2, skipped: 0, ...NO_ERROR, created_at });
  expect(finished_at ?? '').toMatch(/Z$/);

  for (const { _id } of copies.filter((_, index) => index % 2 === 0)) {
    await api.logThat(webhook, (log) => log.original_log_id === _id && log.status === 'success');
  }
  expect((await api.logs(webhook)).length, 'nothing else was retried').toBe(1 + 4 + 2);
});

test('what cannot be retried is counted as skipped', async ({ api, receiver }) => {
  const { webhook, failed, retryLogs, over } = await setUp(api, receiver);
  await api.retry(webhook, failed.id);
  await api.logThat(webhook, ({ status }) => status === 'success');
  const { body } = await retryLogs({});
  const { matched, queued, skipped } = await over(body.data.id);
  expect([matched, queued, skipped]).toStrictEqual([1, 0, 1]);
});

test('a filter that matches nothing is a task that ends with nothing', async ({ api, receiver }) => {
  const { retryLogs, over } = await setUp(api, receiver);
  const { body } = await retryLogs({ to: '2001-01-01T00:00:00Z' });
  const { state, matched, queued, skipped } = await over(body.data.id);
  expect([state, matched, queued, skipped]).toStrictEqual(['completed', 0, 0, 0]);
});

test('a disabled webhook is not retried, and the answer says so', async ({ api, receiver }) => {
  const { webhook, retryLogs } = await setUp(api, receiver);
  await api.toggle(webhook);
  assertError(await retryLogs({}), {
    status: 422,
    code: 'LOG_NOT_RETRIABLE',
    message: 'Log cannot be retried',
    reason: 'webhook_disabled',
  });
});

test('over a thousand logs that were canceled while the webhook was disabled are recovered, each once', async ({
  api,
  database,
  receiver,
}) => {
  const { agent, webhook, retryLogs, over } = await setUp(api, receiver);
  await api.toggle(webhook);
  await api.publish(agent.id);
  const canceled = await api.logThat(webhook, ({ status }) => status === 'canceled');
  const made = new Date(Date.now() - 60_000);
  await copyLog(database, canceled.id, 1_099, () => ({ _id: newId(made) }));
  expect((await api.toggle(webhook)).recoverable_count).toBe(1_100);

  const before = receiver.received.length;
  const { matched, queued, skipped } = await over((await retryLogs({ status: ['canceled'] })).body.data.id);
  expect([matched, queued, skipped]).toStrictEqual([1_100, 1_100, 0]);
  const received = (await receiver.gets(before + 1_100)).slice(before);
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size, 'each once').toBe(1_100);
  expect((await api.webhook(webhook)).recoverable_count).toBe(0);
});
