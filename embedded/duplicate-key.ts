import { TYPE, type Value } from './bson-value.ts';
import { encodeFields, nullValue } from './bson-writer.ts';
import { CommandError } from './errors.ts';
import type { Index } from './index-specification.ts';

/** A unique index has this key already. The driver and the service read `keyPattern` and `keyValue`, people the sentence. */
export class DuplicateKeyError extends CommandError {
  readonly keyPattern: Buffer;
  readonly keyValue: Buffer;

  constructor(namespace: string, { name, columns }: Index, document: Value) {
    const values = columns.map(({ path }) => [path, valueAt(document, path) ?? nullValue()] as const);
    const shown = values.map(([path, value]) => `${path}: ${show(value)}`).join(', ');
    super('DuplicateKey', `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: { ${shown} }`);
    this.name = 'DuplicateKeyError';
    this.keyPattern = encodeFields(columns.map(({ path, descending }) => [path, descending ? -1 : 1] as const));
    this.keyValue = encodeFields(values);
  }
}

/** What is at a path, through documents alone. */
export function valueAt(document: Value, path: string): Value | undefined {
  let value: Value | undefined = document;
  for (const part of path.split('.')) {
    if (!value?.isDocument()) return undefined;
    value = value.fields().find(({ name }) => name === part);
  }
  return value;
}

/** As MongoDB shows values in its sentences. */
export function show(value: Value): string {
  const text = value.asString();
  if (text !== undefined) return JSON.stringify(text);
  if (value.type === TYPE.null) return 'null';
  if (value.type === TYPE.boolean) return String(value.asBoolean());
  if (value.type === TYPE.int64) return String(value.bytes.readBigInt64LE(value.at));
  if (value.isNumber()) return String(value.asNumber());
  if (value.type === TYPE.date) return `new Date(${value.bytes.readBigInt64LE(value.at)})`;
  if (value.type === TYPE.objectId) return `ObjectId('${value.raw().toString('hex')}')`;
  return `(${value.typeName})`;
}
