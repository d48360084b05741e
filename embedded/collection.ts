import { documentValue } from './bson-value.ts';
import { DuplicateKeyError } from './duplicate-key.ts';
import { CommandError, notSupported } from './errors.ts';
import { type Conjunction, condition } from './filter.ts';
import { type Index, pathsOf } from './index-specification.ts';
import { planOf } from './planner.ts';
import { type Path, type Projected, Projection } from './projection.ts';
import type { SortField } from './sort.ts';
import { keyColumn, quoted, shapeColumn } from './sql-names.ts';
import { COUNTED, type Examined, type Row, type Statements } from './statements.ts';

/** No more bytes than this at once, and one document at least. */
export const LARGEST_BATCH = 16 * 1024 * 1024;

export interface StoredDocument {
  row: number;
  bytes: Buffer;
}

/** What belongs to a collection besides its documents; the catalog keeps it. */
export interface CollectionState {
  id: number;
  database: string;
  name: string;
  table: string;
  paths: Path[];
  indexes: Index[];
}

export interface Window {
  limit?: number | undefined;
  skip?: number | undefined;
}

/** The documents of a collection, in a table of their own: each one's exact bytes, and its projection beside them. */
export class Collection {
  readonly state: CollectionState;
  private readonly statements: Statements;
  private readonly onFacts: (path: Path) => void;
  private projection: Projection;
  private indexed: Set<string>;
  /** Rows are numbered by us and no number comes twice, so that a cursor cannot mistake a new document for an old one. */
  private nextRow: number;

  /** @param onFacts called before a document is written that has what its path did not have before */
  constructor(state: CollectionState, statements: Statements, onFacts: (path: Path) => void) {
    this.state = state;
    this.statements = statements;
    this.onFacts = onFacts;
    this.projection = new Projection(state.paths);
    this.indexed = new Set();
    this.noticeIndexes();
    this.nextRow = Number(statements.row(`SELECT coalesce(max("$row"), 0) + 1 FROM ${this.table}`)?.[0]);
  }

  get namespace(): string {
    return `${this.state.database}.${this.state.name}`;
  }

  private get table(): string {
    return quoted(this.state.table);
  }

  /** To be called when paths came or went. */
  noticePaths(): void {
    this.projection = new Projection(this.state.paths);
  }

  /** To be called when indexes came or went. */
  noticeIndexes(): void {
    this.indexed = new Set(this.state.indexes.flatMap(pathsOf));
  }

  /** Numbers no row like one that was there before a rollback. */
  continueRows({ nextRow }: Collection): void {
    this.nextRow = Math.max(this.nextRow, nextRow);
  }

  /** Documents from the beginning of the result: all, or as many as go into one batch (`isCut`). */
  find(
    filter: Conjunction,
    sort: SortField[],
    { limit = -1, skip = 0 }: Window = {},
  ): { documents: StoredDocument[]; isCut: boolean } {
    const { sql, parameters } = this.plan(filter, sort, '"$row", "$document"', { limit, skip });
    let bytes = 0;
    let count = 0;
    let isCut = false;
    const fits = ([, document]: Row) => {
      bytes += document instanceof Uint8Array ? document.length : 0;
      isCut = count++ > 0 && bytes > LARGEST_BATCH;
      return !isCut;
    };
    const rows = this.statements.rowsWhile(fits, `${sql} LIMIT ? OFFSET ?`, ...parameters, limit, skip);
    return { documents: rows.map(([row, document]) => ({ row: Number(row), bytes: bufferOf(document) })), isCut };
  }

  /** The rows alone: documents are fetched by them, one at a time. */
  findRows(filter: Conjunction, sort: SortField[], { limit = -1, skip = 0 }: Window = {}): number[] {
    const { sql, parameters } = this.plan(filter, sort, '"$row"', { limit, skip });
    return this.statements.rows(`${sql} LIMIT ? OFFSET ?`, ...parameters, limit, skip).map(([row]) => Number(row));
  }

  count(filter: Conjunction, { limit = -1, skip = 0 }: Window = {}): number {
    const { sql, parameters } = this.plan(filter, [], '1', { limit, skip });
    const row = this.statements.row(`SELECT count(*) FROM (${sql} LIMIT ? OFFSET ?)`, ...parameters, limit, skip);
    return Number(row?.[0]);
  }

  /** For each different value at the path: how many documents have it, and the row of one of them. Sorted by the value. */
  groups(filter: Conjunction, sort: SortField[], { limit = -1, skip = 0 }: Window, path: string) {
    const { sql, parameters } = this.plan(filter, sort, `${quoted(keyColumn(path))} AS "key", "$row" AS "row"`, {
      limit,
      skip,
    });
    return this.statements
      .rows(
        `SELECT count(*), min("row") FROM (${sql} LIMIT ? OFFSET ?) GROUP BY "key" ORDER BY "key"`,
        ...parameters,
        limit,
        skip,
      )
      .map(([members, row]) => ({ members: Number(members), row: Number(row) }));
  }

  /** Undefined if it was removed. */
  at(row: number): Buffer | undefined {
    const found = this.statements.row(`SELECT "$document" FROM ${this.table} WHERE "$row" = ?`, row);
    return found && bufferOf(found[0]);
  }

  /** @throws DuplicateKeyError */
  insert(bytes: Buffer): void {
    const projected = this.project(bytes);
    const columns = this.state.paths.flatMap(({ name }) => [keyColumn(name), shapeColumn(name)]);
    const values = projected.keys.flatMap((key, place) => [key, projected.shapes[place] ?? 0]);
    const sql =
      `INSERT INTO ${this.table} ("$row", "$document"${columns.map((name) => `, ${quoted(name)}`).join('')}) ` +
      `VALUES (?, ?${', ?'.repeat(columns.length)})`;
    this.guardUnique(bytes, () => this.statements.run(sql, this.nextRow++, bytes, ...values));
  }

  /** Writes only the columns that change, so that only their indexes are touched. @throws DuplicateKeyError */
  replace({ row, bytes }: StoredDocument, replacement: Buffer): void {
    const before = this.projection.of(documentValue(bytes));
    const after = this.project(replacement);
    const assignments = ['"$document" = ?'];
    const values: (string | number)[] = [];
    for (const [place, { name }] of this.state.paths.entries()) {
      const key = after.keys[place];
      const shape = after.shapes[place];
      if (key !== undefined && key !== before.keys[place]) {
        assignments.push(`${quoted(keyColumn(name))} = ?`);
        values.push(key);
      }
      if (shape !== undefined && shape !== before.shapes[place]) {
        assignments.push(`${quoted(shapeColumn(name))} = ?`);
        values.push(shape);
      }
    }
    const sql = `UPDATE ${this.table} SET ${assignments.join(', ')} WHERE "$row" = ?`;
    this.guardUnique(replacement, () => this.statements.run(sql, replacement, ...values, row));
  }

  remove(row: number): void {
    this.statements.run(`DELETE FROM ${this.table} WHERE "$row" = ?`, row);
  }

  /** How SQLite goes about a query, step by step. */
  explain(filter: Conjunction, sort: SortField[], columns = '"$row", "$document"', window: Window = {}): string[] {
    const { sql, parameters } = this.plan(filter, sort, columns, window);
    return this.statements.rows(`EXPLAIN QUERY PLAN ${sql}`, ...parameters).map((row) => String(row[3]));
  }

  /**
   * Looks for what a query finds, and gives how many documents that is and how much was read for them.
   * @param columns what is wanted of each document: all, the value at a path, or nothing but that it is there
   */
  examine(
    filter: Conjunction,
    sort: SortField[],
    { limit = -1, skip = 0 }: Window,
    columns: 'whole' | Path | null,
  ): { returned: number; examined: Examined } {
    const wanted =
      columns === 'whole' ? '"$row", "$document"' : columns ? `${quoted(keyColumn(columns.name))}, "$row"` : '1';
    const steps = this.explain(filter, sort, wanted, { limit, skip });
    const isCovered = steps.filter(isAccess).every((step) => step.includes(' USING COVERING INDEX '));
    const counts = isCovered ? [COUNTED.keys] : [COUNTED.keys, COUNTED.documents];
    const counted: Conjunction = { ...filter, terms: [...counts.map(condition), ...filter.terms] };
    const { sql, parameters } = this.plan(counted, sort, wanted, { limit, skip });
    let returned = 0;
    const { keys, documents } = this.statements.counting(() => {
      const found = `SELECT count(*) FROM (${sql} LIMIT ? OFFSET ?)`;
      returned = Number(this.statements.row(found, ...parameters, limit, skip)?.[0]);
    });
    return { returned, examined: { keys: steps.some(usesIndex) ? keys : 0, documents } };
  }

  /** The path was added: fills its columns for the documents that are there. */
  fill(path: Path): void {
    this.noticePaths();
    const alone = new Projection([path]);
    const set = `UPDATE ${this.table} SET ${quoted(keyColumn(path.name))} = ?, ${quoted(shapeColumn(path.name))} = ? WHERE "$row" = ?`;
    const next = `SELECT "$row", "$document" FROM ${this.table} WHERE "$row" > ? ORDER BY "$row" LIMIT 200`;
    let last = 0;
    for (;;) {
      const rows = this.statements.rows(next, last);
      if (rows.length === 0) return;
      for (const [row, bytes] of rows) {
        const { keys, shapes, facts } = alone.of(documentValue(bufferOf(bytes)));
        path.facts |= facts[0] ?? 0;
        if (shapes[0] !== 0) this.statements.run(set, keys[0] ?? null, shapes[0] ?? null, Number(row));
        last = Number(row);
      }
    }
  }

  private plan(filter: Conjunction, sort: SortField[], columns: string, { limit = -1, skip = 0 }: Window) {
    const most = limit < 0 ? -1 : limit + skip;
    return planOf(this.state.table, this.state.indexes, { filter, sort, most }, columns);
  }

  private project(bytes: Buffer): Projected {
    const projected = this.projection.of(documentValue(bytes));
    for (const [place, path] of this.state.paths.entries()) {
      const facts = projected.facts[place] ?? 0;
      if ((facts & ~path.facts) === 0) continue;
      if (this.indexed.has(path.name)) {
        throw notSupported(`an array or a document in ${path.name}, which is indexed`, 'CannotIndexParallelArrays');
      }
      path.facts |= facts;
      this.onFacts(path);
    }
    return projected;
  }

  private guardUnique(bytes: Buffer, write: () => void): void {
    try {
      write();
    } catch (error) {
      const message = error instanceof Error ? error.message : '';
      const index = this.state.indexes.find(({ unique, violation }) => unique && violation === message);
      if (index) throw new DuplicateKeyError(this.namespace, index, documentValue(bytes));
      throw error;
    }
  }
}

/** A step that reads a table or an index of it. */
function isAccess(step: string): boolean {
  return /^(SEARCH|SCAN) (?!json_each)/.test(step);
}

function usesIndex(step: string): boolean {
  return / USING (COVERING )?INDEX /.test(step);
}

function bufferOf(bytes: unknown): Buffer {
  if (!(bytes instanceof Uint8Array)) throw new CommandError('InternalError', 'a stored document is no blob');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
