import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';

/** More texts than the service has; in tests, what is generated comes and goes. */
const MOST = 500;

export type Row = SQLOutputValue[];

/**
 * Conditions that are always met and count how often they are asked, to be put before all others. SQLite asks the first for each
 * row of the index (of the table, if no index is used), and the second for each row that it goes on to read from the table: all
 * that the index alone decides comes before.
 */
export const COUNTED = {
  keys: 'examined_key("$row")',
  documents: 'examined_document(length("$document"))',
};

/** How much a query read. */
export interface Examined {
  keys: number;
  documents: number;
}

/** Prepared statements, by their text: the longest unused ones are forgotten. */
export class Statements {
  private readonly database: DatabaseSync;
  private readonly prepared = new Map<string, StatementSync>();
  private examined: Examined = { keys: 0, documents: 0 };

  constructor(database: DatabaseSync) {
    this.database = database;
    // One argument each, though they need none: without it SQLite would ask once for all rows.
    database.function('examined_key', (_row) => ++this.examined.keys);
    database.function('examined_document', (_length) => ++this.examined.documents);
  }

  /** What the action's queries read, as far as they have the conditions of COUNTED. */
  counting(action: () => void): Examined {
    this.examined = { keys: 0, documents: 0 };
    action();
    return this.examined;
  }

  /** Runs a statement that gives no rows. Gives how many rows it changed. */
  run(sql: string, ...parameters: SQLInputValue[]): number {
    return Number(this.get(sql).run(...parameters).changes);
  }

  rows(sql: string, ...parameters: SQLInputValue[]): Row[] {
    const rows: unknown = this.get(sql).all(...parameters);
    return rows as Row[]; // setReturnArrays
  }

  /** The rows from the beginning, as long as `take` says so; the one that it refuses is not read further either. */
  rowsWhile(take: (row: Row) => boolean, sql: string, ...parameters: SQLInputValue[]): Row[] {
    const taken: Row[] = [];
    for (const next of this.get(sql).iterate(...parameters)) {
      const row: unknown = next;
      if (!take(row as Row)) break; // setReturnArrays
      taken.push(row as Row);
    }
    return taken;
  }

  row(sql: string, ...parameters: SQLInputValue[]): Row | undefined {
    const row: unknown = this.get(sql).get(...parameters);
    return row as Row | undefined;
  }

  /** For what runs once, such as changes of the schema. */
  exec(sql: string): void {
    this.database.exec(sql);
  }

  /** All of it or nothing, inside a transaction that goes on either way. */
  atomically<Result>(name: string, action: () => Result): Result {
    this.run(`SAVEPOINT ${name}`);
    try {
      const result = action();
      this.run(`RELEASE ${name}`);
      return result;
    } catch (error) {
      // A full disk ends the whole transaction, and its savepoints with it.
      if (this.inTransaction) {
        this.run(`ROLLBACK TO ${name}`);
        this.run(`RELEASE ${name}`);
      }
      throw error;
    }
  }

  /** Whether a transaction is open: SQLite ends one by itself when the disk is full or fails. */
  get inTransaction(): boolean {
    return this.database.isTransaction;
  }

  private get(sql: string): StatementSync {
    const known = this.prepared.get(sql);
    if (known) {
      this.prepared.delete(sql);
      this.prepared.set(sql, known);
      return known;
    }
    const statement = this.database.prepare(sql);
    statement.setReturnArrays(true);
    this.prepared.set(sql, statement);
    if (this.prepared.size > MOST) {
      const [oldest] = this.prepared.keys();
      if (oldest !== undefined) this.prepared.delete(oldest);
    }
    return statement;
  }
}
