import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lanes } from '../../server/delivery/lanes.ts';
import type { DueLog } from '../../server/delivery/queue.ts';

function logsOf(webhook_id: string, count: number, from = 0): DueLog[] {
  return Array.from({ length: count }, (_, index) => ({
    _id: `${webhook_id} ${from + index}`,
    webhook_id,
    trigger: 'event',
  }));
}

/** Webhooks whose receivers never answer, with as much of theirs under way and waiting as there can be. */
function slowLanes(webhooks: number): Lanes {
  const lanes = new Lanes({ total: 512, perWebhook: 16 });
  for (const from of [0, 1000]) {
    for (let slow = 0; slow < webhooks; slow++) lanes.add(logsOf(`slow ${slow}`, 200, from));
    while (lanes.take(100).length > 0);
  }
  return lanes;
}

test('however much waits for slow webhooks, one that has nothing here gets in and starts', () => {
  const lanes = slowLanes(20);
  assert.equal(lanes.add(logsOf('quick', 3)), 1);
  assert.deepEqual(lanes.take(100), [{ _id: 'quick 0', webhook_id: 'quick', trigger: 'event' }]);
  // The others of its logs are still in the database, and are asked for as soon as there is room.
  lanes.done({ _id: 'quick 0', webhook_id: 'quick', trigger: 'event' });
  assert.ok(lanes.hungry(100).includes('quick'));
});

test('what waits is bounded, a webhook and in all', () => {
  const lanes = new Lanes({ total: 512, perWebhook: 16 });
  assert.equal(lanes.add(logsOf('one', 500)), 100);
  assert.equal(lanes.add(logsOf('one', 500)), 0);
  let added = 100;
  for (let other = 0; other < 60; other++) added += lanes.add(logsOf(`other ${other}`, 100));
  assert.ok(added <= 2_000 + 60, `${added} wait`);
});

test('webhooks take turns', () => {
  const lanes = new Lanes({ total: 512, perWebhook: 16 });
  lanes.add([...logsOf('a', 3), ...logsOf('b', 1), ...logsOf('c', 2)]);
  const order = lanes.take(100).map(({ webhook_id }) => webhook_id);
  assert.deepEqual(order, ['a', 'b', 'c', 'a', 'c', 'a']);
});
