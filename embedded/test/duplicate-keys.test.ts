import { MongoBulkWriteError } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverError, type TestEngine, testEngine } from './support/embedded.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine.close());

describe('a duplicate key', () => {
  test('has its code, pattern, value and sentence, and spoils nothing else of an unordered bulk', async () => {
    const collection = await engine.fresh();
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
    const collection = await engine.fresh({ _id: 2 });
    await expect(collection.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }])).rejects.toThrow(
      expect.objectContaining({
        code: 11000,
        insertedCount: 1,
      }),
    );
    expect(await collection.countDocuments()).toBe(2);
  });

  test('is only one among the documents of a partial index', async () => {
    const collection = await engine.fresh();
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
    const collection = await engine.fresh({ _id: 1, a: 'x' }, { _id: 2, a: 'x' });
    expect((await serverError(collection.createIndex({ a: 1 }, { unique: true }))).code).toBe(11000);
    expect((await collection.indexes()).map(({ name }) => name)).toStrictEqual(['_id_']);
  });
});
