import { assert, expect } from 'vitest';
import type { Log } from '../support/api.ts';
import type { TestDatabase } from '../support/database.ts';
import { logDocuments } from '../support/documents.ts';
import { attemptsAt, failedDelivery } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';

const test = testWith({ RETRY_SCHEDULE: '1h,10h,100h' });

const HOUR = 60 * 60 * 1000;

const story = (logs: Log[]) =>
  logs.toReversed().map(({ attempt, trigger, status }) => `${attempt} ${trigger} ${status}`);

/** The wait that a failed log announced, in hours, jitter and all. */
async function waitAfter(database: TestDatabase, { id }: Log): Promise<number> {
  const log = await logDocuments(database).findOne({ _id: id });
  assert(log?.next_attempt_at && log.finished_at);
  return (log.next_attempt_at.getTime() - log.finished_at.getTime()) / HOUR;
}

test('rule 5: a manual retry takes the place of the automatic one that waits, which is canceled', async ({
  api,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver);
  const waiting = await api.logThat(webhook, ({ trigger }) => trigger === 'automatic');
  expect(waiting.status).toBe('queued');
  await api.retry(webhook, failed.id);
  await api.logThat(webhook, ({ trigger, status }) => trigger === 'manual' && status === 'success');

  expect(story(await api.logs(webhook))).toStrictEqual([
    '1 event failed',
    '2 automatic canceled',
    '2 manual success', // what was canceled was not sent, and is not counted
  ]);
  const canceled = await api.log(webhook, waiting.id);
  expect([canceled.error_code, canceled.error, canceled.next_attempt_at, canceled.request_url]).toStrictEqual([
    'superseded',
    'Another attempt of the same delivery took the place of this one.',
    null,
    null,
  ]);
  expect(attemptsAt(receiver, failed).length).toBe(2);
});

test('rule 5: a manual retry that fails hands over to the automatic schedule, which goes on from there', async ({
  api,
  database,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 2 });
  const first = await waitAfter(database, failed);
  assert(first >= 0.8 && first <= 1.2, `${first}`);

  receiver.answer = 503;
  const { body } = await api.retry(webhook, failed.id);
  const manual = await api.logThat(webhook, ({ id, status }) => id === body.data.log_id && status === 'failed');
  const next = await api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'queued');
  const second = await waitAfter(database, manual);
  assert(second >= 8 && second <= 12, `${second}`);
  expect([next.attempt, next.original_log_id]).toStrictEqual([3, manual.id]);
  expect(next.next_attempt_at).toBe(manual.next_attempt_at);
  expect(story(await api.logs(webhook))).toStrictEqual([
    '1 event failed',
    '2 automatic canceled',
    '2 manual failed',
    '3 automatic queued',
  ]);
  receiver.answer = 200;
});

test('rule 5: a manual retry that fails after the last automatic one leaves nothing to wait for', async ({
  api,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  receiver.answer = 500;
  await api.retry(webhook, failed.id);
  const manual = await api.logThat(webhook, ({ trigger, status }) => trigger === 'manual' && status === 'failed');
  expect(manual.next_attempt_at).toBe(null);
  // Settled, that is: nothing more follows from it.
  expect(story(await api.logs(webhook))).toStrictEqual(['1 event failed', '2 manual failed']);

  // And by hand it goes on as often as one likes, from either failed log.
  receiver.answer = 200;
  await api.retry(webhook, manual.id);
  const third = await api.logThat(webhook, ({ status }) => status === 'success');
  expect([third.attempt, third.original_log_id]).toStrictEqual([3, manual.id]);
});

test('rule 5: only the automatic retry of that event and that webhook gives way', async ({ api, receiver }) => {
  const { agent, webhook, failed } = await failedDelivery(api, receiver);
  receiver.answer = 500;
  const other = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  const { event_id } = await api.publish(agent.id);
  for (const hook of [webhook, other]) {
    await api.logThat(hook, (log) => log.event_id === event_id && log.status === 'queued' && log.attempt === 2);
  }
  receiver.answer = 200;
  await api.retry(webhook, failed.id);
  await api.logThat(webhook, ({ status }) => status === 'success');
  const waiting = [...(await api.logs(webhook)), ...(await api.logs(other))].filter(
    ({ status }) => status === 'queued',
  );
  expect(waiting.map((log) => [log.webhook_id, log.event_id])).toStrictEqual([
    [webhook.id, event_id],
    [other.id, event_id],
  ]);
});
