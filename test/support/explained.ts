import type { Command, Message, Value } from '@reentrega/embedded/testing';
import { BSON, type Document, type MongoClient } from 'mongodb';

/** What a command would read, and find, at the moment at which it was sent. */
export interface Explained {
  command: Command;
  /** The query in words that leave out its values: `logs {event_id: {$in}, open}`. */
  shape: string;
  returned: number;
  /** How many documents it names by their `_id`: each of them has to be looked at. */
  named: number;
  keys: number;
  documents: number;
}

const QUERIES: ReadonlySet<string> = new Set([
  'find',
  'findAndModify',
  'count',
  'distinct',
  'aggregate',
  'update',
  'delete',
]);
/** Fields of a command that belong to its connection. */
const NOT_EXPLAINED = new Set(['$db', 'lsid', '$readPreference', '$clusterTime', 'readConcern', 'writeConcern']);

export function isQuery({ name }: Command): boolean {
  return QUERIES.has(name);
}

/** Asks for what a command will read, each statement of it by itself. */
export async function explain(client: MongoClient, message: Message, command: Command): Promise<Explained[]> {
  // `distinct` reads all that it finds, however few values that gives.
  if (!isQuery(command) || command.name === 'distinct') return [];
  const parts = partsOf(message);
  const queries = queriesOf(command);
  return Promise.all(
    parts.map(async (part, place) => {
      const { executionStats } = await client
        .db(command.database)
        .command({ explain: part, verbosity: 'executionStats' });
      const [query] = command.name === 'aggregate' ? queries : [queries[place]];
      const { nReturned: returned, totalKeysExamined: keys, totalDocsExamined: documents } = executionStats;
      const shape = query ? shapeOf(query) : command.name;
      return { command, shape, returned, named: namedBy(query?.filter), keys, documents };
    }),
  );
}

/** The command once for each of its statements. */
function partsOf({ body, sequences }: Message): Document[] {
  const fields = Object.entries(decoded(body)).filter(([name]) => !NOT_EXPLAINED.has(name));
  const command: Document = Object.fromEntries(fields);
  for (const [name, documents] of sequences) command[name] = documents.map(decoded);
  for (const statements of ['updates', 'deletes']) {
    const all: unknown = command[statements];
    if (Array.isArray(all)) return all.map((statement) => ({ ...command, [statements]: [statement] }));
  }
  return [command];
}

function decoded(document: Value): Document {
  return BSON.deserialize(document.raw(), { promoteValues: false, promoteLongs: false });
}

export function fieldOf(document: Value | undefined, wanted: string): Value | undefined {
  return document?.fields().find(({ name }) => name === wanted);
}

function namedBy(filter: Value | undefined): number {
  const id = filter?.fields().find(({ name }) => name === '_id');
  if (!id) return 0;
  if (!id.isDocument()) return 1;
  return (
    id
      .fields()
      .find(({ name }) => name === '$in')
      ?.fields().length ?? 0
  );
}

export interface Query {
  collection: string;
  filter: Value | undefined;
  sort: Value | undefined;
}

/** What a command looks for: one query per statement. */
export function queriesOf(command: Command): Query[] {
  const { name, collection } = command;
  const of = (filter: Value | undefined, sort?: Value): Query => ({ collection, filter, sort });
  if (name === 'find') return [of(command.document('filter'), command.document('sort'))];
  if (name === 'findAndModify') return [of(command.document('query'), command.document('sort'))];
  if (name === 'count' || name === 'distinct') return [of(command.document('query'))];
  if (name === 'update') return command.documents('updates').map((statement) => of(fieldOf(statement, 'q')));
  if (name === 'delete') return command.documents('deletes').map((statement) => of(fieldOf(statement, 'q')));
  if (name === 'aggregate') {
    const [match] = command.documents('pipeline').flatMap((stage) => fieldOf(stage, '$match') ?? []);
    return [of(match)];
  }
  return [];
}

export function shapeOf({ collection, filter, sort }: Query): string {
  return `${collection} ${filter ? namesOf(filter) : '{}'}${sort ? ` sorted by ${namesOf(sort)}` : ''}`;
}

/** The names in a filter, without its values: `{event_id: {$in}, open}`. */
function namesOf(value: Value): string {
  const fields = value.fields().map((field) => {
    const isList = field.name === '$or' || field.name === '$and';
    if (isList) return `${field.name}: [${field.fields().map(namesOf).join(', ')}]`;
    return field.isDocument() ? `${field.name}: ${namesOf(field)}` : field.name;
  });
  return `{${fields.join(', ')}}`;
}
