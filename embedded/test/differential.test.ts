import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import {
  BSON,
  type Collection,
  type Document,
  type IndexDescription,
  MongoBulkWriteError,
  MongoClient,
  MongoServerError,
} from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documents, filters, sorts, updates } from './generated.ts';
import { type TestEngine, testEngine } from './support/embedded.ts';

const server = process.env['MONGODB_URI'];
const skip = server ? false : 'MONGODB_URI is not set: there is nothing to compare the engine with';
const RUNS = Number(process.env['DIFFERENTIAL_RUNS'] ?? 60);
/** The same documents each time, so that a change is judged by what it changes; DIFFERENTIAL_SEED for others. */
const seed = Number(process.env['DIFFERENTIAL_SEED'] ?? 20_240_115);

/** Of the kinds that the service has, over the fields of the generated documents. */
const INDEXES: IndexDescription[] = [
  { key: { a: 1, s: -1 }, name: 'a_s' },
  { key: { s: 1, i: 1, _id: -1 }, name: 's_i_id' },
  { key: { open: 1, b: 1 }, name: 'open_b', partialFilterExpression: { open: true } },
  { key: { i: -1, a: 1 }, name: 'i_a', partialFilterExpression: { open: true } },
  { key: { 'n.x': 1, a: 1 }, name: 'nx', partialFilterExpression: { 'n.x': { $exists: true } } },
  { key: { b: 1 }, name: 'b' },
];

let engine: TestEngine;
let client: MongoClient;
const name = `reentrega_differential_${randomUUID().slice(0, 8)}`;

beforeAll(async () => {
  if (!server) return;
  engine = await testEngine();
  client = await new MongoClient(server).connect();
});
afterAll(async () => {
  await client?.db(name).dropDatabase();
  await client?.close();
  await engine?.close();
});

/** The same collection in both, with these documents; those that have an id twice are left out of both. */
async function both(inserted: Document[], unique?: Document): Promise<[Collection, Collection]> {
  const collection = randomUUID();
  const pair: [Collection, Collection] = [engine.db.collection(collection), client.db(name).collection(collection)];
  const byId = [...new Map(inserted.map((document) => [BSON.EJSON.stringify(document['_id']), document])).values()];
  for (const one of pair) {
    if (unique) await one.createIndex(unique['key'], { unique: true, ...unique['options'] });
    if (byId.length > 0) await one.insertMany(byId, { ordered: false }).catch(onlyDuplicates);
  }
  return pair;
}

function onlyDuplicates(error: unknown): void {
  if (!(error instanceof MongoBulkWriteError) || error.code !== 11000) throw error;
}

/** What a server says, with all types, or the code of the error that it refuses with. */
async function said(answer: Promise<unknown>): Promise<string> {
  try {
    return BSON.EJSON.stringify(sorted(await answer), { relaxed: false });
  } catch (error) {
    if (error instanceof MongoServerError) return `refused with ${error.code}`;
    throw error;
  }
}

/** Fields in the order of their names: servers differ in where they put a new one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** All documents, by their ids, with their exact types. */
const contents = (collection: Collection) =>
  said(collection.find({}, { sort: { _id: 1 }, promoteValues: false, promoteLongs: false }).toArray());
const exact = { promoteValues: false, promoteLongs: false } as const;

async function same(pair: [Collection, Collection], ask: (collection: Collection) => Promise<unknown>): Promise<void> {
  const [mine, theirs] = await Promise.all(pair.map((collection) => said(ask(collection))));
  expect(mine).toBe(theirs);
}

describe.skipIf(skip)('the engine and a MongoDB server agree', () => {
  test('on what a filter finds, in which order, and how many', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(documents, { minLength: 1, maxLength: 15 }),
        fc.array(fc.tuple(filters, sorts, fc.nat(3), fc.nat(5)), { minLength: 4, maxLength: 8 }),
        fc.subarray(INDEXES),
        async (inserted, queries, indexes) => {
          const pair = await both(inserted);
          // Only in the engine: an index is to change nothing but the speed.
          if (indexes.length > 0) await pair[0].createIndexes(indexes);
          for (const [filter, sort, skipped, limit] of queries) {
            await same(pair, (collection) =>
              collection.find(filter, { sort, skip: skipped, limit, ...exact }).toArray(),
            );
            await same(pair, (collection) => collection.countDocuments(filter));
          }
          await Promise.all(pair.map((collection) => collection.drop()));
        },
      ),
      { numRuns: RUNS, seed },
    );
  });

  test('on what an update changes, matches and inserts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(documents, { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(filters, updates, fc.boolean()), { minLength: 2, maxLength: 4 }),
        async (inserted, changes) => {
          const pair = await both(inserted);
          for (const [filter, update, many] of changes) {
            // Which of several one updateOne takes is not said: by its id, there is one at most.
            const one = { ...filter, _id: inserted[0]?.['_id'] };
            await same(pair, async (collection) => {
              const { matchedCount, modifiedCount } = many
                ? await collection.updateMany(filter, update)
                : await collection.updateOne(one, update);
              return [matchedCount, modifiedCount];
            });
            expect(await contents(pair[0])).toBe(await contents(pair[1]));
          }
          await Promise.all(pair.map((collection) => collection.drop()));
        },
      ),
      { numRuns: RUNS, seed },
    );
  });

  test('on findOneAndUpdate and upserts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(documents, { minLength: 1, maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(40), updates, fc.constantFrom('before', 'after'), fc.boolean()), {
          minLength: 2,
          maxLength: 4,
        }),
        async (inserted, changes) => {
          const pair = await both(inserted);
          for (const [_id, update, returnDocument, upsert] of changes) {
            await same(pair, (collection) =>
              collection.findOneAndUpdate({ _id: _id as never, s: 'a' }, update, {
                returnDocument: returnDocument as 'before' | 'after',
                upsert,
                ...exact,
              }),
            );
            expect(await contents(pair[0])).toBe(await contents(pair[1]));
          }
          await Promise.all(pair.map((collection) => collection.drop()));
        },
      ),
      { numRuns: RUNS, seed },
    );
  });

  test('on what unique and partial unique indexes refuse', async () => {
    const unique = fc.constantFrom(
      { key: { a: 1 } },
      { key: { a: 1, s: -1 } },
      { key: { a: 1 }, options: { partialFilterExpression: { open: true } } },
      { key: { 'n.x': 1 }, options: { partialFilterExpression: { 'n.x': { $exists: true } } } },
    );
    // The engine has no arrays in indexed fields. DocumentDB does not refuse a compound key that is there twice with its second
    // field null or missing, as MongoDB does: so every document has an `s` that is neither, and keeps it.
    const withS = ({ tags: _, s, ...others }: Document): Document => ({ ...others, s: s ?? '' });
    const plain = documents.map(withS);
    await fc.assert(
      fc.asyncProperty(
        fc.array(plain, { minLength: 2, maxLength: 12 }),
        unique,
        fc.array(fc.tuple(filters, updates), { maxLength: 3 }),
        async (inserted, index, changes) => {
          const pair = await both(inserted, index);
          expect(await contents(pair[0])).toBe(await contents(pair[1]));
          for (const [, update] of changes) {
            const { tags: _, ...fields } = update['$set'];
            const $set = 's' in fields ? withS(fields) : fields;
            const change = { ...update, $set: { ...$set, touched: true } };
            for (const { _id } of inserted) {
              await same(pair, async (collection) => (await collection.updateOne({ _id }, change)).modifiedCount);
            }
            expect(await contents(pair[0])).toBe(await contents(pair[1]));
          }
          await Promise.all(pair.map((collection) => collection.drop()));
        },
      ),
      { numRuns: RUNS, seed },
    );
  });
});
