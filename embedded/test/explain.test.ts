import type { Collection, Document } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverError, type TestEngine, testEngine } from './support/embedded.ts';

interface Thing extends Document {
  _id: number;
  group: number;
  rank: number;
  color: string;
}

let engine: TestEngine;
let things: Collection<Thing>;
/** 1,000 documents: 10 groups of 100 ranks, in three colors. */
beforeAll(async () => {
  engine = await testEngine();
  things = engine.db.collection<Thing>('things');
  await things.insertMany(
    Array.from({ length: 1_000 }, (_, _id) => ({
      _id,
      group: _id % 10,
      rank: _id,
      color: ['red', 'green', 'blue'][_id % 3] ?? '',
    })),
  );
  await things.createIndex({ group: 1, rank: 1 });
  await things.createIndex({ color: 1 });
});
afterAll(() => engine.close());

/** Found, keys and documents read. */
async function examined(command: Document): Promise<[number, number, number]> {
  const { executionStats } = await engine.db.command({ explain: command, verbosity: 'executionStats' });
  const { nReturned, totalKeysExamined, totalDocsExamined } = executionStats;
  return [nReturned, totalKeysExamined, totalDocsExamined];
}

const find = (filter: Document, options: Document = {}) => examined({ find: 'things', filter, ...options });

test('a query reads what it returns, where an index has it', async () => {
  expect(await find({ group: 1 })).toStrictEqual([100, 100, 100]);
  expect(await find({ group: 1 }, { sort: { rank: -1 }, limit: 7 })).toStrictEqual([7, 7, 7]);
  expect(await find({ _id: { $in: [1, 2, 5_000] } })).toStrictEqual([2, 2, 2]);
  expect(await find({ group: 99 })).toStrictEqual([0, 0, 0]);
  expect(await find({ group: { $in: [] } })).toStrictEqual([0, 0, 0]);
});

test('a range is read from its beginning to its end', async () => {
  expect(await find({ group: 1, rank: { $gte: 101, $lt: 201 } })).toStrictEqual([10, 10, 10]);
  expect(await find({ group: 1, rank: { $lte: 101, $gt: 41 } })).toStrictEqual([6, 6, 6]);
  expect((await find({ group: 1, rank: { $gt: 1, $lte: 'x' } }))[0]).toBe(0);
});

test('of a sorted $or, each alternative is read as far as it is wanted', async () => {
  const alternatives = { $or: [{ group: 1 }, { group: 2, rank: { $gt: 500 } }] };
  expect(await find(alternatives, { sort: { rank: 1 }, limit: 2 })).toStrictEqual([2, 4, 4]);
  expect(
    await things
      .find(alternatives, { sort: { rank: 1 }, limit: 3, skip: 49 })
      .map(({ _id }) => _id)
      .toArray(),
  ).toStrictEqual([491, 501, 502]);
});

test.each([{}, { color: 1 }, { color: -1 }] as const)(
  'of an $or sorted by %j, batches together have each document once',
  async (sort) => {
    const alternatives = { $or: [{ color: { $gte: 'green' } }, { group: 2 }, { color: 'blue' }] };
    const all = await things.find(alternatives).sort(sort).batchSize(50).toArray();
    expect(new Set(all.map(({ _id }) => _id)).size).toBe(all.length);
    expect(all.length).toBe(1_000);
  },
);

test('what is looked at in vain counts: in the index, and in the documents', async () => {
  expect(await find({ group: { $gt: 1 }, rank: { $lt: 20 } })).toStrictEqual([16, 800, 16]);
  expect(await find({ group: 1, color: { $ne: 'red' } })).toStrictEqual([67, 100, 100]);
  expect(await find({ group: 1 }, { sort: { color: 1, _id: 1 }, limit: 5 })).toStrictEqual([5, 100, 100]);
  expect(await find({ group: 1 }, { skip: 50, limit: 5 })).toStrictEqual([5, 55, 55]);
});

test('without an index, every document is read', async () => {
  expect(await find({ nothing: 1 })).toStrictEqual([0, 0, 1_000]);
  expect(await find({}, { limit: 3 })).toStrictEqual([3, 0, 3]);
});

test('each alternative of $or counts', async () => {
  const alternatives = {
    $or: [
      { group: 1, rank: { $lt: 50 } },
      { color: 'red', rank: { $lt: 30 } },
    ],
  };
  expect(await find(alternatives)).toStrictEqual([5 + 10 - 1, 5 + 334, 5 + 334]);
});

test('counts and groups need no documents, where the index has the values', async () => {
  expect(await examined({ count: 'things', query: { group: 1 } })).toStrictEqual([100, 100, 0]);
  expect(await examined({ count: 'things', query: { group: 1, color: 'red' } })).toStrictEqual([33, 100, 100]);
  const pipeline = [{ $match: { group: { $lt: 2 } } }, { $group: { _id: '$group', n: { $sum: 1 } } }];
  expect(await examined({ aggregate: 'things', pipeline, cursor: {} })).toStrictEqual([200, 200, 2]);
  const counted = [{ $match: { color: 'red' } }, { $count: 'n' }];
  expect(await examined({ aggregate: 'things', pipeline: counted, cursor: {} })).toStrictEqual([334, 334, 0]);
  const whole = [{ $match: { group: 1 } }, { $limit: 4 }];
  expect(await examined({ aggregate: 'things', pipeline: whole, cursor: {} })).toStrictEqual([4, 4, 4]);
});

test('writes are explained by what they would find, and change nothing', async () => {
  const q = { group: 1, rank: { $lt: 100 } };
  const u = { $set: { color: 'none' } };
  expect(await examined({ update: 'things', updates: [{ q, u, multi: true }] })).toStrictEqual([10, 10, 10]);
  expect(await examined({ update: 'things', updates: [{ q, u }] })).toStrictEqual([1, 1, 1]);
  expect(await examined({ delete: 'things', deletes: [{ q, limit: 0 }] })).toStrictEqual([10, 10, 10]);
  expect(await examined({ delete: 'things', deletes: [{ q, limit: 1 }] })).toStrictEqual([1, 1, 1]);
  expect(await examined({ findAndModify: 'things', query: q, update: u })).toStrictEqual([1, 1, 1]);
  expect(await things.countDocuments()).toBe(1_000);
  expect(await things.countDocuments({ color: 'none' })).toBe(0);
  const several = {
    update: 'things',
    updates: [
      { q, u },
      { q, u },
    ],
  };
  expect((await serverError(examined(several))).code).toBe(16);
});

test('the driver’s own way to ask, and a collection that is not there', async () => {
  const { executionStats } = await things.find({ group: 1 }).limit(2).explain('executionStats');
  expect(executionStats).toMatchObject({ executionSuccess: true, nReturned: 2, totalDocsExamined: 2 });
  expect(await examined({ find: 'nowhere', filter: {} })).toStrictEqual([0, 0, 0]);
});
