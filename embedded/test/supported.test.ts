import { readFile } from 'node:fs/promises';
import { type Collection, type Db, type Document, Long, MongoBulkWriteError } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SUPPORTED } from '../supported.ts';
import { supportedTable } from '../supported-table.ts';
import { serverError, type TestEngine, testEngine } from './support/embedded.ts';

interface Thing extends Document {
  _id: number | string;
}

let engine: TestEngine;
let things: Collection<Thing>;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine.close());

async function fresh(...documents: Thing[]): Promise<Collection<Thing>> {
  const collection = engine.db.collection<Thing>(`things ${Math.random()}`);
  if (documents.length > 0) await collection.insertMany(documents);
  return collection;
}

test('a filter that nothing can meet finds nothing, also where an index would serve the rest of it', async () => {
  const collection = await fresh({ _id: 1, a: 1, s: 'x', on: true });
  await collection.createIndexes([{ key: { a: 1 }, partialFilterExpression: { on: true } }]);
  expect(await collection.find({ a: 1, on: true, s: { $in: [] } }).toArray()).toStrictEqual([]);
  const { modifiedCount } = await collection.updateMany({ a: 1, on: true, s: { $in: [] } }, { $set: { n: 1 } });
  expect(modifiedCount).toBe(0);
});

describe('what is supported', () => {
  beforeAll(async () => {
    things = await fresh(
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
    const collection = await fresh({ _id: 1, a: 1, b: { c: 1 } }, { _id: 2, a: 1 });
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
    const collection = await fresh();
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

describe('a duplicate key', () => {
  test('has its code, pattern, value and sentence, and spoils nothing else of an unordered bulk', async () => {
    const collection = await fresh();
    await collection.createIndex({ a: 1, 'b.c': -1 }, { name: 'pair', unique: true });
    const documents = [
      { _id: 1, a: 1, b: { c: 'x' } },
      { _id: 2, a: 1, b: { c: 'x' } },
      { _id: 3, a: 1 },
      { _id: 4, a: 1, b: {} },
      { _id: 5, a: 2 },
    ];
    const error = await collection.insertMany(documents, { ordered: false }).then(
      () => null,
      (thrown) => thrown,
    );
    expect(error instanceof MongoBulkWriteError).toBeTruthy();
    expect(error.insertedCount).toBe(3);
    const [first, second] = [error.writeErrors].flat();
    expect([first?.index, first?.code, second?.index]).toStrictEqual([1, 11000, 3]);
    expect(first?.errmsg).toBe(
      `E11000 duplicate key error collection: engine_test.${collection.collectionName} index: pair dup key: { a: 1, b.c: "x" }`,
    );
    const answer = await engine.db.command({ insert: collection.collectionName, documents: [{ _id: 6, a: 1 }] });
    const { keyPattern, keyValue } = answer['writeErrors'][0];
    expect([keyPattern, keyValue]).toStrictEqual([
      { a: 1, 'b.c': -1 },
      { a: 1, 'b.c': null },
    ]);

    const update = await serverError(collection.updateOne({ _id: 5 }, { $set: { a: 1 } }));
    expect([update.code, update['keyPattern']]).toStrictEqual([11000, { a: 1, 'b.c': -1 }]);
    expect(await collection.findOne({ _id: 5 })).toStrictEqual({ _id: 5, a: 2 });
  });

  test('ends an ordered bulk', async () => {
    const collection = await fresh({ _id: 2 });
    await expect(collection.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }])).rejects.toThrow(
      expect.objectContaining({
        code: 11000,
        insertedCount: 1,
      }),
    );
    expect(await collection.countDocuments()).toBe(2);
  });

  test('is only one among the documents of a partial index', async () => {
    const collection = await fresh();
    await collection.createIndex({ t: 1 }, { unique: true, partialFilterExpression: { open: true } });
    await collection.insertMany([
      { _id: 1, t: 'a', open: true },
      { _id: 2, t: 'a' },
      { _id: 3, t: 'a', open: false },
    ]);
    expect((await serverError(collection.updateOne({ _id: 2 }, { $set: { open: true } }))).code).toBe(11000);
    await collection.updateOne({ _id: 1 }, { $unset: { open: '' } });
    await collection.updateOne({ _id: 2 }, { $set: { open: true } });
  });

  test('is found when the index is made', async () => {
    const collection = await fresh({ _id: 1, a: 'x' }, { _id: 2, a: 'x' });
    expect((await serverError(collection.createIndex({ a: 1 }, { unique: true }))).code).toBe(11000);
    expect((await collection.indexes()).map(({ name }) => name)).toStrictEqual(['_id_']);
  });
});

describe('what is not supported is refused, by MongoDB’s code and with a sentence that names it', () => {
  beforeAll(async () => {
    things = await fresh({ _id: 1, n: 1, tags: ['x'], o: { a: 1 }, list: [{ a: 1 }] });
  });
  const refusals: [what: string, ask: (db: Db) => Promise<unknown>, code: number, says: RegExp][] = [
    ['$regex', () => things.find({ s: { $regex: 'a' } }).toArray(), 2, /\$regex/],
    ['a regular expression', () => things.find({ s: /a/ }).toArray(), 2, /regex/],
    ['$where', () => things.find({ $where: 'true' }).toArray(), 2, /\$where/],
    ['$nor', () => things.find({ $nor: [{ a: 1 }] }).toArray(), 2, /\$nor/],
    ['$elemMatch', () => things.find({ tags: { $elemMatch: { $eq: 'x' } } }).toArray(), 2, /\$elemMatch/],
    ['$not', () => things.find({ n: { $not: { $gt: 1 } } }).toArray(), 2, /\$not/],
    ['an operator within $and', () => things.find({ $and: [{ n: { $mod: [2, 0] } }] }).toArray(), 2, /\$mod/],
    ['comparing documents', () => things.find({ o: { a: 1 } }).toArray(), 2, /document/],
    ['comparing arrays', () => things.find({ tags: ['x'] }).toArray(), 2, /array/],
    ['queries through an array', () => things.find({ 'list.a': 1 }).toArray(), 115, /list\.a/],
    ['sorting by an array', () => things.find().sort({ tags: 1 }).toArray(), 115, /tags/],
    ['sorting by a document', () => things.find().sort({ o: 1 }).toArray(), 115, / o,/],
    ['a projection of a path', () => things.find({}, { projection: { 'o.a': 1 } }).toArray(), 2, /o\.a/],
    ['a hint', () => things.find({}, { hint: '_id_' }).toArray(), 40415, /find\.hint/],
    ['a collation', () => things.find({}, { collation: { locale: 'pt' } }).toArray(), 40415, /find\.collation/],
    ['$push', () => things.updateOne({}, { $push: { tags: 'y' as never } }), 9, /\$push/],
    ['$rename', () => things.updateOne({}, { $rename: { n: 'm' } }), 9, /\$rename/],
    ['a replacement', () => things.replaceOne({ _id: 1 }, { n: 2 }), 9, /replacement/],
    ['a pipeline as an update', () => things.updateOne({}, [{ $set: { n: 1 } }]), 9, /pipeline/],
    [
      'array filters',
      () => things.updateOne({}, { $set: { 'tags.$[t]': 1 } }, { arrayFilters: [{ t: 'x' }] }),
      40415,
      /arrayFilters/,
    ],
    ['appending to an array', () => things.updateOne({}, { $set: { 'tags.1': 'y' } }), 28, /tags\.1/],
    [
      'an array in an indexed field',
      async () => {
        const indexed = await fresh();
        await indexed.createIndex({ a: 1 });
        await indexed.insertOne({ _id: 1, a: [1] });
      },
      171,
      / a,/,
    ],
    [
      '$lookup',
      () => things.aggregate([{ $lookup: { from: 'x', as: 'y', pipeline: [] } }]).toArray(),
      40324,
      /\$lookup/,
    ],
    ['$avg', () => things.aggregate([{ $group: { _id: null, a: { $avg: '$n' } } }]).toArray(), 15952, /\$avg/],
    [
      'stages after a group',
      () => things.aggregate([{ $group: { _id: '$n' } }, { $match: {} }]).toArray(),
      115,
      /\$match/,
    ],
    ['a sparse index', () => things.createIndex({ z: 1 }, { sparse: true }), 197, /sparse/],
    ['a text index', () => things.createIndex({ z: 'text' }), 2, /direction of z/],
    [
      'a wider partial index',
      () => things.createIndex({ z: 1 }, { partialFilterExpression: { z: { $gt: 1 } } }),
      67,
      /partialFilterExpression/,
    ],
    ['an index on an array', () => things.createIndex({ tags: 1 }), 67, /tags/],
    ['a document as _id', (db) => db.collection<{ _id: object }>('ids').insertOne({ _id: { a: 1 } }), 53, /document/],
    ['mapReduce', (db) => db.command({ mapReduce: 'things' }), 59, /mapReduce/],
    ['explain of a plan', (db) => db.command({ explain: { find: 'things' } }), 2, /allPlansExecution/],
    [
      'explain of an insert',
      (db) => db.command({ explain: { insert: 'things' }, verbosity: 'executionStats' }),
      20,
      /explain of insert/,
    ],
    ['$$ROOT', () => things.aggregate([{ $group: { _id: '$$ROOT' } }]).toArray(), 115, /expression/],
    [
      'transactions',
      (db) => db.command({ insert: 'things', documents: [{}], txnNumber: Long.fromNumber(1) }),
      20,
      /Transaction/,
    ],
    ['more replicas', (db) => db.collection('things').insertOne({}, { writeConcern: { w: 3 } }), 2, /not replicated/],
  ];
  for (const [what, ask, code, says] of refusals) {
    test(what, async () => {
      const error = await serverError(ask(engine.db));
      expect(error.code, error.message).toBe(code);
      expect(error.message).toMatch(says);
    });
  }

  test('errors that are the caller’s are MongoDB’s own', async () => {
    const own: [ask: () => Promise<unknown>, code: number][] = [
      [() => things.updateOne({}, { $set: { n: 1 }, $unset: { n: '' } }), 40],
      [() => things.updateOne({}, { $set: { _id: 2 } }), 66],
      [() => things.updateOne({}, { $inc: { o: 1 } }), 14],
      [() => things.updateOne({}, { $set: { 'n.x': 1 } }), 28],
      [() => things.updateOne({}, { $inc: { n: 'x' as never } }), 14],
      [() => things.insertOne({ _id: [1] as never }), 53],
      [() => things.createIndex({ a: 1, b: 1 }, { expireAfterSeconds: 1 }), 67],
      [() => engine.db.collection('nowhere').dropIndex('x'), 26],
      [() => things.dropIndex('none'), 27],
    ];
    for (const [ask, code] of own) expect((await serverError(ask())).code).toBe(code);
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
