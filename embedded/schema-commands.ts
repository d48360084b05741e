import { documentValue, type Field, TYPE, type Value } from './bson-value.ts';
import type { Collection } from './collection.ts';
import type { Command, Engine, Reply } from './command.ts';
import { CommandError, notSupported } from './errors.ts';
import { type Index, readIndex } from './index-specification.ts';

export function createIndexes({ catalog }: Engine, command: Command): Reply {
  const isNew = !catalog.get(command.database, command.collection);
  const collection = catalog.getOrCreate(command.database, command.collection);
  const numIndexesBefore = collection.state.indexes.length;
  for (const specification of command.documents('indexes')) {
    const index = readIndex(specification, collection.state.table);
    if (!isThere(collection, index)) addIndex(collection, index, catalog);
  }
  const numIndexesAfter = collection.state.indexes.length;
  return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically: isNew, ok: 1 };
}

function addIndex(collection: Collection, index: Index, catalog: Engine['catalog']): void {
  try {
    catalog.addIndex(collection, index);
  } catch (error) {
    if (!(error instanceof Error) || error.message !== index.violation) throw error;
    throw new CommandError(
      'DuplicateKey',
      `E11000 duplicate key error collection: ${collection.namespace} index: ${index.name}`,
    );
  }
}

/** The same index again is none; another one under its name or on its key is refused. */
function isThere({ state }: Collection, index: Index): boolean {
  const sameName = state.indexes.find(({ name }) => name === index.name);
  if (sameName) {
    if (sameName.name === '_id_' || sameName.specification.equals(index.specification)) return true;
    throw new CommandError(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index: ${index.name}, with another key or other options`,
    );
  }
  const sameKey = state.indexes.find((other) => keyText(other) === keyText(index));
  if (sameKey) {
    throw new CommandError('IndexOptionsConflict', `Index already exists with a different name: ${sameKey.name}`);
  }
  return false;
}

function keyText({ columns, partial }: Index): string {
  return JSON.stringify([columns, partial]);
}

export function listIndexes({ catalog, cursors }: Engine, command: Command): Reply {
  const collection = existing(catalog.get(command.database, command.collection), command);
  const indexes = collection.state.indexes.map(({ specification }) => documentValue(specification));
  return { cursor: cursors.whole(collection.namespace, indexes), ok: 1 };
}

export function dropIndexes({ catalog }: Engine, command: Command): Reply {
  const collection = existing(catalog.get(command.database, command.collection), command);
  const { indexes } = collection.state;
  const nIndexesWas = indexes.length;
  const wanted = command.field('index');
  const dropped = wanted ? toDrop(indexes, wanted) : [];
  for (const index of dropped) catalog.dropIndex(collection, index);
  return { nIndexesWas, ok: 1 };
}

function toDrop(indexes: Index[], wanted: Field): Index[] {
  const droppable = indexes.filter(({ name }) => name !== '_id_');
  const name = wanted.asString();
  if (name === '*') return droppable;
  if (name === '_id_') throw new CommandError('InvalidOptions', 'cannot drop _id index');
  const names = wanted.type === TYPE.array ? wanted.fields().map((one) => one.asString()) : [name];
  return names.map((one) => {
    const index = droppable.find((other) => other.name === one);
    if (!index) throw new CommandError('IndexNotFound', `index not found with name [${one}]`);
    return index;
  });
}

export function create({ catalog }: Engine, command: Command): Reply {
  if (catalog.get(command.database, command.collection)) {
    throw new CommandError('NamespaceExists', `Collection ${command.database}.${command.collection} already exists.`);
  }
  catalog.create(command.database, command.collection);
  return { ok: 1 };
}

export function drop({ catalog }: Engine, command: Command): Reply {
  const collection = catalog.get(command.database, command.collection);
  if (!collection) return { ok: 1 };
  const nIndexesWas = collection.state.indexes.length;
  catalog.drop(collection);
  return { nIndexesWas, ns: collection.namespace, ok: 1 };
}

export function dropDatabase({ catalog }: Engine, command: Command): Reply {
  for (const collection of catalog.in(command.database)) catalog.drop(collection);
  return { dropped: command.database, ok: 1 };
}

export function listCollections({ catalog, cursors }: Engine, command: Command): Reply {
  const isWanted = nameFilter(command.document('filter'));
  const collections = catalog
    .in(command.database)
    .filter(({ state }) => isWanted(state.name))
    .map(({ state }) => ({
      name: state.name,
      type: 'collection',
      ...(!command.flag('nameOnly') && { options: {}, info: { readOnly: false } }),
    }));
  return { cursor: cursors.whole(`${command.database}.$cmd.listCollections`, collections), ok: 1 };
}

function nameFilter(filter: Value | undefined): (name: string) => boolean {
  const fields = filter?.fields() ?? [];
  const [field, ...others] = fields;
  if (!field) return () => true;
  const wanted = field.asString();
  if (field.name !== 'name' || wanted === undefined || others.length > 0) {
    throw notSupported('this filter of listCollections: only { name: … }', 'BadValue');
  }
  return (name) => name === wanted;
}

export function listDatabases({ catalog }: Engine): Reply {
  const names = [...new Set(catalog.all().map(({ state }) => state.database))].sort();
  return { databases: names.map((name) => ({ name, sizeOnDisk: 0, empty: false })), totalSize: 0, ok: 1 };
}

function existing(collection: Collection | undefined, command: Command): Collection {
  if (collection) return collection;
  throw new CommandError('NamespaceNotFound', `ns does not exist: ${command.database}.${command.collection}`);
}
