import type { Field, Value } from './bson-value.ts';
import type { Encodable } from './bson-writer.ts';
import type { Collection, Window } from './collection.ts';
import type { Command, Engine, Reply } from './command.ts';
import { firstBatchSize } from './cursors.ts';
import { CommandError, notSupported } from './errors.ts';
import { type Conjunction, compileFilter, type PathOf } from './filter.ts';
import { groupsOf } from './grouping.ts';
import { compileSort, type SortField } from './sort.ts';
import { type AggregationStage, isOneOf, SUPPORTED } from './supported.ts';

/** Which documents, in which order, and which of them. */
export interface Selection {
  filter: Conjunction;
  sort: SortField[];
  window: Window;
}

/** `{ $group: { _id, field: { $sum: 1 } } }`, with the names of the sums and what each document adds. */
interface Group {
  by: Value;
  sums: [string, number][];
}

/** What a pipeline comes down to: a selection, and at most one grouping of it at the end. */
export interface Pipeline extends Selection {
  group: Group | null;
  count: string | null;
}

/** Runs a pipeline. @throws CommandError for stages that are not supported, or not in this order */
export function aggregate(engine: Engine, command: Command): Reply {
  const stages = command.documents('pipeline');
  const collection = engine.catalog.get(command.database, command.collection);
  const pipeline = compilePipeline(stages, (name) =>
    collection ? engine.catalog.path(collection, name) : { name, facts: 0 },
  );
  const namespace = `${command.database}.${command.collection}`;
  const whole = (documents: Encodable[]): Reply => ({ cursor: engine.cursors.whole(namespace, documents), ok: 1 });
  if (!collection) return whole([]);
  const { group, count, filter, window } = pipeline;
  if (count !== null) {
    const total = collection.count(filter, window);
    return whole(total > 0 ? [{ [count]: total }] : []);
  }
  if (group) return whole(grouped(engine, collection, pipeline, group));
  return { cursor: selected(engine, command, collection, pipeline), ok: 1 };
}

function selected(
  engine: Engine,
  command: Command,
  collection: Collection,
  { filter, sort, window }: Selection,
): Encodable {
  const size = command
    .document('cursor')
    ?.fields()
    .find(({ name }) => name === 'batchSize')
    ?.asNumber();
  const limit = window.limit ?? 0;
  const skip = window.skip ?? 0;
  const wanted = firstBatchSize(size, limit);
  const { documents, isCut } = collection.find(filter, sort, { limit: wanted, skip });
  const batch = documents.map(({ bytes }) => bytes);
  const mayBeMore = batch.length !== limit && (isCut || batch.length === wanted);
  const rest = () =>
    collection.findRows(filter, sort, {
      skip: skip + batch.length,
      limit: limit > 0 ? limit - batch.length : undefined,
    });
  return engine.cursors.first(collection.state, batch, mayBeMore ? rest : null, (bytes) => bytes);
}

function grouped(engine: Engine, collection: Collection, selection: Selection, { by, sums }: Group): Encodable[] {
  const sumOf = (members: number): [string, Encodable][] => sums.map(([name, each]) => [name, each * members]);
  const path = by.asString();
  if (path?.startsWith('$')) {
    return groupsOf(engine, collection, selection, path.slice(1)).map(({ value, members }) => ({
      _id: value ?? null,
      ...Object.fromEntries(sumOf(members)),
    }));
  }
  const members = collection.count(selection.filter, selection.window);
  return members > 0 ? [{ _id: by, ...Object.fromEntries(sumOf(members)) }] : [];
}

/** Stages in MongoDB's order of writing are `$match`, `$sort`, `$skip`, `$limit`, each once, and then one that groups. */
export function compilePipeline(stages: Value[], pathOf: PathOf): Pipeline {
  const pipeline: Pipeline = {
    filter: { terms: [], alternatives: [] },
    sort: [],
    window: {},
    group: null,
    count: null,
  };
  let last = -1;
  for (const stage of stages) {
    const [operation, ...others] = stage.fields();
    if (!operation || others.length > 0) {
      throw new CommandError(
        'UnrecognizedPipelineStage',
        'A pipeline stage specification object must contain exactly one field.',
      );
    }
    const { name } = operation;
    if (!isOneOf(SUPPORTED.aggregationStages, name)) {
      throw notSupported(`the pipeline stage ${name}`, 'UnrecognizedPipelineStage');
    }
    const place = ORDER.indexOf(name);
    const again = name === '$match' && last === place;
    if ((place <= last && !again) || last >= ORDER.indexOf('$group')) {
      throw notSupported(`${name} at this place of a pipeline: the order is ${ORDER.join(', ')}`);
    }
    last = place;
    STAGES[name](pipeline, operation, pathOf);
  }
  return pipeline;
}

const ORDER: readonly AggregationStage[] = ['$match', '$sort', '$skip', '$limit', '$group', '$count'];

const STAGES: Record<AggregationStage, (pipeline: Pipeline, operand: Field, pathOf: PathOf) => void> = {
  $match(pipeline, operand, pathOf) {
    const { terms, alternatives } = compileFilter(operand, pathOf);
    pipeline.filter.terms.push(...terms);
    pipeline.filter.alternatives.push(...alternatives);
  },
  $sort(pipeline, operand, pathOf) {
    pipeline.sort = compileSort(operand, pathOf);
  },
  $skip(pipeline, operand) {
    pipeline.window.skip = wholeNumber(operand, 0);
  },
  $limit(pipeline, operand) {
    pipeline.window.limit = wholeNumber(operand, 1);
  },
  $group(pipeline, operand, pathOf) {
    pipeline.group = readGroup(operand);
    const path = pipeline.group.by.asString();
    if (path?.startsWith('$')) pathOf(path.slice(1));
  },
  $count(pipeline, operand) {
    const name = operand.asString();
    if (!name || name.startsWith('$') || name.includes('.')) {
      throw new CommandError('BadValue', 'the count field must be a non-empty string without $ and .');
    }
    pipeline.count = name;
  },
};

function readGroup(operand: Field): Group {
  const fields = operand.fields();
  const by = fields.find(({ name }) => name === '_id');
  if (!by) throw new CommandError('FailedToParse', 'a group specification must include an _id');
  if (by.isDocument() || by.asString()?.startsWith('$$'))
    throw notSupported('$group by an expression: only a field or a constant');
  const sums = fields
    .filter(({ name }) => name !== '_id')
    .map((field): [string, number] => {
      const [accumulator, ...others] = field.isDocument() ? field.fields() : [];
      if (!accumulator || others.length > 0) {
        throw new CommandError('FailedToParse', `The field '${field.name}' must specify one accumulator`);
      }
      if (!isOneOf(SUPPORTED.accumulators, accumulator.name)) {
        throw notSupported(`the accumulator ${accumulator.name}`, 'UnknownGroupOperator');
      }
      const each = accumulator.asNumber();
      if (each === undefined || !Number.isSafeInteger(each)) throw notSupported('$sum of anything but a whole number');
      return [field.name, each];
    });
  return { by, sums };
}

function wholeNumber(operand: Field, least: number): number {
  const number = operand.asNumber();
  if (number === undefined || !Number.isInteger(number) || number < least) {
    throw new CommandError(
      'BadValue',
      `invalid argument to ${operand.name} stage: expected a whole number, ${least} or more`,
    );
  }
  return number;
}
