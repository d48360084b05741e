import { type Field, TYPE, type Value } from './bson-value.ts';
import { CommandError, notSupported } from './errors.ts';
import { GOES_THROUGH_ARRAYS, HAS_ARRAYS, MISSING, type Path } from './projection.ts';
import { bracketOf, FALSE_KEY, isNaNKey, NULL_KEY, type SortKey, sortKeyOf, TRUE_KEY } from './sort-key.ts';
import { keyColumn, literal, quoted, shapeColumn } from './sql-names.ts';
import { isOneOf, type QueryOperator, SUPPORTED } from './supported.ts';

/** SQLite binds 32,766 values to a statement at most. */
const MOST_VALUES = 10_000;

/** One condition on one path. */
export interface Term {
  path: string;
  sql: string;
  parameters: SortKey[];
  /** How an index can find it; null if it cannot. `null` stands for equality to null, which most documents may have. */
  by: 'equality' | 'null' | 'one of' | 'range' | null;
  /** False for a missing field. */
  impliesExists: boolean;
  /** The value it has to equal, where that is part of the statement's text and not bound. */
  literal?: SortKey;
}

/** All of the terms, and at least one of each of the alternatives. */
export interface Conjunction {
  terms: Term[];
  alternatives: Conjunction[][];
}

/** Looks a path up, and makes it one that documents are projected onto if it is not yet. */
export type PathOf = (name: string) => Path;

/** Translates a filter. @throws CommandError for what it cannot translate exactly */
export function compileFilter(filter: Value, pathOf: PathOf): Conjunction {
  const conjunction: Conjunction = { terms: [], alternatives: [] };
  for (const field of filter.fields()) {
    if (field.name === '$and' || field.name === '$or') {
      if (field.type !== TYPE.array) throw new CommandError('BadValue', `${field.name} must be an array`);
      const parts = field.fields().map((part) => {
        if (!part.isDocument()) throw new CommandError('BadValue', `${field.name} argument's entries must be objects`);
        return compileFilter(part, pathOf);
      });
      if (parts.length === 0) throw new CommandError('BadValue', `${field.name} argument must be a non-empty array`);
      const [only] = parts;
      if (field.name === '$or' && parts.length > 1) conjunction.alternatives.push(parts);
      else for (const part of field.name === '$and' ? parts : only ? [only] : []) append(conjunction, part);
    } else if (field.name.startsWith('$')) {
      throw notSupported(`the query operator ${field.name}`, 'BadValue');
    } else {
      conjunction.terms.push(...compileField(field, pathOf(field.name)));
    }
  }
  return conjunction;
}

function append(to: Conjunction, { terms, alternatives }: Conjunction): void {
  to.terms.push(...terms);
  to.alternatives.push(...alternatives);
}

/** The SQL of what no document meets, `{ $in: [] }` say. */
export const NEVER = '0';

/** A condition that is none on a path, as it stands in SQL. */
export function condition(sql: string): Term {
  return { path: '', sql, parameters: [], by: null, impliesExists: false };
}

/** The SQL of a conjunction, to be put after WHERE, and what is to be bound, in order. */
export function sqlOf({ terms, alternatives }: Conjunction): { sql: string; parameters: SortKey[] } {
  const parameters = terms.flatMap((term) => term.parameters);
  const conditions = terms.map(({ sql }) => sql);
  for (const branches of alternatives) {
    const compiled = branches.map(sqlOf);
    conditions.push(`(${compiled.map(({ sql }) => sql).join(' OR ')})`);
    parameters.push(...compiled.flatMap((branch) => branch.parameters));
  }
  return { sql: conditions.length > 0 ? conditions.join(' AND ') : '1', parameters };
}

function compileField(field: Value & { name: string }, path: Path): Term[] {
  if (path.facts & GOES_THROUGH_ARRAYS)
    throw notSupported(`queries through an array, as ${path.name} is in some document`);
  const operators = field.isDocument() ? field.fields() : [];
  if (!operators[0]?.name.startsWith('$')) return [equality(path, operandOf(path, field))];
  const terms = operators.map((operand) => {
    const { name } = operand;
    if (!isOneOf(SUPPORTED.queryOperators, name)) throw notSupported(`the query operator ${name}`, 'BadValue');
    return OPERATORS[name](path, operand);
  });
  const between = betweenOf(path, operators);
  return between ? [between] : terms;
}

/**
 * A lower and an upper bound, and nothing else, as one condition: of more conditions than two SQLite takes any two as the bounds of its
 * search, and reads all that is between them. Undefined if there is no such pair, or each may be met by another element of an array.
 */
function betweenOf(path: Path, operators: Field[]): Term | undefined {
  const [lower, upper, ...others] = operators.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const from = { $gt: '>', $gte: '>=' }[lower?.name ?? ''];
  const to = { $lt: '<', $lte: '<=' }[upper?.name ?? ''];
  if (!lower || !upper || !from || !to || others.length > 0 || path.facts & HAS_ARRAYS) return undefined;
  const keys = [operandOf(path, lower), operandOf(path, upper)];
  if (keys.some((key) => key === NULL_KEY || isNaNKey(key))) return undefined;
  const [lowest, highest] = keys.map((key) => bracketOf(key).below);
  if (lowest !== highest) return undefined;
  const column = quoted(keyColumn(path.name));
  const sql = `${column} ${from} ? AND ${column} ${to} ?`;
  return { path: path.name, sql, parameters: keys, by: 'range', impliesExists: true };
}

const OPERATORS: Record<QueryOperator, (path: Path, operand: Value) => Term> = {
  $eq: (path, operand) => equality(path, operandOf(path, operand)),
  $ne: (path, operand) => not(equality(path, operandOf(path, operand))),
  $gt: (path, operand) => comparison(path, '>', operandOf(path, operand)),
  $gte: (path, operand) => comparison(path, '>=', operandOf(path, operand)),
  $lt: (path, operand) => comparison(path, '<', operandOf(path, operand)),
  $lte: (path, operand) => comparison(path, '<=', operandOf(path, operand)),
  $in: (path, operand) => oneOf(path, operandsOf(path, operand, '$in')),
  $nin: (path, operand) => not(oneOf(path, operandsOf(path, operand, '$nin'))),
  $exists: (path, operand) => {
    const exists = operand.asBoolean() ?? operand.type !== TYPE.null;
    return { path: path.name, sql: existsSql(path.name, exists), parameters: [], by: null, impliesExists: exists };
  },
};

export function existsSql(path: string, exists: boolean): string {
  return `${quoted(shapeColumn(path))} ${exists ? '<>' : '='} ${MISSING}`;
}

function operandOf(path: Path, operand: Value): SortKey {
  if (operand.type === TYPE.document || operand.type === TYPE.array || operand.type === TYPE.regex) {
    throw notSupported(`comparing ${path.name} with a value of type ${operand.typeName}`, 'BadValue');
  }
  return sortKeyOf(operand);
}

function operandsOf(path: Path, operand: Value, operator: string): SortKey[] {
  if (operand.type !== TYPE.array) throw new CommandError('BadValue', `${operator} needs an array`);
  const keys = [...new Set(operand.fields().map((element) => operandOf(path, element)))];
  if (keys.length > MOST_VALUES) throw notSupported(`${operator} with more than ${MOST_VALUES} values`, 'BadValue');
  return keys;
}

function equality(path: Path, key: SortKey): Term {
  const column = quoted(keyColumn(path.name));
  // Partial indexes say `open = true` in so many words: SQLite takes one for a query that says the same, words and all.
  const inWords = key === TRUE_KEY || key === FALSE_KEY || key === NULL_KEY;
  const one: Term = {
    path: path.name,
    sql: `${column} = ${inWords ? literal(key) : '?'}`,
    parameters: inWords ? [] : [key],
    by: key === NULL_KEY ? 'null' : 'equality',
    impliesExists: key !== NULL_KEY,
    ...(inWords && { literal: key }),
  };
  return anyElement(path, one, `value = ?`, [key]);
}

function oneOf(path: Path, keys: SortKey[]): Term {
  const column = quoted(keyColumn(path.name));
  const [only, ...others] = keys;
  if (only === undefined) return { path: path.name, sql: NEVER, parameters: [], by: null, impliesExists: true };
  if (others.length === 0) return equality(path, only);
  const padded = paddedToPowerOfTwo(keys, only);
  const places = padded.map(() => '?').join(',');
  return anyElement(
    path,
    {
      path: path.name,
      sql: `${column} IN (${places})`,
      parameters: padded,
      by: 'one of',
      impliesExists: !keys.includes(NULL_KEY),
    },
    `value IN (${places})`,
    padded,
  );
}

/** Few different lengths make few different statements, and those stay prepared. */
function paddedToPowerOfTwo(keys: SortKey[], filling: SortKey): SortKey[] {
  const length = 2 ** Math.ceil(Math.log2(keys.length));
  return [...keys, ...Array.from({ length: length - keys.length }, () => filling)];
}

function comparison(path: Path, operator: '>' | '>=' | '<' | '<=', key: SortKey): Term {
  const orEqual = operator.endsWith('=');
  if (key === NULL_KEY || isNaNKey(key)) {
    // Nothing is more or less than these; they are equal to themselves.
    return orEqual
      ? equality(path, key)
      : { path: path.name, sql: NEVER, parameters: [], by: null, impliesExists: true };
  }
  const { from, below } = bracketOf(key);
  const upwards = operator.startsWith('>');
  const within = (operand: string) =>
    upwards
      ? `${operand} ${operator} ? AND ${operand} < ${literal(below)}`
      : `${operand} >= ${literal(from)} AND ${operand} ${operator} ?`;
  const column = quoted(keyColumn(path.name));
  return anyElement(
    path,
    { path: path.name, sql: within(column), parameters: [key], by: 'range', impliesExists: true },
    within('value'),
    [key],
  );
}

/** Where some document has an array at the path, a value is equal, or in range, if any element is. */
function anyElement(path: Path, term: Term, element: string, parameters: SortKey[]): Term {
  if (!(path.facts & HAS_ARRAYS)) return term;
  const elements = `SELECT 1 FROM json_each(${quoted(shapeColumn(path.name))}) WHERE ${element}`;
  return {
    path: path.name,
    sql: `(${term.sql} OR EXISTS (${elements}))`,
    parameters: [...term.parameters, ...parameters],
    by: null,
    impliesExists: term.impliesExists,
  };
}

function not(term: Term): Term {
  return { path: term.path, sql: `NOT (${term.sql})`, parameters: term.parameters, by: null, impliesExists: false };
}
