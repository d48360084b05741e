import { TYPE, Value } from './bson-value.ts';

/** What can be written as BSON: numbers that are whole become int32, others doubles, bigints int64; a Value is copied as it is. */
export type Encodable =
  | number
  | bigint
  | string
  | boolean
  | null
  | Date
  | Value
  | Encodable[]
  | { [field: string]: Encodable | undefined };

/** A BSON document with these fields; those that are undefined are left out. */
export function encode(document: { [field: string]: Encodable | undefined }): Buffer {
  return encodeFields(Object.entries(document));
}

/** A BSON document with these fields in this order. Names that look like numbers keep their place, as they would not in an object. */
export function encodeFields(fields: Iterable<readonly [string, Encodable | undefined]>): Buffer {
  const writer = new Writer();
  writer.fields(fields);
  return writer.finish();
}

export function nullValue(): Value {
  return new Value(TYPE.null, Buffer.alloc(0), 0, 0);
}

export function int32Value(number: number): Value {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(number);
  return new Value(TYPE.int32, bytes, 0, 4);
}

export function int64Value(number: bigint): Value {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(number);
  return new Value(TYPE.int64, bytes, 0, 8);
}

export function doubleValue(number: number): Value {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(number);
  return new Value(TYPE.double, bytes, 0, 8);
}

class Writer {
  private buffer = Buffer.allocUnsafe(512);
  private at = 0;

  fields(fields: Iterable<readonly [string, Encodable | undefined]>): void {
    const start = this.at;
    this.reserve(4);
    this.at += 4;
    for (const [name, value] of fields) if (value !== undefined) this.field(name, value);
    this.reserve(1);
    this.buffer[this.at++] = 0;
    this.buffer.writeInt32LE(this.at - start, start);
  }

  finish(): Buffer {
    return this.buffer.subarray(0, this.at);
  }

  private field(name: string, value: Encodable): void {
    if (value instanceof Value) {
      this.header(value.type, name, value.end - value.at);
      this.at += value.bytes.copy(this.buffer, this.at, value.at, value.end);
    } else if (typeof value === 'string') {
      const length = Buffer.byteLength(value);
      this.header(TYPE.string, name, 4 + length + 1);
      this.at = this.buffer.writeInt32LE(length + 1, this.at);
      this.at += this.buffer.write(value, this.at);
      this.buffer[this.at++] = 0;
    } else if (typeof value === 'number') {
      const isInt32 = (value | 0) === value;
      this.header(isInt32 ? TYPE.int32 : TYPE.double, name, 8);
      this.at = isInt32 ? this.buffer.writeInt32LE(value, this.at) : this.buffer.writeDoubleLE(value, this.at);
    } else if (typeof value === 'bigint') {
      this.header(TYPE.int64, name, 8);
      this.at = this.buffer.writeBigInt64LE(value, this.at);
    } else if (typeof value === 'boolean') {
      this.header(TYPE.boolean, name, 1);
      this.buffer[this.at++] = value ? 1 : 0;
    } else if (value === null) {
      this.header(TYPE.null, name, 0);
    } else if (value instanceof Date) {
      this.header(TYPE.date, name, 8);
      this.at = this.buffer.writeBigInt64LE(BigInt(value.getTime()), this.at);
    } else if (Array.isArray(value)) {
      this.header(TYPE.array, name, 0);
      this.fields(value.map((element, index) => [String(index), element] as const));
    } else {
      this.header(TYPE.document, name, 0);
      this.fields(Object.entries(value));
    }
  }

  private header(type: number, name: string, size: number): void {
    this.reserve(1 + name.length * 3 + 1 + size);
    this.buffer[this.at++] = type;
    this.at += this.buffer.write(name, this.at);
    this.buffer[this.at++] = 0;
  }

  private reserve(size: number): void {
    if (this.at + size <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + size));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }
}
