import { expect, onTestFinished, test } from 'vitest';
import { startCluster } from '../support/cluster.ts';
import { logDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { startReceiver } from '../support/receiver.ts';

test('a process that stops keeps the leases of what it still waits for: no other process sends it again', async () => {
  const [receiver, cluster] = await Promise.all([startReceiver(), startCluster({ DELIVERY_LEASE: '2s' })]);
  onTestFinished(async () => void (await Promise.all([receiver.close(), cluster.close()])));
  const stopping = await cluster.start();
  const agent = await stopping.api.createAgent();
  const webhook = await stopping.api.createWebhook(agent.id, { webhook_url: receiver.url });
  const held: (() => void)[] = [];
  receiver.answer = (_req, res) => void held.push(() => res.end('in the end'));
  await stopping.api.publish(agent.id);
  await receiver.gets(1);
  const other = await cluster.start();

  const ended = stopping.end('SIGTERM');
  const renewals = new Set<number>();
  await eventually(async () => {
    const log = await logDocuments(cluster.database).findOne({ webhook_id: webhook.id });
    if (log?.lease) renewals.add(log.lease.until.getTime());
    const [first = 0, last = 0] = [Math.min(...renewals), Math.max(...renewals)];
    return last - first > 4_000 ? true : undefined;
  }, 'the lease to be renewed for two of its lengths');
  for (const answer of held) answer();

  expect(await ended, stopping.errors()).toBe(0);
  const log = await other.api.logThat(webhook, ({ status }) => status === 'success');
  expect([log.attempt, log.response_body]).toEqual([1, 'in the end']);
  expect(receiver.received).toHaveLength(1);
});
