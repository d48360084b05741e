import { type Catalog, NeedsWrite } from './catalog.ts';
import type { Reply } from './command.ts';
import { CommandError } from './errors.ts';
import type { Statements } from './statements.ts';
import { isUnwritable } from './storage.ts';

/** Something to be done in the database, for somebody who waits. */
export interface Job {
  /** Jobs of the same client are done in their order. */
  client: object;
  isRead: boolean;
  run(): Reply;
  /** Called once: for a write, after the commit that it is part of. */
  done(outcome: Reply | CommandError): void;
}

/** Does jobs, sooner or later. */
export interface Writer {
  add(job: Job): void;
  /** Does all that waits, now. */
  flush(): void;
}

/**
 * Does what came in together as one: reads see what was committed before, writes share one transaction, and with it one wait
 * for the disk. Nobody is told that a write succeeded before it is on the disk.
 */
export class GroupCommit implements Writer {
  private readonly statements: Statements;
  private readonly catalog: Catalog;
  private waiting: Job[] = [];

  constructor(statements: Statements, catalog: Catalog) {
    this.statements = statements;
    this.catalog = catalog;
  }

  /** Does the job with all others that come in until then: while a commit waits for the disk, they pile up. */
  add(job: Job): void {
    this.waiting.push(job);
    if (this.waiting.length === 1) setImmediate(() => this.flush());
  }

  flush(): void {
    const jobs = this.waiting;
    this.waiting = [];
    const writes: Job[] = [];
    const writers = new Set<object>();
    for (const job of jobs) {
      if (job.isRead && !writers.has(job.client) && this.read(job)) continue;
      writes.push(job);
      writers.add(job.client);
    }
    if (writes.length > 0) this.write(writes);
  }

  /** Gives false for a read that has to change something first, such as to fill the column of a path nobody asked for before. */
  private read(job: Job): boolean {
    this.catalog.readOnly = true;
    try {
      job.done(job.run());
    } catch (error) {
      if (error instanceof NeedsWrite) return false;
      job.done(refusal(error));
    } finally {
      this.catalog.readOnly = false;
    }
    return true;
  }

  // Failure policy: a job that fails unexpectedly is undone alone, and the others of its group go on. A commit that fails has
  // undone all of them, and all are told so: nothing was acknowledged before.
  private write(jobs: Job[]): void {
    try {
      this.statements.run('BEGIN IMMEDIATE');
      const outcomes = jobs.map((job) => this.attempt(job));
      this.statements.run('COMMIT');
      this.catalog.isChanged = false;
      for (const [place, job] of jobs.entries()) job.done(outcomes[place] ?? refusal(undefined));
    } catch (error) {
      if (this.statements.inTransaction) this.statements.run('ROLLBACK');
      // Always: a job that failed by itself may have had the catalog read in the middle of what is now undone.
      this.catalog.reload();
      for (const job of jobs) job.done(refusal(error));
    }
  }

  private attempt(job: Job): Reply | CommandError {
    try {
      return this.statements.atomically('command', () => job.run());
    } catch (error) {
      if (!this.statements.inTransaction) throw error;
      if (this.catalog.isChanged) this.catalog.reload();
      return refusal(error);
    }
  }
}

function refusal(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return isUnwritable(error)
    ? new CommandError('OutOfDiskSpace', `the disk is full or cannot be written: ${message}`)
    : new CommandError('InternalError', `the embedded engine failed: ${message}`);
}
