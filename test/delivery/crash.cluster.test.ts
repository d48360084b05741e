import { expect, type TestContext, test } from 'vitest';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { expireJobLocks } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, isFinal } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

/** Those that died leave short leases; those that go on need longer ones, however busy the machine is. */
const DOOMED = { DELIVERY_LEASE: '1s' };
const SURVIVOR = { DELIVERY_LEASE: '5s' };

/** A receiver and processes of the test's own. */
async function scene(
  t: TestContext,
  variables: Record<string, string>,
): Promise<{ receiver: Receiver; cluster: Cluster }> {
  const [receiver, cluster] = await Promise.all([startReceiver(), startCluster(variables)]);
  t.onTestFinished(async () => void (await Promise.all([receiver.close(), cluster.close()])));
  return { receiver, cluster };
}

test('a process is killed while a receiver thinks: another one sends it again, under the same webhook-id', async (t) => {
  const { cluster, receiver } = await scene(t, DOOMED);
  const doomed = await cluster.start();
  const agent = await doomed.api.createAgent();
  const webhook = await doomed.api.createWebhook(agent.id, { webhook_url: receiver.url });
  receiver.answer = () => undefined;
  const event = await doomed.api.publish(agent.id);
  await eventually(() => attemptsAt(receiver, event)[0], 'the first attempt');
  expect(await doomed.end('SIGKILL')).toBe('SIGKILL');
  await expireJobLocks(cluster.database);

  receiver.answer = 200;
  const { api } = await cluster.start(SURVIVOR);
  const delivered = await api.logThat(webhook, ({ status }) => status === 'success');
  expect((await api.logs(webhook)).map(({ id, attempt, trigger }) => [id, attempt, trigger])).toStrictEqual([
    [delivered.id, 1, 'event'],
  ]);
  const attempts = attemptsAt(receiver, event);
  expect(attempts.length).toBe(2);
  expect(attempts[0]?.body).toBe(attempts[1]?.body);
});

test('a process that works on many is killed: every event that was accepted is delivered', async (t) => {
  const { cluster, receiver } = await scene(t, { ...DOOMED, DELIVERY_CONCURRENCY_PER_WEBHOOK: '4' });
  const doomed = await cluster.start();
  const agent = await doomed.api.createAgent();
  const webhook = await doomed.api.createWebhook(agent.id, { webhook_url: receiver.url });
  const start = receiver.received.length;
  // The first answers go out; then the receiver thinks until the process is dead.
  let answers = 0;
  receiver.answer = (_req, res) => void (++answers <= 10 && res.end());
  const accepted = await Promise.all(Array.from({ length: 40 }, () => doomed.api.publish(agent.id)));
  await receiver.gets(start + 14);
  await doomed.end('SIGKILL');
  await expireJobLocks(cluster.database);

  receiver.answer = 200;
  const { api } = await cluster.start(SURVIVOR);
  await eventually(async () => {
    const logs = await api.logs(webhook);
    return logs.length === 40 && logs.every(({ status }) => status === 'success') ? true : undefined;
  }, 'all to be delivered');
  for (const event of accepted) expect(attemptsAt(receiver, event).length).toBeGreaterThanOrEqual(1);
  // What can have come twice is what was under way at that moment, or had just been answered.
  expect(receiver.received.length - start, `${receiver.received.length - start}`).toBeLessThanOrEqual(40 + 14);
});

test('a process is killed while a retry waits: another one sends it when it is due', async (t) => {
  const { cluster, receiver } = await scene(t, { RETRY_SCHEDULE: '2s' });
  const doomed = await cluster.start();
  const agent = await doomed.api.createAgent();
  const webhook = await doomed.api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 1 });
  receiver.answer = 500;
  const event = await doomed.api.publish(agent.id);
  const waiting = await doomed.api.logThat(
    webhook,
    ({ trigger, status }) => trigger === 'automatic' && status === 'queued',
  );
  await doomed.end('SIGKILL');
  await expireJobLocks(cluster.database);

  receiver.answer = 200;
  const { api } = await cluster.start();
  const sent = await api.logThat(webhook, (log) => log.id === waiting.id && isFinal(log));
  expect([sent.status, sent.attempt]).toStrictEqual(['success', 2]);
  expect(attemptsAt(receiver, event).length).toBe(2);
});
