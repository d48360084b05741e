import { assertSound, documentValue, TYPE, type Value } from './bson-value.ts';
import type { Encodable } from './bson-writer.ts';
import type { Collection } from './collection.ts';
import { type Command, type Engine, type Reply, statementFields } from './command.ts';
import { DuplicateKeyError } from './duplicate-key.ts';
import { CommandError, notSupported } from './errors.ts';
import { compileSelection } from './field-selection.ts';
import { compileFilter } from './filter.ts';
import { NO_FILTER, pathsOf } from './read-commands.ts';
import { compileSort } from './sort.ts';
import { applyUpdate, compileUpdate, type Update } from './update-operators.ts';
import { upserted, withIdFirst } from './upsert.ts';

export const LARGEST_DOCUMENT = 16 * 1024 * 1024;
export const MOST_STATEMENTS = 100_000;

export function insert({ catalog }: Engine, command: Command): Reply {
  const collection = catalog.getOrCreate(command.database, command.collection);
  let n = 0;
  const writeErrors = eachStatement(command, 'documents', (document) => {
    insertOne(collection, withIdFirst(copyOf(document)));
    n++;
  });
  return { n, ...writeErrors, ok: 1 };
}

export function update(engine: Engine, command: Command): Reply {
  const { database, collection: name } = command;
  let n = 0;
  let nModified = 0;
  const upsertedIds: Encodable[] = [];
  const writeErrors = eachStatement(command, 'updates', (statement, index) => {
    const fields = statementFields('update', statement);
    const filter = required(fields.get('q'), 'q');
    const change = compileUpdate(required(fields.get('u'), 'u'));
    const isMulti = fields.get('multi')?.asBoolean() ?? false;
    const isUpsert = fields.get('upsert')?.asBoolean() ?? false;
    const collection = isUpsert ? engine.catalog.getOrCreate(database, name) : engine.catalog.get(database, name);
    if (!collection) return;
    const rows = collection.findRows(compileFilter(filter, pathsOf(engine, collection)), [], {
      limit: isMulti ? undefined : 1,
    });
    for (const row of rows) {
      const bytes = collection.at(row);
      if (!bytes) continue;
      const isChanged = updateOne(collection, { row, bytes }, change).isChanged;
      n++;
      if (isChanged) nModified++;
    }
    if (rows.length === 0 && isUpsert) {
      const inserted = insertUpserted(collection, filter, change);
      upsertedIds.push({ index, _id: idOf(inserted) });
      n++;
    }
  });
  return { n, nModified, ...(upsertedIds.length > 0 && { upserted: upsertedIds }), ...writeErrors, ok: 1 };
}

export function remove(engine: Engine, command: Command): Reply {
  const collection = engine.catalog.get(command.database, command.collection);
  let n = 0;
  const writeErrors = eachStatement(command, 'deletes', (statement) => {
    const fields = statementFields('delete', statement);
    const filter = required(fields.get('q'), 'q');
    const limit = fields.get('limit')?.asNumber();
    if (limit !== 0 && limit !== 1)
      throw new CommandError('FailedToParse', 'The limit field in delete objects must be 0 or 1');
    if (!collection) return;
    const conjunction = compileFilter(filter, pathsOf(engine, collection));
    const rows = collection.findRows(conjunction, [], { limit: limit || undefined });
    for (const row of rows) collection.remove(row);
    n += rows.length;
  });
  return { n, ...writeErrors, ok: 1 };
}

export function findAndModify(engine: Engine, command: Command): Reply {
  const { database, collection: name } = command;
  const filter = command.document('query') ?? NO_FILTER;
  const selection = compileSelection(command.document('fields'));
  const isRemove = command.flag('remove') ?? false;
  const wantsNew = command.flag('new') ?? false;
  const isUpsert = command.flag('upsert') ?? false;
  if (isRemove && (wantsNew || isUpsert || command.field('update'))) {
    throw new CommandError('FailedToParse', 'Cannot specify remove together with update, new or upsert');
  }
  const change = isRemove ? null : compileUpdate(required(command.field('update'), 'update'));
  const none = { lastErrorObject: { n: 0, ...(change && { updatedExisting: false }) }, value: null, ok: 1 };
  const collection = isUpsert ? engine.catalog.getOrCreate(database, name) : engine.catalog.get(database, name);
  if (!collection) return none;
  const pathOf = pathsOf(engine, collection);
  const sort = compileSort(command.document('sort'), pathOf);
  const [found] = collection.find(compileFilter(filter, pathOf), sort, { limit: 1 }).documents;
  const selected = (bytes: Buffer) => documentValue(selection(bytes));

  if (found && change) {
    const { bytes } = updateOne(collection, found, change);
    return { lastErrorObject: { n: 1, updatedExisting: true }, value: selected(wantsNew ? bytes : found.bytes), ok: 1 };
  }
  if (found) {
    collection.remove(found.row);
    return { lastErrorObject: { n: 1 }, value: selected(found.bytes), ok: 1 };
  }
  if (change && isUpsert) {
    const inserted = insertUpserted(collection, filter, change);
    return {
      lastErrorObject: { n: 1, updatedExisting: false, upserted: idOf(inserted) },
      value: wantsNew ? selected(inserted) : null,
      ok: 1,
    };
  }
  return none;
}

/** Runs each statement; what one is refused with goes into `writeErrors`, and ends the command if it is ordered. */
function eachStatement(
  command: Command,
  name: string,
  run: (statement: Value, index: number) => void,
): { writeErrors?: Encodable[] } {
  const statements = command.documents(name);
  if (statements.length === 0 || statements.length > MOST_STATEMENTS) {
    throw new CommandError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${MOST_STATEMENTS}. Got ${statements.length} operations.`,
    );
  }
  const isOrdered = command.flag('ordered') ?? true;
  const writeErrors: Encodable[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      writeErrors.push({ index, ...described(error) });
      if (isOrdered) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}

/** An error as MongoDB writes it, in an answer or among `writeErrors`. */
export function described(error: CommandError): { [field: string]: Encodable } {
  return {
    code: error.code,
    codeName: error.codeName,
    errmsg: error.message,
    ...(error instanceof DuplicateKeyError && {
      keyPattern: documentValue(error.keyPattern),
      keyValue: documentValue(error.keyValue),
    }),
  };
}

function insertOne(collection: Collection, bytes: Buffer): void {
  assertStorable(bytes);
  collection.insert(bytes);
}

function updateOne(collection: Collection, found: { row: number; bytes: Buffer }, change: Update) {
  const bytes = applyUpdate(documentValue(found.bytes), change, false);
  const isChanged = !bytes.equals(found.bytes);
  if (isChanged) {
    assertStorable(bytes);
    collection.replace(found, bytes);
  }
  return { bytes, isChanged };
}

function insertUpserted(collection: Collection, filter: Value, change: Update): Buffer {
  const bytes = upserted(filter, change);
  insertOne(collection, bytes);
  return bytes;
}

function assertStorable(bytes: Buffer): void {
  if (bytes.length > LARGEST_DOCUMENT) {
    throw new CommandError(
      'BSONObjectTooLarge',
      `object to insert too large. size in bytes: ${bytes.length}, max size: ${LARGEST_DOCUMENT}`,
    );
  }
  const document = documentValue(bytes);
  assertSound(document);
  const id = idOf(bytes);
  if (id.type === TYPE.array || id.type === TYPE.regex || id.type === TYPE.undefined) {
    throw new CommandError('InvalidIdField', `The '_id' value cannot be of type ${id.typeName}`);
  }
  if (id.isDocument()) throw notSupported('a document as _id', 'InvalidIdField');
}

function idOf(bytes: Buffer): Value {
  const [id] = documentValue(bytes).fields();
  if (!id) throw new CommandError('InternalError', 'a document without _id');
  return id;
}

function required<Given>(value: Given | undefined, name: string): Given {
  if (value === undefined)
    throw new CommandError('FailedToParse', `BSON field '${name}' is missing but a required field`);
  return value;
}

function copyOf(document: Value): Buffer {
  return document.bytes.subarray(document.at, document.end);
}
