import { TYPE, type Value } from './bson-value.ts';
import { notSupported } from './errors.ts';

/**
 * Sort keys: a text for every value, such that comparing the texts byte by byte compares the values as MongoDB does. The
 * first character is the type's place in MongoDB's order of types, so that types are never mixed up, while int32, int64 and
 * double share theirs and compare as numbers. (mongodb.com/docs: "Comparison/Sort Order".)
 */
export type SortKey = string;

const TAG = {
  null: '1',
  number: '2',
  string: '3',
  document: '4',
  array: '5',
  binary: '6',
  objectId: '7',
  boolean: '8',
  date: '9',
} as const;

/** A missing field compares as null everywhere; `$exists` tells them apart by the shape, see projection.ts. */
export const NULL_KEY: SortKey = TAG.null;
export const TRUE_KEY: SortKey = `${TAG.boolean}t`;
export const FALSE_KEY: SortKey = `${TAG.boolean}f`;
/** Below every other number, and equal to itself. */
const NAN_KEY: SortKey = TAG.number;
/** All documents, and all arrays, have one key: nobody compares them (filter.ts and sort.ts see to it). */
const DOCUMENT_KEY: SortKey = TAG.document;
const ARRAY_KEY: SortKey = TAG.array;

/** @throws CommandError for types that have no key here, such as Decimal128 */
export function sortKeyOf(value: Value): SortKey {
  const { bytes, at } = value;
  switch (value.type) {
    case TYPE.string:
      return TAG.string + escaped(bytes.toString('utf8', at + 4, value.end - 1));
    case TYPE.int32:
      return TAG.number + doubleDigits(bytes.readInt32LE(at));
    case TYPE.double:
      return doubleKey(bytes.readDoubleLE(at));
    case TYPE.int64:
      return longKey(bytes.readBigInt64LE(at));
    case TYPE.date:
      return TAG.date + hex((bytes.readInt32LE(at + 4) ^ 0x80000000) >>> 0) + hex(bytes.readUInt32LE(at));
    case TYPE.boolean:
      return bytes[at] ? TRUE_KEY : FALSE_KEY;
    case TYPE.null:
      return NULL_KEY;
    case TYPE.objectId:
      return TAG.objectId + bytes.toString('hex', at, at + 12);
    case TYPE.binary:
      return TAG.binary + hex(bytes.readInt32LE(at)) + bytes.toString('hex', at + 4, value.end);
    case TYPE.document:
      return DOCUMENT_KEY;
    case TYPE.array:
      return ARRAY_KEY;
    default:
      throw notSupported(`comparing values of type ${value.typeName}`);
  }
}

/** Where the keys of the operand's type begin and end: comparisons never leave the type ("type bracketing"). */
export function bracketOf(key: SortKey): { from: SortKey; below: SortKey } {
  const tag = key.charAt(0);
  // NaN is smaller than every number only when sorted; `$lt` does not find it.
  const from = tag === TAG.number ? `${TAG.number}0` : tag;
  return { from, below: String.fromCharCode(tag.charCodeAt(0) + 1) };
}

export function isNaNKey(key: SortKey): boolean {
  return key === NAN_KEY;
}

function doubleKey(number: number): SortKey {
  if (Number.isNaN(number)) return NAN_KEY;
  const digits = TAG.number + doubleDigits(number);
  return Math.abs(number) >= 2 ** 53 ? digits + offsetDigits(0n) : digits;
}

/** Beyond 2^53 not every int64 is a double: what is missing to it follows the digits of the nearest double. */
function longKey(number: bigint): SortKey {
  const nearest = Number(number);
  const digits = TAG.number + doubleDigits(nearest);
  const far = Math.abs(nearest) >= 2 ** 53;
  return far ? digits + offsetDigits(number - BigInt(nearest)) : digits;
}

/** @param offset from a double to an int64 near it: less than 2^11 either way */
function offsetDigits(offset: bigint): string {
  return (Number(offset) + 0x8000).toString(16).padStart(4, '0');
}

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
const [LOW, HIGH] = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? [0, 1] : [1, 0];

/** IEEE 754 bits in the order of the numbers: the sign inverted, and the rest too if it is negative. */
function doubleDigits(number: number): string {
  float[0] = number === 0 ? 0 : number; // -0 is 0
  const high = words[HIGH] ?? 0;
  const low = words[LOW] ?? 0;
  return high & 0x80000000 ? hex(~high >>> 0) + hex(~low >>> 0) : hex((high ^ 0x80000000) >>> 0) + hex(low);
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}

/** NUL ends a text in parts of SQLite: 0 becomes 1 1, and 1 becomes 1 2, which keeps the order. */
function escaped(text: string): string {
  if (!text.includes('\0') && !text.includes('\u0001')) return text;
  return text.replaceAll('\u0001', '\u0001\u0002').replaceAll('\0', '\u0001\u0001');
}
