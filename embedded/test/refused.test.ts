import { type Collection, type Db, Long } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverError, type TestEngine, type Thing, testEngine } from './support/embedded.ts';

let engine: TestEngine;
let things: Collection<Thing>;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine.close());

describe('what is not supported is refused, by MongoDB’s code and with a sentence that names it', () => {
  beforeAll(async () => {
    things = await engine.fresh({ _id: 1, n: 1, tags: ['x'], o: { a: 1 }, list: [{ a: 1 }] });
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
        const indexed = await engine.fresh();
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
