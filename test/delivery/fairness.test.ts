import type { ServerResponse } from 'node:http';
import { expect } from 'vitest';
import type { Api } from '../support/api.ts';
import { logDocuments, queueCopies } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { failedDelivery, isFinal } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';

const AT_ONCE = 3;
const test = testWith({ DELIVERY_CONCURRENCY_PER_WEBHOOK: String(AT_ONCE) });

async function publishMany(api: Api, agentId: string, count: number): Promise<string[]> {
  const accepted = await Promise.all(Array.from({ length: count }, () => api.publish(agentId)));
  return accepted.map(({ event_id }) => event_id);
}

test('a receiver that hangs delays nobody else, not even another webhook of the same host', async ({
  api,
  receiver,
}) => {
  const held: ServerResponse[] = [];
  receiver.answer = (req, res) => {
    if (req.url === '/hangs') held.push(res);
    else res.end();
  };
  const [slowAgent, quickAgent] = [await api.createAgent(), await api.createAgent()];
  const slow = await api.createWebhook(slowAgent.id, { webhook_url: new URL('/hangs', receiver.url).href });
  const quick = await api.createWebhook(quickAgent.id, { webhook_url: new URL('/quick', receiver.url).href });
  await publishMany(api, slowAgent.id, 30);
  await eventually(() => (held.length === AT_ONCE ? true : undefined), 'the slow webhook to be full');

  await publishMany(api, quickAgent.id, 30);
  await eventually(async () => {
    const logs = await api.logs(quick);
    return logs.length === 30 && logs.every(({ status }) => status === 'success') ? true : undefined;
  }, 'the quick webhook to get all');
  const { body } = await api.call<{ data: { status_code: number } }>(
    'POST',
    `/agents/${quickAgent.id}/webhooks/${quick.id}/test`,
  );
  expect(body.data.status_code).toBe(200);
  expect((await api.logs(slow)).filter(isFinal).length).toBe(0);

  receiver.answer = 200;
  for (const res of held) res.end();
  await eventually(
    async () => ((await api.logs(slow)).every(isFinal) ? true : undefined),
    'the slow webhook to be done',
  );
});

test(`a webhook gets ${AT_ONCE} deliveries at once and not one more, and all of them in the end`, async ({
  api,
  receiver,
}) => {
  let running = 0;
  let most = 0;
  const held: (() => void)[] = [];
  receiver.answer = (_req, res) => {
    most = Math.max(most, ++running);
    held.push(() => {
      running--;
      res.end();
    });
  };
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  const events = await publishMany(api, agent.id, 20);
  await eventually(() => (running === AT_ONCE ? true : undefined), 'the webhook to be full');
  const statuses = (await api.logs(webhook)).map(({ status }) => status).toSorted();
  expect(statuses).toStrictEqual([...Array(AT_ONCE).fill('delivering'), ...Array(20 - AT_ONCE).fill('queued')]);

  for (let answered = 0; answered < 20; answered++) {
    const answer = await eventually(() => held.shift(), 'the next delivery');
    answer();
  }
  await eventually(async () => ((await api.logs(webhook)).every(isFinal) ? true : undefined), 'all to be done');
  expect(most).toBe(AT_ONCE);
  const received = receiver.received.map(({ headers }) => headers['webhook-id']);
  for (const event of events) expect(received.filter((id) => id === event).length).toBe(1);
  receiver.answer = 200;
});

test('however many are due for one webhook at once, first attempts and retries alike, each is sent exactly once', async ({
  api,
  database,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  receiver.received.length = 0;
  const due_at = new Date(Date.now() - 60_000);
  const made = [
    ...(await queueCopies(database, failed.id, 150, { trigger: 'event', due_at })),
    ...(await queueCopies(database, failed.id, 150, { trigger: 'automatic', due_at })),
  ];

  await eventually(async () => {
    const open = await logDocuments(database).countDocuments({ webhook_id: webhook.id, status: { $ne: 'success' } });
    return open === 1 ? true : undefined; // the one that they were copied from
  }, 'all to be delivered');
  const received = receiver.received.map(({ headers }) => headers['webhook-id']);
  expect(received.toSorted()).toStrictEqual(made.map(({ event_id }) => event_id).toSorted());
});
