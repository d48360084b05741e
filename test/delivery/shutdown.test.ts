import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

let cluster: Cluster;
let receiver: Receiver;
before(async () => {
  // The lease outlives the test by far: what is sent again was given back.
  [cluster, receiver] = await Promise.all([startCluster({ DELIVERY_LEASE: '10m' }), startReceiver()]);
});
after(async () => {
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
  assert.equal(await ended, 0, stopping.errors());
  assert.ok(stopping.lines.some(({ msg }) => msg === 'stopped'));

  receiver.answer = 200;
  const { api } = await cluster.start();
  const [finished] = await api.logs(slow);
  assert.deepEqual([finished?.status, finished?.response_body], ['success', 'in the end']);
  const again = await api.logThat(hanging, ({ status }) => status === 'success');
  assert.equal(again.attempt, 1);
  const paths = attemptsAt(receiver, event).map(({ path }) => path);
  assert.deepEqual(paths.toSorted(), ['/hangs', '/hangs', '/slow']);
});

test('an idle process ends at once and well, on SIGINT as on SIGTERM', async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const idle = await cluster.start();
    assert.equal(await idle.end(signal), 0);
    assert.ok(idle.lines.some(({ msg }) => msg === 'stopped'));
    assert.equal(idle.errors(), '');
  }
});
