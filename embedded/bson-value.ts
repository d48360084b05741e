import { CommandError } from './errors.ts';

/** The types of BSON (bsonspec.org), by the byte that stands for each. */
export const TYPE = {
  double: 0x01,
  string: 0x02,
  document: 0x03,
  array: 0x04,
  binary: 0x05,
  undefined: 0x06,
  objectId: 0x07,
  boolean: 0x08,
  date: 0x09,
  null: 0x0a,
  regex: 0x0b,
  dbPointer: 0x0c,
  code: 0x0d,
  symbol: 0x0e,
  codeWithScope: 0x0f,
  int32: 0x10,
  timestamp: 0x11,
  int64: 0x12,
  decimal128: 0x13,
  maxKey: 0x7f,
  minKey: 0xff,
} as const;

const NAMES = new Map<number, string>(Object.entries(TYPE).map(([name, type]) => [type, name]));

/** How deep documents may be nested, as in MongoDB. */
const MOST_LEVELS = 180;

/**
 * A value where it lies in the bytes of a message or a stored document. Nothing is decoded until somebody asks, so what is
 * stored is, to the byte, what was sent: no type is guessed and no field moves.
 */
export class Value {
  readonly type: number;
  readonly bytes: Buffer;
  /** Where the value begins, after its type and name, and where it ends. */
  readonly at: number;
  readonly end: number;

  constructor(type: number, bytes: Buffer, at: number, end: number) {
    this.type = type;
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get typeName(): string {
    return NAMES.get(this.type) ?? `0x${this.type.toString(16)}`;
  }

  /** The value's own bytes, without its type. */
  raw(): Buffer {
    return this.bytes.subarray(this.at, this.end);
  }

  isNumber(): boolean {
    return this.type === TYPE.int32 || this.type === TYPE.int64 || this.type === TYPE.double;
  }

  isDocument(): boolean {
    return this.type === TYPE.document;
  }

  /** As a number; an int64 beyond 2^53 loses its last digits. Undefined for what is no number. */
  asNumber(): number | undefined {
    if (this.type === TYPE.int32) return this.bytes.readInt32LE(this.at);
    if (this.type === TYPE.double) return this.bytes.readDoubleLE(this.at);
    if (this.type === TYPE.int64) return Number(this.bytes.readBigInt64LE(this.at));
    return undefined;
  }

  asString(): string | undefined {
    return this.type === TYPE.string ? this.bytes.toString('utf8', this.at + 4, this.end - 1) : undefined;
  }

  /** A boolean, or a number as options take it (0 is false). */
  asBoolean(): boolean | undefined {
    if (this.type === TYPE.boolean) return this.bytes.readUInt8(this.at) !== 0;
    const number = this.asNumber();
    return number === undefined ? undefined : number !== 0;
  }

  /** The fields of a document, or the elements of an array. Throws for anything else. */
  fields(): Field[] {
    if (this.type !== TYPE.document && this.type !== TYPE.array) {
      throw new CommandError('TypeMismatch', `expected a document or an array, found ${this.typeName}`);
    }
    return fieldsOf(this.bytes, this.at, this.end);
  }

  equals(other: Value): boolean {
    return this.type === other.type && this.raw().equals(other.raw());
  }
}

export class Field extends Value {
  readonly name: string;

  constructor(name: string, type: number, bytes: Buffer, at: number, end: number) {
    super(type, bytes, at, end);
    this.name = name;
  }
}

/** A whole document as a value. */
export function documentValue(bytes: Buffer): Value {
  return new Value(TYPE.document, bytes, 0, bytes.length);
}

/** The fields of the document at `at`. @throws CommandError InvalidBSON if its lengths contradict each other */
export function fieldsOf(bytes: Buffer, at = 0, limit = bytes.length): Field[] {
  const end = at + lengthAt(bytes, at, limit, 5);
  const fields: Field[] = [];
  let position = at + 4;
  while (position < end - 1) {
    const type = bytes.readUInt8(position);
    const nameAt = position + 1;
    let nameEnd = nameAt;
    while (bytes[nameEnd] !== 0) if (++nameEnd >= end) throw broken();
    const valueAt = nameEnd + 1;
    const valueEnd = valueAt + sizeAt(bytes, type, valueAt, end - 1);
    if (valueEnd > end - 1) throw broken();
    fields.push(new Field(bytes.toString('utf8', nameAt, nameEnd), type, bytes, valueAt, valueEnd));
    position = valueEnd;
  }
  if (position !== end - 1 || bytes[position] !== 0) throw broken();
  return fields;
}

/** @throws CommandError InvalidBSON unless the document is sound at every level */
export function assertSound(document: Value, level = 0): void {
  if (level > MOST_LEVELS)
    throw new CommandError('InvalidBSON', `a document is nested more than ${MOST_LEVELS} levels`);
  for (const field of document.fields()) {
    if (field.type === TYPE.document || field.type === TYPE.array) assertSound(field, level + 1);
  }
}

function sizeAt(bytes: Buffer, type: number, at: number, limit: number): number {
  switch (type) {
    case TYPE.double:
    case TYPE.date:
    case TYPE.timestamp:
    case TYPE.int64:
      return 8;
    case TYPE.int32:
      return 4;
    case TYPE.boolean:
      return 1;
    case TYPE.null:
    case TYPE.undefined:
    case TYPE.minKey:
    case TYPE.maxKey:
      return 0;
    case TYPE.objectId:
      return 12;
    case TYPE.decimal128:
      return 16;
    case TYPE.string:
    case TYPE.code:
    case TYPE.symbol:
      return 4 + lengthAt(bytes, at, limit - 4, 1);
    case TYPE.binary:
      return 5 + lengthAt(bytes, at, limit - 5, 0);
    case TYPE.dbPointer:
      return 16 + lengthAt(bytes, at, limit - 16, 1);
    case TYPE.document:
    case TYPE.array:
    case TYPE.codeWithScope:
      return lengthAt(bytes, at, limit, 5);
    case TYPE.regex: {
      const pattern = bytes.indexOf(0, at);
      const options = pattern < 0 ? -1 : bytes.indexOf(0, pattern + 1);
      if (options < 0) throw broken();
      return options + 1 - at;
    }
    default:
      throw new CommandError('InvalidBSON', `0x${type.toString(16)} is not a type of BSON`);
  }
}

/** The int32 length at `at`, of which `least` to `limit - at` bytes can be true. */
function lengthAt(bytes: Buffer, at: number, limit: number, least: number): number {
  if (at + 4 > bytes.length) throw broken();
  const length = bytes.readInt32LE(at);
  if (length < least || at + length > limit) throw broken();
  return length;
}

function broken(): CommandError {
  return new CommandError('InvalidBSON', 'a document has lengths that contradict each other');
}
