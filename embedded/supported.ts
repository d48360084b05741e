const ANY = ['*'] as const;

/**
 * All that the engine can do: what the service and Agenda ask of a database, and no more. This table is the one source: the
 * commands, operators and options are implemented as records over its keys, what is not in it is refused, and the README's
 * table is made from it.
 */
export const SUPPORTED = {
  commands: {
    // A greeting: whatever the driver tells of itself is taken, and what it offers beyond the protocol is not taken up.
    hello: ANY,
    ismaster: ANY,
    isMaster: ANY,
    ping: [],
    buildInfo: [],
    endSessions: [],
    saslStart: ['mechanism', 'payload', 'autoAuthorize'],
    find: ['filter', 'projection', 'sort', 'skip', 'limit', 'batchSize', 'singleBatch', 'noCursorTimeout'],
    getMore: ['collection', 'batchSize'],
    killCursors: ['cursors'],
    insert: ['documents', 'ordered', 'bypassDocumentValidation'],
    update: ['updates', 'ordered', 'bypassDocumentValidation'],
    delete: ['deletes', 'ordered'],
    findAndModify: ['query', 'sort', 'update', 'remove', 'new', 'upsert', 'fields', 'bypassDocumentValidation'],
    aggregate: ['pipeline', 'cursor', 'allowDiskUse', 'bypassDocumentValidation'],
    count: ['query', 'limit', 'skip'],
    distinct: ['key', 'query'],
    explain: ['verbosity'],
    createIndexes: ['indexes'],
    listIndexes: ['cursor'],
    dropIndexes: ['index'],
    create: [],
    drop: [],
    dropDatabase: [],
    listCollections: ['filter', 'cursor', 'nameOnly', 'authorizedCollections'],
    listDatabases: ['nameOnly', 'authorizedDatabases'],
  },
  queryOperators: ['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in', '$nin', '$exists'],
  logicalOperators: ['$and', '$or'],
  updateOperators: ['$set', '$unset', '$inc', '$setOnInsert'],
  aggregationStages: ['$match', '$sort', '$skip', '$limit', '$group', '$count'],
  accumulators: ['$sum'],
  indexOptions: ['key', 'name', 'v', 'unique', 'partialFilterExpression', 'expireAfterSeconds', 'background'],
  statementOptions: {
    update: ['q', 'u', 'multi', 'upsert'],
    delete: ['q', 'limit'],
  },
} as const;

export type CommandName = keyof typeof SUPPORTED.commands;
export type QueryOperator = (typeof SUPPORTED.queryOperators)[number];
export type UpdateOperator = (typeof SUPPORTED.updateOperators)[number];
export type AggregationStage = (typeof SUPPORTED.aggregationStages)[number];

/** Fields that the driver puts into any command, and that change nothing here: there is one server, and each write is durable. */
export const GENERIC_FIELDS: ReadonlySet<string> = new Set([
  '$db',
  '$readPreference',
  '$clusterTime',
  'lsid',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
]);

/** True for a key of this record, and for nothing that it inherits. */
export function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return (names as readonly string[]).includes(name);
}
