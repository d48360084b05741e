import { documentValue, type Field, TYPE, type Value } from './bson-value.ts';
import { encode, encodeFields } from './bson-writer.ts';
import { CommandError, notSupported } from './errors.ts';
import { existsSql } from './filter.ts';
import { readDirections, type SortField } from './sort.ts';
import { type SortKey, sortKeyOf } from './sort-key.ts';
import { indexName, keyColumn, literal, quoted } from './sql-names.ts';
import { isOneOf, SUPPORTED } from './supported.ts';

/** A condition of a partial index: the field is there, or it is this boolean. */
export interface PartialTerm {
  path: string;
  is: 'there' | { key: SortKey };
}

export interface Index {
  name: string;
  columns: SortField[];
  unique: boolean;
  partial: PartialTerm[];
  /** Documents whose field is a date expire this long after it, in s. */
  expireAfterSeconds: number | null;
  /** As listIndexes gives it. */
  specification: Buffer;
  /** Its name in SQLite, and what SQLite says when it is violated. */
  sqlName: string;
  violation: string;
}

const ID_INDEX = encode({ v: 2, key: { _id: 1 }, name: '_id_' });

/** The index that every collection has. */
export function idIndex(table: string): Index {
  return { ...readIndex(documentValue(ID_INDEX), table), unique: true };
}

/** Reads one index as createIndexes gets it. @throws CommandError for options and key types that are not supported */
export function readIndex(specification: Value, table: string): Index {
  const given = new Map<string, Field>();
  for (const field of specification.fields()) {
    if (!isOneOf(SUPPORTED.indexOptions, field.name)) {
      throw notSupported(`the index option ${field.name}`, 'InvalidIndexSpecificationOption');
    }
    given.set(field.name, field);
  }
  const key = given.get('key');
  const name = given.get('name')?.asString();
  if (!key?.isDocument() || !name) throw new CommandError('FailedToParse', 'an index needs a key and a name');
  const columns = readDirections(key);
  if (columns.length === 0) throw new CommandError('CannotCreateIndex', 'Index keys cannot be an empty object');
  const expireAfterSeconds = given.get('expireAfterSeconds')?.asNumber() ?? null;
  if (expireAfterSeconds !== null && columns.length > 1) {
    throw new CommandError(
      'CannotCreateIndex',
      'TTL indexes are single-field indexes, compound indexes do not support TTL',
    );
  }
  const partialFilter = given.get('partialFilterExpression');
  const unique = given.get('unique')?.asBoolean() ?? false;
  return {
    name,
    columns,
    unique,
    partial: partialFilter ? readPartial(partialFilter) : [],
    expireAfterSeconds,
    specification: encodeFields([
      ['v', 2],
      ['key', key],
      ['name', name],
      ['unique', unique || undefined],
      ['partialFilterExpression', partialFilter],
      ['expireAfterSeconds', given.get('expireAfterSeconds')],
    ]),
    sqlName: indexName(table, name),
    violation: `UNIQUE constraint failed: ${columns.map(({ path }) => `${table}.${keyColumn(path)}`).join(', ')}`,
  };
}

function readPartial(filter: Value): PartialTerm[] {
  return filter.fields().map((field) => {
    if (field.type === TYPE.boolean) return { path: field.name, is: { key: sortKeyOf(field) } };
    const [operator, ...others] = field.isDocument() ? field.fields() : [];
    if (operator?.name === '$exists' && operator.asBoolean() && others.length === 0)
      return { path: field.name, is: 'there' };
    throw notSupported(
      `this partialFilterExpression on ${field.name}: only a boolean and { $exists: true }`,
      'CannotCreateIndex',
    );
  });
}

/** The paths that the index is about. */
export function pathsOf({ columns, partial }: Index): string[] {
  return [...columns, ...partial].map(({ path }) => path);
}

export function createIndexSql(index: Index, table: string): string {
  const columns = index.columns.map(({ path, descending }) => `${quoted(keyColumn(path))}${descending ? ' DESC' : ''}`);
  const where = index.partial.map(partialSql).join(' AND ');
  return (
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${quoted(index.sqlName)} ON ${quoted(table)} (${columns.join(', ')})` +
    (where && ` WHERE ${where}`)
  );
}

export function partialSql({ path, is }: PartialTerm): string {
  return is === 'there' ? existsSql(path, true) : `${quoted(keyColumn(path))} = ${literal(is.key)}`;
}
