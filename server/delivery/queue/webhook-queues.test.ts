import { describe, expect, test } from 'vitest';
import type { DueLog } from './queue.ts';
import { WebhookQueues } from './webhook-queues.ts';

const LIMITS = { total: 512, perWebhook: 16 };
/** Longer than a receiver may take without being slow, ms. */
const LONG = 5_000;

function logsOf(webhook_id: string, count: number, environment_id = 'ours', takeovers = 0): DueLog[] {
  return Array.from({ length: count }, (_, index) => ({
    _id: `${webhook_id} ${index}`,
    webhook_id,
    environment_id,
    trigger: 'event',
    takeovers,
    bytes: 100,
  }));
}

/** Queues whose clock stands still until it is moved. */
function queuesAt(limits = LIMITS) {
  let time = 0;
  const queues = new WebhookQueues(limits, () => time);
  return {
    queues,
    pass(ms: number) {
      time += ms;
    },
    /** Starts all that may start. */
    fill(): DueLog[] {
      const started: DueLog[] = [];
      for (let taken = queues.take(100); taken.length > 0; taken = queues.take(100)) started.push(...taken);
      return started;
    },
  };
}

/** Receivers that never answer, each known to be slow by an attempt that timed out, with as much under way as there can be. */
function hanging(webhooks: number, environment?: string) {
  const scene = queuesAt();
  const all = new Map(
    Array.from({ length: webhooks }, (_, index) => [`hangs ${index}`, logsOf(`hangs ${index}`, 110, environment)]),
  );
  const tried = new Set<string>();
  let underWay: DueLog[] = [];
  while (tried.size < webhooks) {
    for (const log of underWay) scene.queues.done(log);
    const waiting = new Set(scene.queues.waitingWebhooks());
    for (const [id, logs] of all) if (!waiting.has(id)) scene.queues.enqueue(logs);
    underWay = scene.fill();
    for (const { webhook_id } of underWay) tried.add(webhook_id);
    scene.pass(LONG);
  }
  for (const log of underWay) scene.queues.done(log);
  for (const logs of all.values()) scene.queues.enqueue(logs);
  scene.fill();
  scene.pass(LONG);
  return scene;
}

describe('while receivers hang, a quick one', () => {
  for (const webhooks of [1, 25, 170, 600]) {
    test(`of the same environment has all its places (${webhooks} hang)`, () => {
      const { queues, fill } = hanging(webhooks);
      expect(queues.enqueue(logsOf('quick', 100))).toBeGreaterThanOrEqual(LIMITS.perWebhook);
      expect(fill().filter(({ webhook_id }) => webhook_id === 'quick')).toHaveLength(LIMITS.perWebhook);
    });

    test(`of another environment has all its places (${webhooks} hang)`, () => {
      const { queues, fill } = hanging(webhooks, 'theirs');
      queues.enqueue(logsOf('quick', 100, 'ours'));
      expect(fill().filter(({ webhook_id }) => webhook_id === 'quick')).toHaveLength(LIMITS.perWebhook);
    });
  }

  test('of another environment finds places even if nobody is known to be slow yet', () => {
    const { queues, fill } = queuesAt();
    for (let index = 0; index < 800; index++) queues.enqueue(logsOf(`new ${index}`, 110, 'theirs'));
    fill();
    queues.enqueue(logsOf('quick', 100, 'ours'));
    expect(fill().filter(({ webhook_id }) => webhook_id === 'quick')).toHaveLength(LIMITS.perWebhook);
  });
});

test('free places may be used by whoever can use them', () => {
  const { queues, fill } = queuesAt();
  for (let index = 0; index < 25; index++) queues.enqueue(logsOf(`busy ${index}`, 100));
  expect(fill()).toHaveLength(25 * LIMITS.perWebhook);
});

test('a single place is used', () => {
  const { queues, fill } = queuesAt({ total: 1, perWebhook: 1 });
  queues.enqueue(logsOf('one', 2));
  expect(fill()).toHaveLength(1);
});

test('a receiver that is quick again is no longer slow', () => {
  const { queues, fill, pass } = queuesAt({ total: 6, perWebhook: 6 });
  const start = () => {
    queues.enqueue(logsOf('one', 10));
    return fill();
  };
  const first = start();
  pass(LONG);
  for (const log of first) queues.done(log);
  const slow = start();
  expect(slow.length).toBeLessThan(first.length);
  pass(1);
  for (const log of slow) queues.done(log);
  expect(fill().length).toBe(first.length);
});

test('what waits is bounded, of one webhook and in all', () => {
  const { queues } = queuesAt();
  expect(queues.enqueue(logsOf('one', 500))).toBe(100);
  expect(queues.enqueue(logsOf('one', 500))).toBe(0);
  let added = 100;
  for (let other = 0; other < 30_000; other++) added += queues.enqueue(logsOf(`other ${other}`, 3));
  expect(added).toBeLessThanOrEqual(20_000);
  expect(queues.enqueue(logsOf('quick', 1, 'another environment'))).toBe(1);
});

test('a webhook is ready for more while it has attempts under way', () => {
  const { queues, fill } = queuesAt();
  queues.enqueue(logsOf('one', 110));
  expect(queues.ready(10)).toEqual([]);
  const started = fill();
  for (const log of started) queues.done(log);
  for (let round = 0; round < 4; round++) for (const log of fill()) queues.done(log);
  expect(fill()).toHaveLength(LIMITS.perWebhook);
  expect(queues.ready(10)).toEqual(['one']);
});

test('webhooks take turns, and environments before them', () => {
  const { queues, fill } = queuesAt();
  queues.enqueue([...logsOf('a', 3), ...logsOf('b', 1), ...logsOf('c', 1), ...logsOf('z', 2, 'another environment')]);
  expect(fill().map(({ webhook_id }) => webhook_id)).toEqual(['a', 'z', 'b', 'z', 'c', 'a', 'a']);
});

test('a log is taken once, however often it is found', () => {
  const { queues, fill } = queuesAt();
  queues.enqueue(logsOf('one', 1));
  const [log] = fill();
  expect(queues.enqueue(logsOf('one', 1))).toBe(0);
  if (log) queues.done(log);
  expect(queues.enqueue(logsOf('one', 1))).toBe(1);
});

describe('logs that were taken over twice or more', () => {
  const suspects = (webhook_id: string, count: number, takeovers = 2) => logsOf(webhook_id, count, 'ours', takeovers);
  const finish = (queues: WebhookQueues, logs: DueLog[]) => {
    for (const log of logs) queues.done(log);
  };

  test('are sent one at a time, beside all that were not', () => {
    const { queues, fill } = queuesAt();
    queues.enqueue([...suspects('a', 2), ...suspects('b', 1), ...logsOf('c', 3, 'ours', 1), ...logsOf('d', 3)]);
    const first = fill();
    expect(first.filter(({ takeovers }) => takeovers < 2)).toHaveLength(6);
    expect(first.filter(({ takeovers }) => takeovers >= 2)).toHaveLength(1);
    expect(fill()).toEqual([]);
    for (let left = 2; left > 0; left--) {
      finish(queues, first.splice(0));
      first.push(...fill());
      expect(first).toHaveLength(1);
    }
  });

  test('do not wait for ever behind a receiver that hangs', () => {
    const { queues, fill, pass } = queuesAt();
    queues.enqueue(suspects('hangs', 1));
    fill();
    queues.enqueue(suspects('quick', 2));
    expect(fill()).toEqual([]);
    pass(LONG);
    expect(fill()).toHaveLength(1);
    expect(fill()).toEqual([]);
  });

  test('are sent with no other of them when the next death makes them fail, and soon', () => {
    const { queues, fill, pass } = queuesAt();
    queues.enqueue(suspects('hangs', 1));
    const hanging = fill();
    queues.enqueue([...suspects('last', 1, 4), ...suspects('quick', 1), ...suspects('last too', 1, 4)]);
    pass(LONG);
    expect(fill()).toEqual([]);
    finish(queues, hanging);
    const sent: string[] = [];
    for (let started = fill(); started.length > 0; started = fill()) {
      pass(LONG);
      expect(started).toHaveLength(1);
      expect(fill()).toEqual([]);
      sent.push(...started.map(({ webhook_id }) => webhook_id));
      finish(queues, started);
    }
    expect(sent[0]).toBe('last');
    expect(sent.toSorted()).toEqual(['last', 'last too', 'quick']);
  });
});

describe('what was just published is leased at once', () => {
  test('as many logs as may run, of a receiver that nobody knows', () => {
    const { queues } = queuesAt();
    const logs = logsOf('new', 20);
    expect(logs.filter((log, index) => queues.isNext(log, index)).length).toBe(LIMITS.perWebhook);
  });

  test('three times as many once the receiver is known to be quick, and no more when it no longer is', () => {
    const { queues, pass, fill } = queuesAt();
    const [first, ...logs] = logsOf('quick', 100);
    expect(queues.enqueue(first ? [first] : [])).toBe(1);
    for (const log of fill()) queues.done(log);
    expect(logs.filter((log, index) => queues.isNext(log, index)).length).toBe(3 * LIMITS.perWebhook);

    queues.enqueue(logs.slice(0, 1));
    const running = fill();
    pass(LONG);
    expect(logs.filter((log, index) => queues.isNext(log, index)).length).toBe(LIMITS.perWebhook - 1);
    for (const log of running) queues.done(log);
    expect(logs.filter((log, index) => queues.isNext(log, index)).length).toBe(LIMITS.perWebhook);
  });

  test('none past what waits in the database', () => {
    const { queues } = queuesAt();
    const [log] = logsOf('busy', 1);
    expect(log && queues.isNext(log, 0)).toBe(true);
    queues.markDue('busy');
    expect(log && queues.isNext(log, 0)).toBe(false);
  });

  test('a quick receiver has enough before it at twice what may run; others never have', () => {
    const { queues, fill } = queuesAt();
    queues.enqueue(logsOf('unknown', 60));
    expect(queues.hasEnough('unknown')).toBe(false);
    queues.enqueue(logsOf('quick', 1));
    for (const log of fill().filter(({ webhook_id }) => webhook_id === 'quick')) queues.done(log);
    queues.enqueue(logsOf('quick', 31));
    expect(queues.hasEnough('quick')).toBe(false);
    queues.enqueue(logsOf('quick', 32).slice(31));
    expect(queues.hasEnough('quick')).toBe(true);
  });
});
