import { documentValue, TYPE, type Value } from './bson-value.ts';
import { encode } from './bson-writer.ts';
import type { Collection } from './collection.ts';
import type { Command, Engine, Reply } from './command.ts';
import { firstBatchSize } from './cursors.ts';
import { CommandError } from './errors.ts';
import { compileSelection } from './field-selection.ts';
import { compileFilter, type PathOf } from './filter.ts';
import { groupsOf } from './grouping.ts';
import { compileSort } from './sort.ts';

export const NO_FILTER: Value = documentValue(encode({}));

/** What a filter and a sort of this collection are compiled with. */
export function pathsOf({ catalog }: Engine, collection: Collection): PathOf {
  return (name) => catalog.path(collection, name);
}

export function find(engine: Engine, command: Command): Reply {
  const collection = engine.catalog.get(command.database, command.collection);
  const selection = compileSelection(command.document('projection'));
  const limit = command.number('limit') ?? 0;
  const skip = command.number('skip') ?? 0;
  const filter = command.document('filter') ?? NO_FILTER;
  if (!collection) {
    return { cursor: engine.cursors.whole(`${command.database}.${command.collection}`, []), ok: 1 };
  }
  const pathOf = pathsOf(engine, collection);
  const conjunction = compileFilter(filter, pathOf);
  const sort = compileSort(command.document('sort'), pathOf);
  const wanted = firstBatchSize(command.number('batchSize'), limit);
  const { documents, isCut } = collection.find(conjunction, sort, { limit: wanted, skip });
  const batch = documents.map(({ bytes }) => bytes);
  const mayBeMore = !command.flag('singleBatch') && batch.length !== limit && (isCut || batch.length === wanted);
  const rest = () =>
    collection.findRows(conjunction, sort, {
      skip: skip + batch.length,
      limit: limit > 0 ? limit - batch.length : undefined,
    });
  return { cursor: engine.cursors.first(collection.state, batch, mayBeMore ? rest : null, selection), ok: 1 };
}

export function getMore({ cursors }: Engine, command: Command): Reply {
  const id = command.field('getMore');
  if (id?.type !== TYPE.int64) throw new CommandError('TypeMismatch', "BSON field 'getMore.getMore' is not a long");
  const namespace = `${command.database}.${command.text('collection')}`;
  return { cursor: cursors.next(id.bytes.readBigInt64LE(id.at), namespace, command.number('batchSize')), ok: 1 };
}

export function killCursors({ cursors }: Engine, command: Command): Reply {
  const ids = command
    .documents('cursors')
    .filter(({ type }) => type === TYPE.int64)
    .map((id) => id.bytes.readBigInt64LE(id.at));
  const killed = ids.filter((id) => cursors.kill(id));
  const notFound = ids.filter((id) => !killed.includes(id));
  return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}

export function count(engine: Engine, command: Command): Reply {
  const collection = engine.catalog.get(command.database, command.collection);
  const filter = command.document('query') ?? NO_FILTER;
  const limit = command.number('limit') || undefined;
  if (!collection) return { n: 0, ok: 1 };
  const conjunction = compileFilter(filter, pathsOf(engine, collection));
  return { n: collection.count(conjunction, { limit, skip: command.number('skip') }), ok: 1 };
}

export function distinct(engine: Engine, command: Command): Reply {
  const collection = engine.catalog.get(command.database, command.collection);
  const key = command.text('key');
  if (!key) throw new CommandError('TypeMismatch', "BSON field 'distinct.key' is missing but a required field");
  if (!collection) return { values: [], ok: 1 };
  const pathOf = pathsOf(engine, collection);
  const { terms, alternatives } = compileFilter(command.document('query') ?? NO_FILTER, pathOf);
  const there = compileFilter(documentValue(encode({ [key]: { $exists: true } })), pathOf);
  const filter = { terms: [...terms, ...there.terms], alternatives };
  const groups = groupsOf(engine, collection, { filter, sort: [], window: {} }, key);
  return { values: groups.map(({ value }) => value ?? null), ok: 1 };
}
