import fc from 'fast-check';
import { Binary, type Document, Double, Int32, Long, ObjectId } from 'mongodb';

/** Documents, filters, sorts and updates of what the engine supports, for comparing it with a MongoDB server. */

const dates = fc.constantFrom(new Date(0), new Date(-1), new Date('2026-01-01T00:00:00.001Z'), new Date('9999-12-31'));
const strings = fc.constantFrom('', 'a', 'A', 'aa', 'b', 'é', 'z', '😀', '\uffff', '2026-01-01T00:00:00.001Z', '1');
const numbers = fc.oneof(
  fc.integer({ min: -2, max: 2 }).map((n) => new Int32(n)),
  fc.constantFrom(-2.5, -1, -0.5, 0, 0.5, 1, 1e300, -1e300).map((n) => new Double(n)),
  fc.constantFrom(-1n, 0n, 1n, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 62n).map((n) => Long.fromBigInt(n)),
);
/** Small enough that adding one changes them: MongoDB counts an `$inc` that changes nothing as no modification, DocumentDB as one. */
const counts = fc.oneof(
  fc.integer({ min: -2, max: 2 }).map((n) => new Int32(n)),
  fc.constantFrom(-2.5, -1, 0.5, 1).map((n) => new Double(n)),
  fc.constantFrom(-1n, 1n, 2n ** 53n, 2n ** 62n).map((n) => Long.fromBigInt(n)),
);
const increments = fc.oneof(
  fc.constantFrom(-2, -1, 1, 2, 2 ** 31 - 1).map((n) => new Int32(n)),
  fc.constantFrom(1n, 2n ** 53n).map((n) => Long.fromBigInt(n)),
);
const ids = fc.constantFrom(new ObjectId('00'.repeat(12)), new ObjectId('ff'.repeat(12)));
const binaries = fc.constantFrom(
  new Binary(Buffer.from([])),
  new Binary(Buffer.from([1])),
  new Binary(Buffer.from([0, 1])),
);

const scalars: fc.Arbitrary<unknown> = fc.oneof(
  numbers,
  strings,
  dates,
  fc.boolean(),
  fc.constant(null),
  ids,
  binaries,
);

/** `tags` is an array at times, `n` a document; the other fields hold single values of any type, or nothing. */
export const documents: fc.Arbitrary<Document> = fc.record(
  {
    _id: fc.oneof(
      fc.integer({ min: 0, max: 30 }),
      strings.map((text) => `id ${text}`),
    ),
    a: scalars,
    b: scalars,
    s: strings,
    i: counts,
    open: fc.boolean(),
    n: fc.record({ x: scalars, y: scalars }, { requiredKeys: [] }),
    tags: fc.oneof(scalars, fc.array(scalars, { maxLength: 3 })),
  },
  { requiredKeys: ['_id'] },
);

const paths = fc.constantFrom('a', 'b', 's', 'i', 'open', 'n.x', 'n.y', 'tags', '_id', 'never');
const singlePaths = fc.constantFrom('a', 'b', 's', 'i', 'open', 'n.x', 'n.y', '_id', 'never');
const operands = fc.oneof(scalars, fc.integer({ min: 0, max: 30 }));

const conditions: fc.Arbitrary<unknown> = fc.oneof(
  operands,
  fc
    .tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), operands)
    .map(([name, value]) => ({ [name]: value })),
  fc
    .tuple(fc.constantFrom('$in', '$nin'), fc.array(operands, { maxLength: 5 }))
    .map(([name, list]) => ({ [name]: list })),
  fc.boolean().map((there) => ({ $exists: there })),
  fc.tuple(operands, operands).map(([$gte, $lt]) => ({ $gte, $lt })),
);
const flat: fc.Arbitrary<Document> = fc.dictionary(paths, conditions, { maxKeys: 3 });

export const filters: fc.Arbitrary<Document> = fc.oneof(
  { weight: 4, arbitrary: flat },
  {
    weight: 1,
    arbitrary: fc.tuple(flat, fc.array(flat, { minLength: 1, maxLength: 3 })).map(([all, $or]) => ({ ...all, $or })),
  },
  { weight: 1, arbitrary: fc.array(flat, { minLength: 1, maxLength: 3 }).map(($and) => ({ $and })) },
);

/** With `_id` last, so that there is one right order. */
export const sorts: fc.Arbitrary<Document> = fc
  .tuple(fc.dictionary(singlePaths, fc.constantFrom(1 as const, -1 as const), { maxKeys: 2 }), fc.constantFrom(1, -1))
  .map(([some, last]) => ('_id' in some ? some : { ...some, _id: last }));

export const updates: fc.Arbitrary<Document> = fc.record(
  {
    $set: fc.dictionary(fc.constantFrom('a', 's', 'n.x', 'm.k', 'tags'), scalars, { minKeys: 1, maxKeys: 3 }),
    $unset: fc.dictionary(fc.constantFrom('b', 'open', 'n.y'), fc.constant(''), { minKeys: 1, maxKeys: 2 }),
    $inc: fc.dictionary(fc.constantFrom('i', 'count'), increments, { minKeys: 1, maxKeys: 2 }),
    $setOnInsert: fc.dictionary(fc.constantFrom('made', 'z'), scalars, { minKeys: 1, maxKeys: 2 }),
  },
  { requiredKeys: ['$set'] },
);
