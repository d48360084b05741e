import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../server/database/ids.ts';
import type { Answer, Schemas } from '../support/api.ts';
import { copyLog } from '../support/documents.ts';
import { assertError } from '../support/error-answer.ts';
import { eventually } from '../support/eventually.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { startTestService, type TestService } from '../support/service.ts';

const NO_ERROR = { error_code: null, error: null };

let service: TestService;
let receiver: Receiver;
beforeAll(async () => {
  [service, receiver] = await Promise.all([startTestService(), startReceiver()]);
});
afterAll(async () => {
  await service.close();
  await receiver.close();
});

const setUp = async (request: Partial<Schemas['CreateWebhookRequest']> = {}) => {
  const delivery = await failedDelivery(service.api, receiver, { max_retries: 0, ...request });
  const path = `/agents/${delivery.agent.id}/webhooks/${delivery.webhook.id}`;
  const retryLogs = <Body = Schemas['RetryTaskQueuedResponse']>(body: object): Promise<Answer<Body>> =>
    service.api.call('POST', `${path}/logs/retry`, { body });
  const over = (taskId: string) =>
    eventually(async () => {
      const { body } = await service.api.call<Schemas['TaskResponse']>('GET', `${path}/tasks/${taskId}`);
      return body.data.finished_at ? body.data : undefined;
    }, 'the task to end');
  return { ...delivery, path, retryLogs, over };
};

test('a task retries every failed log that its filter matches, and says how it went', async () => {
  const { webhook, failed, retryLogs, over } = await setUp();
  const copies = await copyLog(service.database, failed.id, 4, (index) => ({
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
    await service.api.logThat(webhook, (log) => log.original_log_id === _id && log.status === 'success');
  }
  expect((await service.api.logs(webhook)).length, 'nothing else was retried').toBe(1 + 4 + 2);
});

test('what cannot be retried is counted as skipped', async () => {
  const { webhook, failed, retryLogs, over } = await setUp();
  await service.api.retry(webhook, failed.id);
  await service.api.logThat(webhook, ({ status }) => status === 'success');
  const { body } = await retryLogs({});
  const { matched, queued, skipped } = await over(body.data.id);
  expect([matched, queued, skipped]).toStrictEqual([1, 0, 1]);
});

test('a filter that matches nothing is a task that ends with nothing', async () => {
  const { retryLogs, over } = await setUp();
  const { body } = await retryLogs({ to: '2001-01-01T00:00:00Z' });
  const { state, matched, queued, skipped } = await over(body.data.id);
  expect([state, matched, queued, skipped]).toStrictEqual(['completed', 0, 0, 0]);
});

test('a disabled webhook is not retried, and the answer says so', async () => {
  const { path, retryLogs } = await setUp();
  await service.api.call('PATCH', `${path}/toggle`);
  assertError(await retryLogs({}), {
    status: 422,
    code: 'LOG_NOT_RETRIABLE',
    message: 'Log cannot be retried',
    reason: 'webhook_disabled',
  });
});

test('over a thousand logs that were canceled while the webhook was disabled are recovered, each once', async () => {
  const { agent, webhook, path, retryLogs, over } = await setUp();
  const toggle = async () => (await service.api.call<Schemas['WebhookResponse']>('PATCH', `${path}/toggle`)).body.data;
  await toggle();
  await service.api.publish(agent.id);
  const canceled = await service.api.logThat(webhook, ({ status }) => status === 'canceled');
  const made = new Date(Date.now() - 60_000);
  await copyLog(service.database, canceled.id, 1_099, () => ({ _id: newId(made) }));
  expect((await toggle()).recoverable_count).toBe(1_100);

  const before = receiver.received.length;
  const { matched, queued, skipped } = await over((await retryLogs({ status: ['canceled'] })).body.data.id);
  expect([matched, queued, skipped]).toStrictEqual([1_100, 1_100, 0]);
  const received = (await receiver.gets(before + 1_100)).slice(before);
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size, 'each once').toBe(1_100);
  const { body } = await service.api.call<Schemas['WebhookResponse']>('GET', path);
  expect(body.data.recoverable_count).toBe(0);
});
