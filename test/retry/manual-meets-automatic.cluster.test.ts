import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startCluster } from '../support/cluster.ts';
import { logDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { startReceiver } from '../support/receiver.ts';

const EVENTS = 60;
/** The clicks begin this long before the alarm of the automatic attempt rings, and come this long after each other, ms. */
const BEFORE = 100;
const APART = 4;
/** How long the receiver takes, ms. */
const THINKS = 40;

test(`a manual retry meets the automatic one that is claimed, on two processes, ${EVENTS} times over: never both`, async () => {
  const [receiver, cluster] = await Promise.all([startReceiver(), startCluster({ RETRY_SCHEDULE: '1s' })]);
  onTestFinished(async () => void (await Promise.all([receiver.close(), cluster.close()])));
  const members = await Promise.all([cluster.start(), cluster.start()]);
  const [{ api }] = members;
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 1 });

  const underWay = new Set<string>();
  const refused = new Set<string>();
  const delivered = new Set<string>();
  const wrong: string[] = [];
  receiver.answer = async (req, res) => {
    const id = String(req.headers['webhook-id']);
    if (underWay.has(id)) wrong.push(`${id} was sent twice at once`);
    if (delivered.has(id)) wrong.push(`${id} was sent after it was delivered`);
    const isFirst = !refused.has(id);
    underWay.add(id);
    refused.add(id);
    if (!isFirst) await delay(THINKS);
    underWay.delete(id);
    if (!isFirst) delivered.add(id);
    res.writeHead(isFirst ? 500 : 200).end();
  };
  const logs = logDocuments(cluster.database);
  await Promise.all(Array.from({ length: EVENTS }, () => api.publish(agent.id)));
  const waiting = await eventually(async () => {
    const found = await logs.find({ webhook_id: webhook.id, trigger: 'automatic' }).toArray();
    return found.length === EVENTS ? found : undefined;
  }, 'the automatic attempts');

  const answers = await Promise.all(
    waiting.map(async ({ original_log_id, due_at }, index) => {
      const rings = Math.ceil(due_at.getTime() / 1000) * 1000;
      await delay(Math.max(0, rings - BEFORE + index * APART - Date.now()));
      const { status } = await (members[index % 2] ?? members[0]).api.retry(webhook, original_log_id ?? '');
      return status;
    }),
  );
  expect(answers.filter((status) => status !== 200 && status !== 422)).toEqual([]);
  await eventually(async () => {
    const open = await logs.countDocuments({ webhook_id: webhook.id, open: true });
    return open === 0 && delivered.size === EVENTS ? true : undefined;
  }, 'all to be delivered');

  expect(wrong).toEqual([]);
  const sent = await logs.find({ webhook_id: webhook.id, status: { $ne: 'canceled' } }).toArray();
  for (const [event, attempts] of Map.groupBy(sent, ({ event_id }) => event_id)) {
    expect(attempts.map(({ attempt }) => attempt).toSorted(), event).toEqual([1, 2]);
  }
});
