import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestEngine, testEngine } from './support/embedded.ts';
import { eventually } from './support/eventually.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await testEngine({ sweepEveryMs: 50 });
});
afterAll(() => engine.close());

test('a TTL index removes what has expired, however much it is, and nothing else', async () => {
  const things = engine.db.collection<{ _id: number | string; at?: unknown }>('expiring');
  const kept = [
    { _id: 'later', at: new Date(Date.now() + 3_600_000) },
    { _id: 'never' },
    { _id: 'no date', at: '1970-01-01' },
    { _id: 'a number', at: 0 },
    { _id: 'null', at: null },
  ];
  const expired = Array.from({ length: 2500 }, (_, _id) => ({ _id, at: new Date(Date.now() - 61_000 - _id) }));
  await things.insertMany([...expired, ...kept, { _id: 'not yet', at: new Date(Date.now() - 1_000) }]);
  await things.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
  await eventually(async () => ((await things.countDocuments()) <= 6 ? true : undefined), 'the sweep');
  expect((await things.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toStrictEqual([
    'a number',
    'later',
    'never',
    'no date',
    'not yet',
    'null',
  ]);
});
