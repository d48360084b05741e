import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { copyLog, expireJobLocks, logDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

const LOGS = 1000;
/** Exchanges that can be under way when the process is killed, and so are sent again. */
const UNDER_WAY = 2;

let cluster: Cluster;
let receiver: Receiver;
beforeAll(async () => {
  [cluster, receiver] = await Promise.all([
    startCluster({ RETRY_SCHEDULE: '1h', DELIVERY_LEASE: '5s' }),
    startReceiver(),
  ]);
});
afterAll(async () => {
  await receiver.close();
  await cluster.close();
});

test('the process is killed in the middle of a task: another one completes it, and each log is retried exactly once', async () => {
  const doomed = await cluster.start({ DELIVERY_CONCURRENCY_PER_WEBHOOK: String(UNDER_WAY), DELIVERY_LEASE: '1s' });
  const { webhook, failed } = await failedDelivery(doomed.api, receiver, { max_retries: 0 });
  const copies = await copyLog(cluster.database, failed.id, LOGS - 1);
  receiver.received.length = 0;
  receiver.answer = () => undefined; // nothing is done before the process is dead

  const task = await doomed.api.retryLogs(webhook);
  const seen = await eventually(async () => {
    const now = await doomed.api.task(webhook, task.id);
    return now.matched > 0 ? now : undefined;
  }, 'the progress of the task to be seen');
  await receiver.gets(1);
  await doomed.end('SIGKILL');
  expect([seen.state, seen.finished_at]).toStrictEqual(['running', null]);
  expect(seen.matched < LOGS && seen.queued === seen.matched, JSON.stringify(seen)).toBeTruthy();
  await expireJobLocks(cluster.database);

  receiver.answer = 200;
  const { api } = await cluster.start();
  const done = await api.taskEnd(webhook, task.id);
  expect([done.state, done.matched, done.queued, done.skipped]).toStrictEqual(['completed', LOGS, LOGS, 0]);

  const logs = logDocuments(cluster.database);
  const retries = { webhook_id: webhook.id, trigger: 'manual' } as const;
  await eventually(
    async () => ((await logs.countDocuments({ ...retries, status: 'success' })) === LOGS ? true : undefined),
    'all retries to be delivered',
    60_000,
  );
  const retried = (await logs.find(retries).toArray()).map(({ original_log_id }) => original_log_id);
  expect(retried.toSorted()).toStrictEqual([failed.id, ...copies.map(({ _id }) => _id)].toSorted());
  expect(receiver.received.length, `${receiver.received.length} requests`).toBeLessThanOrEqual(LOGS + UNDER_WAY);
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(LOGS);
});

test('the process is killed after a step, before that was noted: the step is repeated, and retries nothing twice', async () => {
  const { api } = await cluster.start();
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  await copyLog(cluster.database, failed.id, 4);
  const task = await api.retryLogs(webhook);
  const first = await api.taskEnd(webhook, task.id);
  const before = (await api.logs(webhook)).map(({ id }) => id);
  expect(before.length).toBe(10);

  const asItWas = { state: 'queued', cursor: null, matched: 0, queued: 0, skipped: 0, finished_at: null };
  const updated_at = new Date(Date.now() - 60_000);
  const tasks = cluster.database.db.collection<{ _id: string }>('tasks');
  await tasks.updateOne({ _id: task.id }, { $set: { ...asItWas, updated_at } });
  const second = await api.taskEnd(webhook, task.id);
  expect({ ...second, finished_at: null }).toStrictEqual({ ...first, finished_at: null });
  expect((await api.logs(webhook)).map(({ id }) => id)).toStrictEqual(before);
});
