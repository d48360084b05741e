import { readFile } from 'node:fs/promises';
import { type Collection, type Document, Long } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SUPPORTED } from '../supported.ts';
import { supportedTable } from '../supported-table.ts';
import { type TestEngine, type Thing, testEngine } from './support/embedded.ts';

let engine: TestEngine;
let things: Collection<Thing>;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine.close());

test('a filter that nothing can meet finds nothing, also where an index would serve the rest of it', async () => {
  const collection = await engine.fresh({ _id: 1, a: 1, s: 'x', on: true });
  await collection.createIndexes([{ key: { a: 1 }, partialFilterExpression: { on: true } }]);
  expect(await collection.find({ a: 1, on: true, s: { $in: [] } }).toArray()).toStrictEqual([]);
  const { modifiedCount } = await collection.updateMany({ a: 1, on: true, s: { $in: [] } }, { $set: { n: 1 } });
  expect(modifiedCount).toBe(0);
});

describe('what is supported', () => {
  beforeAll(async () => {
    things = await engine.fresh(
      { _id: 1, n: 1, s: 'b', tags: ['x', 'y'], d: new Date(5), lease: { until: new Date(7) }, on: true },
      { _id: 2, n: Long.fromNumber(2), s: 'a', tags: [], d: '1970-01-01T00:00:00.005Z', z: null },
      { _id: 3, n: 2.5, s: 'B', tags: 'x', on: false },
    );
  });

  const finds: [filter: Document, ids: number[]][] = [
    [{ n: 1 }, [1]],
    [{ n: { $eq: 2 } }, [2]],
    [{ n: { $gt: 1, $lte: 2.5 } }, [2, 3]],
    [{ n: { $lt: 2 } }, [1]],
    [{ n: { $gte: '' } }, []],
    [{ s: { $gte: 'a' } }, [1, 2]],
    [{ d: { $lte: new Date(5) } }, [1]],
    [{ d: '1970-01-01T00:00:00.005Z' }, [2]],
    [{ z: null }, [1, 2, 3]],
    [{ z: { $exists: true } }, [2]],
    [{ z: { $exists: false } }, [1, 3]],
    [{ on: { $ne: true } }, [2, 3]],
    [{ s: { $in: ['a', 'b', 'c'] } }, [1, 2]],
    [{ s: { $in: [] } }, []],
    [{ s: { $nin: ['a'] } }, [1, 3]],
    [{ tags: 'x' }, [1, 3]],
    [{ tags: { $nin: ['y'] } }, [2, 3]],
    [{ 'tags.0': 'x' }, [1]],
    [{ 'lease.until': { $lte: new Date(8) } }, [1]],
    [{ $or: [{ n: 1 }, { s: 'B' }] }, [1, 3]],
    [{ $and: [{ n: { $gt: 1 } }, { n: { $lt: 2.5 } }] }, [2]],
  ];
  for (const [filter, ids] of finds) {
    test(`find ${JSON.stringify(filter)}`, async () => {
      const found = await things.find(filter).sort({ _id: 1 }).toArray();
      expect(found.map(({ _id }) => _id)).toStrictEqual(ids);
    });
  }

  test('sorts, windows, projections, counts, distinct values and groups', async () => {
    expect(await things.find().sort({ s: -1 }).skip(1).limit(1).project({ s: 1 }).toArray()).toStrictEqual([
      { _id: 2, s: 'a' },
    ]);
    expect(await things.find({ _id: 3 }).project({ tags: 0, n: 0, on: 0 }).toArray()).toStrictEqual([
      { _id: 3, s: 'B' },
    ]);
    expect(await things.countDocuments({ on: { $exists: true } })).toBe(2);
    expect(await things.countDocuments({}, { skip: 1, limit: 1 })).toBe(1);
    expect(await things.estimatedDocumentCount()).toBe(3);
    expect(await things.distinct('s')).toStrictEqual(['B', 'a', 'b']);
    expect(
      (
        await things.aggregate([{ $match: { n: { $gt: 1 } } }, { $group: { _id: '$on', n: { $sum: 1 } } }]).toArray()
      ).map(({ _id, n }) => [_id, n]),
    ).toStrictEqual([
      [null, 1],
      [false, 1],
    ]);
    expect(await things.aggregate([{ $match: { n: 1 } }, { $count: 'found' }]).toArray()).toStrictEqual([{ found: 1 }]);
  });

  test('updates: what they match, what they change, what comes back', async () => {
    const collection = await engine.fresh({ _id: 1, a: 1, b: { c: 1 } }, { _id: 2, a: 1 });
    const many = await collection.updateMany({ a: 1 }, { $set: { 'b.c': 1 }, $inc: { n: 2 } });
    expect([many.matchedCount, many.modifiedCount]).toStrictEqual([2, 2]);
    const same = await collection.updateOne({ _id: 1 }, { $set: { a: 1 } });
    expect([same.matchedCount, same.modifiedCount]).toStrictEqual([1, 0]);
    const upserted = await collection.updateOne({ _id: 7, k: 'x' }, { $setOnInsert: { a: 5 } }, { upsert: true });
    expect([upserted.upsertedId, upserted.upsertedCount]).toStrictEqual([7, 1]);
    expect(await collection.findOne({ _id: 7 })).toStrictEqual({ _id: 7, k: 'x', a: 5 });
    const before = await collection.findOneAndUpdate({ _id: 7 }, { $unset: { k: '' } });
    expect(before).toStrictEqual({ _id: 7, k: 'x', a: 5 });
    expect(
      await collection.findOneAndUpdate({ _id: 7 }, { $inc: { a: 1 } }, { returnDocument: 'after' }),
    ).toStrictEqual({
      _id: 7,
      a: 6,
    });
    expect(await collection.findOneAndUpdate({ _id: 8 }, { $inc: { a: 1 } })).toBe(null);
    expect(await collection.findOneAndDelete({}, { sort: { _id: -1 } })).toStrictEqual({ _id: 7, a: 6 });
    expect((await collection.deleteMany({ a: 1 })).deletedCount).toBe(2);
  });

  test('documents keep every type and the order of their fields, numbers as names included', async () => {
    const collection = await engine.fresh();
    const document = {
      _id: 'all',
      b: 1,
      10: { 2: 'b', 1: 'a' },
      x: Long.fromString('9007199254740993'),
      u: 'a\0b',
      e: {},
      l: [[]],
    };
    await collection.insertOne(document);
    const raw = await collection.findOne({ u: 'a\0b' }, { promoteValues: false });
    expect(raw?.['x']).toStrictEqual(document.x);
    expect(
      await collection.findOne({ x: Long.fromString('9007199254740993') }, { projection: { _id: 1 } }),
    ).toStrictEqual({
      _id: 'all',
    });
    expect(await collection.findOne({ x: Long.fromString('9007199254740992') })).toBe(null);
  });
});

for (const [language, file] of [
  ['en', 'README.md'],
  ['pt-BR', 'README.pt-BR.md'],
] as const) {
  test(`${file} has the table of all that is supported, as it is now`, async () => {
    const text = await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
    const table = supportedTable(language);
    expect(text.includes(table), `Put this into embedded/${file}:\n\n${table}`).toBeTruthy();
    const names = [...Object.keys(SUPPORTED.commands).filter((name) => name !== 'isMaster'), ...SUPPORTED.indexOptions];
    for (const name of names) expect(table.includes(`\`${name}\``), name).toBeTruthy();
  });
}
