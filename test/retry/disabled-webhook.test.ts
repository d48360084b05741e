import { assert, expect } from 'vitest';
import type { Schemas } from '../support/api.ts';
import { logDocuments } from '../support/documents.ts';
import { assertInvalid } from '../support/error-answer.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';
import {
  holdAttempts,
  isDelivered,
  isRecoverable,
  logsThat,
  newWebhook,
  refusedAs,
  retryAll,
} from '../support/recovery.ts';

const test = testWith({ DELIVERY_CONCURRENCY_PER_WEBHOOK: '1' });

test.beforeEach(({ receiver }) => {
  receiver.answer = 200;
});

test('of five accepted events, four wait when the webhook is turned off: turned on again, all are recovered, one by one and in bulk', async ({
  api,
  receiver,
}) => {
  const webhook = await newWebhook(api, receiver);
  const held = holdAttempts(receiver);
  for (let number = 1; number <= 5; number++) await api.publish(webhook.agent_id, { number });
  await held.arrived(1);
  const off = await api.toggle(webhook);
  expect([off.enabled, off.recoverable_count]).toStrictEqual([false, 4]);
  held.answer(200);
  await logsThat(api, webhook, isDelivered, 1, 'the attempt that was under way');

  const canceled = await logsThat(api, webhook, isRecoverable, 4, 'what waited to be canceled');
  for (const log of canceled) {
    expect([log.attempt, log.trigger, log.error]).toStrictEqual([
      1,
      'event',
      'The webhook was disabled, so this attempt was not sent.',
    ]);
    expect(await api.log(webhook, log.id)).toStrictEqual(log);
  }
  const [first] = canceled;
  assert(first);
  await refusedAs(api, webhook, first, 'webhook_disabled');
  expect((await api.webhook(webhook)).recoverable_count).toBe(4);

  const on = await api.toggle(webhook);
  expect([on.enabled, on.recoverable_count]).toStrictEqual([true, 4]);
  const { status, body } = await api.retry(webhook, first.id);
  expect(status).toBe(200);
  const retried = await api.logThat(webhook, ({ id, status }) => id === body.data.log_id && status === 'success');
  expect([retried.attempt, retried.trigger, retried.original_log_id]).toStrictEqual([1, 'manual', first.id]);
  expect((await api.webhook(webhook)).recoverable_count).toBe(3);
  await refusedAs(api, webhook, first, 'already_delivered');
  expect(await api.log(webhook, first.id), 'the original is as it was').toStrictEqual(first);

  expect(await retryAll(api, webhook, {}), 'only what failed, unless told otherwise').toMatchObject({ matched: 0 });
  expect(await retryAll(api, webhook, { status: ['failed', 'canceled'] })).toStrictEqual({
    state: 'completed',
    matched: 4,
    queued: 3,
    skipped: 1,
  });
  const delivered = await logsThat(api, webhook, isDelivered, 5, 'all five to be delivered');
  expect(delivered.map((log) => attemptsAt(receiver, log).length)).toStrictEqual([1, 1, 1, 1, 1]);
  expect((await api.webhook(webhook)).recoverable_count).toBe(0);
});

test('what a 410 cancels, and what is published from then on, is recovered like anything else', async ({
  api,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 1 }); // its automatic retry waits
  receiver.answer = 410;
  await api.publish(webhook.agent_id);
  await eventually(async () => ((await api.webhook(webhook)).enabled ? undefined : true), 'the webhook to be disabled');
  await api.publish(webhook.agent_id);
  await logsThat(api, webhook, isRecoverable, 2, 'what waited to be canceled');
  receiver.answer = 200;
  expect(await api.updateWebhook(webhook, { enabled: true })).toMatchObject({ recoverable_count: 2 });
  // Failed: the first attempt of the one, and the one that was answered 410. Canceled: the retry of the one, and the last.
  expect(await retryAll(api, webhook, { status: ['canceled', 'failed'] })).toMatchObject({ matched: 4, queued: 3 });
  await logsThat(api, webhook, isDelivered, 3, 'all three to be delivered');
  expect(attemptsAt(receiver, failed).length, 'each delivery once').toBe(2);
  expect((await api.webhook(webhook)).recoverable_count).toBe(0);
});

test('an attempt that was under way when the webhook was disabled: what comes next is canceled, and can be recovered', async ({
  api,
  receiver,
}) => {
  const webhook = await newWebhook(api, receiver, { max_retries: 3 });
  const held = holdAttempts(receiver);
  const { event_id } = await api.publish(webhook.agent_id);
  await held.arrived(1);
  await api.toggle(webhook);
  held.answer(500);
  const [next] = await logsThat(api, webhook, isRecoverable, 1, 'the automatic retry to be canceled');
  assert(next);
  expect(next.trigger).toBe('automatic');
  receiver.answer = 200;
  expect((await api.toggle(webhook)).recoverable_count).toBe(1);
  await api.retry(webhook, next.id);
  const delivered = await api.logThat(webhook, isDelivered);
  expect([delivered.attempt, attemptsAt(receiver, { event_id }).length]).toStrictEqual([2, 2]);
  expect((await api.webhook(webhook)).recoverable_count).toBe(0);
});

test('an automatic retry that was canceled is not used up: after a recovery the schedule goes on from before it', async ({
  api,
  receiver,
}) => {
  const { webhook } = await failedDelivery(api, receiver, { max_retries: 1 });
  for (let round = 1; round <= 3; round++) {
    await api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'queued');
    await api.toggle(webhook);
    expect((await api.toggle(webhook)).recoverable_count).toBe(1);
    receiver.answer = 500;
    expect(await retryAll(api, webhook, { status: ['canceled'] })).toMatchObject({ queued: 1 });
    await logsThat(api, webhook, ({ status }) => status === 'failed', round + 1, 'the retry to fail');
  }
  const next = await api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'queued');
  expect([next.attempt, (await api.webhook(webhook)).recoverable_count]).toStrictEqual([5, 0]);
});

test('what was superseded stays canceled for good, singly and in bulk', async ({ api, database, receiver }) => {
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 1 });
  receiver.answer = 500;
  await api.retry(webhook, failed.id); // takes the place of the automatic one
  const superseded = await api.logThat(webhook, ({ error_code }) => error_code === 'superseded');
  await refusedAs(api, webhook, superseded, 'canceled');
  const [retry] = await logsThat(api, webhook, ({ status }) => status === 'failed', 2, 'the retry to fail');
  receiver.answer = 200;
  expect(await retryAll(api, webhook, { status: ['canceled'] })).toMatchObject({ matched: 1, queued: 0, skipped: 1 });
  expect((await api.webhook(webhook)).recoverable_count).toBe(0);
  await api.toggle(webhook);
  await refusedAs(api, webhook, superseded, 'canceled');

  // It is in nobody's way: of what was made before the retry, the failed log is retried.
  await api.toggle(webhook);
  const made = await logDocuments(database).findOne({ _id: retry?.id ?? '' });
  assert(made);
  const before: Schemas['RetryLogsRequest'] = { status: ['failed', 'canceled'], to: made.created_at.toISOString() };
  expect(await retryAll(api, webhook, before)).toMatchObject({ matched: 2, queued: 1, skipped: 1 });
  await api.logThat(webhook, isDelivered);
});

test('a status that cannot be retried is refused', async ({ api, receiver }) => {
  const webhook = await newWebhook(api, receiver);
  const post = (status: unknown) =>
    api.call<Schemas['ValidationError']>('POST', `/agents/${webhook.agent_id}/webhooks/${webhook.id}/logs/retry`, {
      body: { status },
    });
  assertInvalid(await post(['success']), 'status.0', 'Must be one of: failed, canceled.');
  assertInvalid(await post([]), 'status', 'Must have at least 1 item.');
  assertInvalid(await post('failed'), 'status', 'Must be a list.');
});

test('switched by two processes while events are published and retried in bulk: all that was accepted is delivered', async ({
  api,
  database,
  receiver,
  startAnother,
}) => {
  const second = await startAnother({}, database);
  const webhook = await newWebhook(api, receiver);
  const ids: string[] = [];
  await Promise.all([
    ...[api, second.api].map(async (by) => {
      for (let count = 0; count < 40; count++) ids.push((await by.publish(webhook.agent_id)).event_id);
    }),
    ...[api, second.api].map(async (by) => {
      for (let count = 0; count < 12; count++) await by.toggle(webhook);
    }),
    (async () => {
      for (let count = 0; count < 12; count++) {
        const path = `/agents/${webhook.agent_id}/webhooks/${webhook.id}/logs/retry`;
        const { status } = await api.call('POST', path, { body: { status: ['canceled'] } });
        // 409: the one before is not finished.
        expect([202, 409, 422]).toContain(status);
      }
    })(),
  ]);
  await api.updateWebhook(webhook, { enabled: true });
  await eventually(async () => {
    const unfinished = await database.db
      .collection('tasks')
      .countDocuments({ webhook_id: webhook.id, unfinished: true });
    if (unfinished === 0 && (await api.webhook(webhook)).recoverable_count > 0)
      await retryAll(api, webhook, { status: ['failed', 'canceled'] });
    return ids.every((event_id) => attemptsAt(receiver, { event_id }).length > 0) ? true : undefined;
  }, 'every event at the receiver');
  expect(ids.filter((event_id) => attemptsAt(receiver, { event_id }).length > 1)).toStrictEqual([]);
  expect((await api.webhook(webhook)).recoverable_count).toBe(0);
});
