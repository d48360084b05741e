import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Schemas } from '../support/api.ts';
import { type Cluster, type Member, startCluster } from '../support/cluster.ts';
import { attemptsAt } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

let cluster: Cluster;
let receiver: Receiver;
let front: Member;
beforeAll(async () => {
  [cluster, receiver] = await Promise.all([startCluster({ RETRY_SCHEDULE: '1s' }), startReceiver()]);
  front = await cluster.start({ ROLE: 'api' });
});
afterAll(async () => {
  await receiver.close();
  await cluster.close();
});

test('with the API in one process and the work in another, events, retries of both kinds and tasks get through', async () => {
  const { api } = front;
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 1 });
  const path = `/agents/${agent.id}/webhooks/${webhook.id}`;
  receiver.answer = 500;
  const event = await api.publish(agent.id);
  // A test is sent by whoever is asked for it, and proves that the API alone could send.
  const { body: tested } = await api.call<{ data: Schemas['TestResult'] }>('POST', `${path}/test`);
  expect(tested.data.status_code).toBe(500);
  const [queued] = (await api.logs(webhook)).filter(({ trigger }) => trigger === 'event');
  expect(queued?.status).toBe('queued');
  expect(attemptsAt(receiver, event).length).toBe(0);

  const worker = await cluster.start({ ROLE: 'worker', PORT: '' });
  expect(await worker.url()).toBe('null');
  const automatic = await api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'failed');
  expect(attemptsAt(receiver, event).length).toBe(2);

  const byHand = await api.retry(webhook, automatic.id);
  expect(byHand.status).toBe(200);
  await api.logThat(webhook, ({ id, status }) => id === byHand.body.data.log_id && status === 'failed');

  receiver.answer = 200;
  const bulk = await api.retryLogs(webhook, { event: 'event_recording' });
  const done = await api.taskEnd(webhook, bulk.id);
  expect(done.state).toBe('completed');
  expect([done.matched, done.queued, done.skipped]).toStrictEqual([3, 1, 2]);
  await api.logThat(webhook, ({ trigger, status }) => trigger === 'manual' && status === 'success');
  expect(attemptsAt(receiver, event).length).toBe(4);
});

test('a worker that is given a port answers there for itself, and not for the API', async () => {
  const { api } = await cluster.start({ ROLE: 'worker' });
  expect((await api.call('GET', '//health/ready')).status).toBe(200);
  const metrics = await api.call<string>('GET', '//metrics');
  expect(metrics.body).toMatch(/reentrega_delivery_attempts_running \d/);
  const refused = await api.call<Schemas['Error']>('GET', '/agents');
  expect([refused.status, refused.body.code]).toStrictEqual([404, 'ROUTE_NOT_FOUND']);
});
