import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

let cluster: Cluster;
let receiver: Receiver;
beforeAll(async () => {
  // The lease outlives the test by far: what is sent again was given back.
  [cluster, receiver] = await Promise.all([startCluster({ DELIVERY_LEASE: '10m' }), startReceiver()]);
});
afterAll(async () => {
  await receiver.close();
  await cluster.close();
});

test('a process that is asked to stop finishes what is under way, gives back what hangs, and ends well', async () => {
  const stopping = await cluster.start();
  const agent = await stopping.api.createAgent();
  const [slow, hanging] = [
    await stopping.api.createWebhook(agent.id, { webhook_url: new URL('/slow', receiver.url).href }),
    await stopping.api.createWebhook(agent.id, { webhook_url: new URL('/hangs', receiver.url).href }),
  ];
  const held: (() => void)[] = [];
  receiver.answer = (req, res) => void (req.url === '/slow' && held.push(() => res.end('in the end')));
  const event = await stopping.api.publish(agent.id);
  await receiver.gets(2);

  const ended = stopping.end('SIGTERM');
  await eventually(
    () => stopping.lines.find(({ msg }) => msg === 'stopping: finishing what is under way'),
    'the process to have been told',
  );
  (await eventually(() => held.shift(), 'the slow delivery'))();
  expect(await ended, stopping.errors()).toBe(0);
  expect(stopping.lines.some(({ msg }) => msg === 'stopped')).toBeTruthy();

  receiver.answer = 200;
  const { api } = await cluster.start();
  const [finished] = await api.logs(slow);
  expect([finished?.status, finished?.response_body]).toStrictEqual(['success', 'in the end']);
  const again = await api.logThat(hanging, ({ status }) => status === 'success');
  expect(again.attempt).toBe(1);
  const paths = attemptsAt(receiver, event).map(({ path }) => path);
  expect(paths.toSorted()).toStrictEqual(['/hangs', '/hangs', '/slow']);
});

test('an idle process ends at once and well, on SIGINT as on SIGTERM', async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const idle = await cluster.start();
    expect(await idle.end(signal)).toBe(0);
    expect(idle.lines.some(({ msg }) => msg === 'stopped')).toBeTruthy();
    expect(idle.errors()).toBe('');
  }
});
