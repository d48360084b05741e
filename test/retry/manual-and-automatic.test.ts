import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Log } from '../support/api.ts';
import { logDocuments } from '../support/documents.ts';
import { attemptsAt, failedDelivery } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { startTestService, type TestService } from '../support/service.ts';

const HOUR = 60 * 60 * 1000;

let service: TestService;
let receiver: Receiver;
before(async () => {
  [service, receiver] = await Promise.all([startTestService({ RETRY_SCHEDULE: '1h,10h,100h' }), startReceiver()]);
});
after(async () => {
  await receiver.close();
  await service.close();
});

const story = (logs: Log[]) =>
  logs.toReversed().map(({ attempt, trigger, status }) => `${attempt} ${trigger} ${status}`);

/** The wait that a failed log announced, in hours, jitter and all. */
async function waitAfter({ id }: Log): Promise<number> {
  const log = await logDocuments(service.database).findOne({ _id: id });
  assert.ok(log?.next_attempt_at && log.finished_at);
  return (log.next_attempt_at.getTime() - log.finished_at.getTime()) / HOUR;
}

test('rule 5: a manual retry takes the place of the automatic one that waits, which is canceled', async () => {
  const { api } = service;
  const { webhook, failed } = await failedDelivery(api, receiver);
  const waiting = await api.logThat(webhook, ({ trigger }) => trigger === 'automatic');
  assert.equal(waiting.status, 'queued');
  await api.retry(webhook, failed.id);
  await api.logThat(webhook, ({ trigger, status }) => trigger === 'manual' && status === 'success');

  assert.deepEqual(story(await api.logs(webhook)), [
    '1 event failed',
    '2 automatic canceled',
    '2 manual success', // what was canceled was not sent, and is not counted
  ]);
  const canceled = await api.log(webhook, waiting.id);
  assert.deepEqual(
    [canceled.error_code, canceled.error, canceled.next_attempt_at, canceled.request_url],
    ['superseded', 'Another attempt of the same delivery took the place of this one.', null, null],
  );
  assert.equal(attemptsAt(receiver, failed).length, 2);
});

test('rule 5: a manual retry that fails hands over to the automatic schedule, which goes on from there', async () => {
  const { api } = service;
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 2 });
  const first = await waitAfter(failed);
  assert.ok(first >= 0.8 && first <= 1.2, `${first}`);

  receiver.answer = 503;
  const { body } = await api.retry(webhook, failed.id);
  const manual = await api.logThat(webhook, ({ id, status }) => id === body.data.log_id && status === 'failed');
  const next = await api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'queued');
  const second = await waitAfter(manual);
  assert.ok(second >= 8 && second <= 12, `${second}`);
  assert.deepEqual([next.attempt, next.original_log_id], [3, manual.id]);
  assert.equal(next.next_attempt_at, manual.next_attempt_at);
  assert.deepEqual(story(await api.logs(webhook)), [
    '1 event failed',
    '2 automatic canceled',
    '2 manual failed',
    '3 automatic queued',
  ]);
  receiver.answer = 200;
});

test('rule 5: a manual retry that fails after the last automatic one leaves nothing to wait for', async () => {
  const { api } = service;
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  receiver.answer = 500;
  await api.retry(webhook, failed.id);
  const manual = await api.logThat(webhook, ({ trigger, status }) => trigger === 'manual' && status === 'failed');
  assert.equal(manual.next_attempt_at, null);
  // Settled, that is: nothing more follows from it.
  assert.deepEqual(story(await api.logs(webhook)), ['1 event failed', '2 manual failed']);

  // And by hand it goes on as often as one likes, from either failed log.
  receiver.answer = 200;
  await api.retry(webhook, manual.id);
  const third = await api.logThat(webhook, ({ status }) => status === 'success');
  assert.deepEqual([third.attempt, third.original_log_id], [3, manual.id]);
});

test('rule 5: only the automatic retry of that event and that webhook gives way', async () => {
  const { api } = service;
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
  assert.deepEqual(
    waiting.map((log) => [log.webhook_id, log.event_id]),
    [
      [webhook.id, event_id],
      [other.id, event_id],
    ],
  );
});
