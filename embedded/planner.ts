import { type Conjunction, NEVER, sqlOf, type Term } from './filter.ts';
import { type Index, partialSql } from './index-specification.ts';
import { orderBy, type SortField } from './sort.ts';
import type { SortKey } from './sort-key.ts';
import { quoted } from './sql-names.ts';

/** SQL after FROM, and what is to be bound. */
export interface Plan {
  sql: string;
  parameters: (SortKey | number)[];
}

export interface Wanted {
  filter: Conjunction;
  sort: SortField[];
  /** How many from the beginning of the result, at most; -1 for all. */
  most: number;
}

/**
 * Which index serves a query. SQLite would guess by statistics that an empty database does not have, and stay with the guess
 * as it grows; the rules here are the same on any data, so a test can prove which index each query of the service uses.
 */
export function planOf(table: string, indexes: Index[], { filter, sort, most }: Wanted, columns: string): Plan {
  const best = bestIndex(indexes, filter.terms, sort);
  const union = unionOf(table, indexes, { filter, sort, most }, best?.prefix ?? 0);
  if (union) {
    return {
      sql: `SELECT ${columns} FROM ${quoted(table)} WHERE "$row" IN (${union.sql})${inOrder(sort)}`,
      parameters: union.parameters,
    };
  }
  const where = withImplied(filter, best?.index);
  const { sql, parameters } = sqlOf(where);
  return {
    sql: `SELECT ${columns} FROM ${quoted(table)} ${using(best?.index)} WHERE ${sql}${orderBy(sort)}`,
    parameters,
  };
}

function using(index: Index | undefined): string {
  return index ? `INDEXED BY ${quoted(index.sqlName)}` : 'NOT INDEXED';
}

/**
 * `$or` over alternatives that each have an index of their own: find each by its index, as many as are wanted of all, and take them
 * together.
 */
function unionOf(table: string, indexes: Index[], { filter, sort, most }: Wanted, withoutIt: number): Plan | null {
  const [branches, ...others] = filter.alternatives;
  if (!branches || others.length > 0) return null;
  const plans = branches.map((branch) => {
    const whole: Conjunction = { terms: [...filter.terms, ...branch.terms], alternatives: branch.alternatives };
    const best = bestIndex(indexes, whole.terms, sort);
    if (!best || best.prefix <= withoutIt) return null;
    const { sql, parameters } = sqlOf(withImplied(whole, best.index));
    const found = `SELECT "$row" FROM ${quoted(table)} ${using(best.index)} WHERE ${sql}`;
    // Without an order, or if those that are equal in it came in another one each time, later batches would go on at another place.
    if (most < 0 || sort.length === 0) return { sql: found, parameters };
    return { sql: `SELECT "$row" FROM (${found}${inOrder(sort)} LIMIT ?)`, parameters: [...parameters, most] };
  });
  if (!plans.every((plan) => plan !== null)) return null;
  return {
    sql: plans.map(({ sql }) => sql).join(' UNION ALL '),
    parameters: plans.flatMap(({ parameters }) => parameters),
  };
}

/** Those that are equal by the sort, too, come in one order, that in which they were inserted. */
function inOrder(sort: SortField[]): string {
  return sort.length > 0 ? `${orderBy(sort)}, "$row"` : '';
}

interface Choice {
  index: Index;
  /** How much of the index narrows the search: 1 an equality, less for what finds more. */
  prefix: number;
  score: number;
}

const EQUALITY = 1;
const RANGE = 0.6;
/** Equality to null: most documents may have it. */
const NULL = 0.5;
const WHOLE_UNIQUE_KEY = 10;
const UNIQUE = 0.3;
const SORTED = 0.2;
/** A partial index is small: it goes before a unique one of all documents. */
const PARTIAL = 0.4;

/** The first of the best. Undefined if none narrows the search or saves the sort. */
function bestIndex(indexes: Index[], terms: Term[], sort: SortField[]): Choice | undefined {
  // SQLite knows that there is nothing to look for, and takes being told an index to look in for an error.
  if (terms.some(({ sql }) => sql === NEVER)) return undefined;
  const choices = indexes
    .filter((index) => isUsable(index, terms))
    .map((index): Choice => {
      const equal = leadingEqualities(index, terms);
      const next = index.columns[equal.length];
      const range = next && terms.some(({ path, by }) => path === next.path && by === 'range');
      const prefix = equal.reduce((sum, { by }) => sum + (by === 'null' ? NULL : EQUALITY), 0) + (range ? RANGE : 0);
      const whole = index.unique && equal.length === index.columns.length && equal.every(({ by }) => by !== 'null');
      const score =
        prefix +
        (prefix > 0 && whole ? WHOLE_UNIQUE_KEY : 0) +
        (prefix > 0 && index.unique ? UNIQUE : 0) +
        (prefix > 0 && index.partial.length > 0 ? PARTIAL : 0) +
        (sort.length > 0 && isSorted(index, equal, sort) ? SORTED : 0);
      return { index, prefix, score };
    })
    .filter(({ score }) => score > 0);
  return choices.reduce<Choice | undefined>(
    (best, choice) => (best && best.score >= choice.score ? best : choice),
    undefined,
  );
}

/** A partial index has only some documents: the filter must ask for no others. */
function isUsable(index: Index, terms: Term[]): boolean {
  return index.partial.every(({ path, is }) =>
    terms.some((term) => term.path === path && (is === 'there' ? term.impliesExists : term.literal === is.key)),
  );
}

/** Says what the filter implies in the very words of the partial index, by which SQLite knows that it may use it. */
function withImplied(filter: Conjunction, index: Index | undefined): Conjunction {
  const implied = (index?.partial ?? [])
    .filter(({ is }) => is === 'there')
    .map(
      (partial): Term => ({
        path: partial.path,
        sql: partialSql(partial),
        parameters: [],
        by: null,
        impliesExists: true,
      }),
    );
  return { terms: [...filter.terms, ...implied], alternatives: filter.alternatives };
}

function leadingEqualities(index: Index, terms: Term[]): Term[] {
  const equal: Term[] = [];
  for (const { path } of index.columns) {
    const term = terms.find((other) => other.path === path && isEquality(other));
    if (!term) break;
    equal.push(term);
  }
  return equal;
}

function isEquality({ by }: Term): boolean {
  return by === 'equality' || by === 'null' || by === 'one of';
}

function isSorted(index: Index, equal: Term[], sort: SortField[]): boolean {
  if (equal.some(({ by }) => by === 'one of')) return false;
  const fixed = new Set(equal.map(({ path }) => path));
  const wanted = sort.filter(({ path }) => !fixed.has(path));
  const offered = index.columns.slice(equal.length);
  const backwards = wanted[0]?.descending !== offered[0]?.descending;
  return wanted.every(
    ({ path, descending }, place) =>
      offered[place]?.path === path && (offered[place]?.descending !== descending) === backwards,
  );
}
