import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Long } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentValue } from '../bson-value.ts';
import { encode } from '../bson-writer.ts';
import { Catalog } from '../catalog.ts';
import { Cursors } from '../cursors.ts';
import { openStorage } from '../storage.ts';
import { serverError, type TestEngine, testEngine } from './support/embedded.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await testEngine();
  await numbers().insertMany(Array.from({ length: 1000 }, (_, _id) => ({ _id, even: _id % 2 === 0 })));
});
afterAll(() => engine.close());
const numbers = () => engine.db.collection<{ _id: number; even: boolean }>('numbers');

describe('a result in batches', () => {
  test('is whole and in order, whatever the size of the batches', async () => {
    for (const batchSize of [0, 1, 7, 101, 5000]) {
      const found = await numbers()
        .find({ even: true }, { batchSize, sort: { _id: -1 }, skip: 3, limit: 250 })
        .toArray();
      expect(
        found.map(({ _id }) => _id),
        `batches of ${batchSize}`,
      ).toStrictEqual(Array.from({ length: 250 }, (_, i) => 992 - 2 * i));
    }
    expect(
      (
        await numbers()
          .aggregate([{ $match: {} }])
          .toArray()
      ).length,
    ).toBe(1000);
  });

  test('does not hold more than 16 MiB at once', async () => {
    const large = engine.db.collection<{ _id: number; text: string }>('large');
    for (let _id = 0; _id < 6; _id++) await large.insertOne({ _id, text: 'x'.repeat(6_000_000) });
    expect((await large.find().toArray()).map(({ _id, text }) => [_id, text.length]).at(-1)).toStrictEqual([
      5, 6_000_000,
    ]);
    const { cursor } = await engine.db.command({ find: 'large', batchSize: 6 });
    expect(cursor.firstBatch.length).toBe(2);
    await engine.db.command({ killCursors: 'large', cursors: [cursor.id] });
  });

  test('leaves out what was removed meanwhile, and shows what was changed', async () => {
    const things = engine.db.collection<{ _id: number; n?: number }>('changing');
    await things.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
    const cursor = things.find({}, { batchSize: 1 });
    expect(await cursor.next()).toStrictEqual({ _id: 1 });
    await things.deleteOne({ _id: 2 });
    await things.insertOne({ _id: 4 });
    await things.updateOne({ _id: 3 }, { $set: { n: 1 } });
    expect(await cursor.toArray()).toStrictEqual([{ _id: 3, n: 1 }]);
  });
});

test('a cursor that was killed, and one that never was, are not found', async () => {
  const { cursor } = await engine.db.command({ find: 'numbers', batchSize: 2 });
  const killed = await engine.db.command({ killCursors: 'numbers', cursors: [cursor.id, Long.fromNumber(5)] });
  expect([killed['cursorsKilled'].length, killed['cursorsNotFound'].length]).toStrictEqual([1, 1]);
  for (const id of [cursor.id, Long.fromNumber(5)]) {
    const error = await serverError(
      engine.db.command({ getMore: Long.fromBigInt(BigInt(id.toString())), collection: 'numbers' }),
    );
    expect(error.code).toBe(43);
  }
});

test('a cursor that nobody asks for ten minutes is forgotten', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'reentrega-cursors-'));
  const storage = openStorage(directory);
  try {
    let now = 0;
    const catalog = new Catalog(storage.statements);
    const collection = catalog.create('db', 'c');
    for (const _id of [1, 2, 3]) collection.insert(encode({ _id }));
    const cursors = new Cursors(catalog, () => now);
    const open = () => {
      const answer = documentValue(
        encode({
          cursor: cursors.first(
            collection.state,
            [],
            () => [1, 2, 3],
            (bytes) => bytes,
          ),
        }),
      );
      const id = answer
        .fields()[0]
        ?.fields()
        .find(({ name }) => name === 'id');
      return id?.bytes.readBigInt64LE(id.at) ?? 0n;
    };
    const [used, unused] = [open(), open()];
    now = 9 * 60_000;
    cursors.next(used, 'db.c', 1);
    now = 10 * 60_000 + 1;
    cursors.sweep();
    expect(cursors.count).toBe(1);
    cursors.next(used, 'db.c', 1);
    expect(() => cursors.next(unused, 'db.c', 1)).toThrow(expect.objectContaining({ codeName: 'CursorNotFound' }));
  } finally {
    storage.close();
    await rm(directory, { recursive: true, force: true });
  }
});
