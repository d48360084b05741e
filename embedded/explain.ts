import { compilePipeline, type Selection } from './aggregation.ts';
import type { Value } from './bson-value.ts';
import type { Collection } from './collection.ts';
import { Command, type Engine, type Reply, statementFields } from './command.ts';
import { CommandError, notSupported } from './errors.ts';
import { compileFilter } from './filter.ts';
import type { Path } from './projection.ts';
import { NO_FILTER, pathsOf } from './read-commands.ts';
import { compileSort } from './sort.ts';
import type { CommandName } from './supported.ts';

/** Which documents a command is about, and what it needs of each: all, the value that groups them, or only their number. */
interface Question extends Selection {
  columns: 'whole' | Path | null;
}

/**
 * Tells how much a command reads, by reading it: nothing is changed.
 * @throws CommandError for another verbosity than `executionStats`, and for commands that look for nothing
 */
export function explain(engine: Engine, command: Command): Reply {
  const verbosity = command.text('verbosity');
  if (verbosity !== 'executionStats') {
    throw notSupported(
      `explain with the verbosity ${verbosity ?? 'allPlansExecution'}: only executionStats`,
      'BadValue',
    );
  }
  const body = command.document('explain');
  if (!body) throw new CommandError('FailedToParse', "BSON field 'explain.explain' is missing but a required field");
  const explained = new Command({ body, sequences: new Map() }, command.database);
  const read = QUESTIONS[explained.name];
  if (!read) throw notSupported(`explain of ${explained.name}`, 'IllegalOperation');
  const collection = engine.catalog.get(explained.database, explained.collection);
  const { returned, keys, documents } = collection
    ? examine(collection, read(engine, explained, collection))
    : { returned: 0, keys: 0, documents: 0 };
  return {
    executionStats: {
      executionSuccess: true,
      nReturned: returned,
      totalKeysExamined: keys,
      totalDocsExamined: documents,
    },
    ok: 1,
  };
}

function examine(collection: Collection, { filter, sort, window, columns }: Question) {
  const { returned, examined } = collection.examine(filter, sort, window, columns);
  // A group gets its value from one of its documents.
  const ofGroups =
    columns !== null && columns !== 'whole' ? collection.groups(filter, sort, window, columns.name).length : 0;
  return { returned, keys: examined.keys, documents: examined.documents + ofGroups };
}

const QUESTIONS: { [name in CommandName]?: (engine: Engine, command: Command, collection: Collection) => Question } = {
  find: (engine, command, collection) => ({
    ...selectionOf(engine, collection, command.document('filter'), command.document('sort')),
    window: { limit: command.number('limit') || undefined, skip: command.number('skip') },
    columns: 'whole',
  }),
  findAndModify: (engine, command, collection) => ({
    ...selectionOf(engine, collection, command.document('query'), command.document('sort')),
    window: { limit: 1 },
    columns: 'whole',
  }),
  count: (engine, command, collection) => ({
    ...selectionOf(engine, collection, command.document('query')),
    window: { limit: command.number('limit') || undefined, skip: command.number('skip') },
    columns: null,
  }),
  aggregate(engine, command, collection) {
    const pathOf = pathsOf(engine, collection);
    const { filter, sort, window, group, count } = compilePipeline(command.documents('pipeline'), pathOf);
    const by = group?.by.asString();
    const isNumber = count !== null || (group !== null && !by?.startsWith('$'));
    return { filter, sort, window, columns: isNumber ? null : by ? pathOf(by.slice(1)) : 'whole' };
  },
  update(engine, command, collection) {
    const fields = statementFields('update', onlyStatement(command, 'updates'));
    const isMulti = fields.get('multi')?.asBoolean() ?? false;
    return {
      ...selectionOf(engine, collection, fields.get('q')),
      window: { limit: isMulti ? undefined : 1 },
      columns: 'whole',
    };
  },
  delete(engine, command, collection) {
    const fields = statementFields('delete', onlyStatement(command, 'deletes'));
    return {
      ...selectionOf(engine, collection, fields.get('q')),
      window: { limit: fields.get('limit')?.asNumber() || undefined },
      columns: 'whole',
    };
  },
};

function selectionOf(engine: Engine, collection: Collection, filter?: Value, sort?: Value): Omit<Question, 'columns'> {
  const pathOf = pathsOf(engine, collection);
  return { filter: compileFilter(filter ?? NO_FILTER, pathOf), sort: compileSort(sort, pathOf), window: {} };
}

/** MongoDB explains one statement of a write, and refuses more. */
function onlyStatement(command: Command, name: 'updates' | 'deletes'): Value {
  const [statement, ...others] = command.documents(name);
  if (!statement || others.length > 0) {
    throw new CommandError('InvalidLength', `explained ${command.name}s must be of exactly one statement`);
  }
  return statement;
}
