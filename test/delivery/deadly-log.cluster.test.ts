import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startCluster } from '../support/cluster.ts';
import { expireJobLocks } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { startReceiver } from '../support/receiver.ts';

/** A log whose lease ran out this often fails. */
const DEATHS = 5;
const INNOCENT = 8;
/** How long the receiver takes for the others: long enough to be under way whenever the deadly one is sent beside them, ms. */
const THINKS = 300;
const WORKER = { ROLE: 'worker' };

test('a log that ends every process that sends it fails after five of them; all others are delivered', async () => {
  const [receiver, cluster] = await Promise.all([startReceiver(), startCluster({ DELIVERY_LEASE: '1s' })]);
  onTestFinished(async () => void (await Promise.all([receiver.close(), cluster.close()])));
  const { api } = await cluster.start({ ROLE: 'api' });
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 0 });
  const publishAs = (recording_id: string) => api.publish(agent.id, { recording_id });
  const deadly = await publishAs('deadly');
  const innocent = await Promise.all(Array.from({ length: INNOCENT }, () => publishAs('innocent')));

  let worker = cluster.start(WORKER);
  receiver.answer = async (_req, res, body) => {
    const { child } = await worker;
    if (body.includes('"deadly"')) child.kill('SIGKILL');
    else await delay(THINKS).then(() => res.end());
  };
  for (let death = 1; death <= DEATHS; death++) {
    expect(await (await worker).ended).toBe('SIGKILL');
    await expireJobLocks(cluster.database);
    worker = cluster.start(WORKER);
  }

  const failed = await api.logThat(
    webhook,
    ({ event_id, status }) => event_id === deadly.event_id && status === 'failed',
    'the deadly log to fail',
  );
  expect([failed.error_code, failed.attempt, failed.next_attempt_at]).toEqual(['internal_error', 1, null]);
  await eventually(async () => {
    const others = (await api.logs(webhook)).filter(({ id }) => id !== failed.id);
    expect(others.filter(({ status }) => status === 'failed')).toEqual([]);
    return others.every(({ status }) => status === 'success') ? true : undefined;
  }, 'the others to be delivered');
  expect(await api.logs(webhook)).toHaveLength(innocent.length + 1);

  // The last process lives, and what was wrong was put right: a person retries it.
  receiver.answer = 200;
  const { body } = await api.retry(webhook, failed.id);
  await api.logThat(webhook, ({ id, status }) => id === body.data.log_id && status === 'success', 'the retry');
  expect((await worker).child.signalCode).toBeNull();
}, 150_000);
