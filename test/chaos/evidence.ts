import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from 'mongodb';
import type { EventDocument, LogDocument, TaskDocument } from '../../server/database/collections.ts';
import { UNSETTLED } from '../../server/database/collections.ts';
import type { Disturbance } from './faults.ts';
import type { Promises } from './load.ts';
import type { Finish } from './processes.ts';
import type { Received } from './receiver.ts';

export type StoredEvent = Pick<EventDocument, '_id' | 'agent_id' | 'event' | 'idempotency_key'>;
export type StoredLog = Omit<LogDocument, 'payload'>;
export type StoredTask = Pick<TaskDocument, '_id' | 'webhook_id' | 'state' | 'finished_at'>;

/** An alarm or a task of Agenda that is still there. */
export interface StoredJob {
  _id: unknown;
  name: string;
  nextRunAt: Date | null;
  lockedAt?: Date | null;
}

/** All that is known after a run: what was promised, what is stored, what the receiver got and what was done to the processes. */
export interface Evidence {
  promises: Promises;
  stored: { events: StoredEvent[]; logs: StoredLog[]; tasks: StoredTask[]; jobs: StoredJob[] };
  received: Received[];
  disturbances: Disturbance[];
  finishes: Finish[];
  /** Processes that did not end as they should. */
  misdeeds: string[];
  /** How long a lease lasts without being renewed, ms. */
  leaseMs: number;
}

const RECOVER = 'recover what was left behind';

/** Reads the database itself, past the service. */
export async function readStored(db: Db): Promise<Evidence['stored']> {
  const [events, logs, tasks, jobs] = await Promise.all([
    db.collection<EventDocument>('events').find().toArray(),
    db.collection<LogDocument>('logs').find().project<StoredLog>({ payload: 0, response_headers: 0 }).toArray(),
    db.collection<TaskDocument>('tasks').find().toArray(),
    db.collection<StoredJob & { _id: string }>('agendaJobs').find().toArray(),
  ]);
  return { events, logs, tasks, jobs: jobs.filter((job) => job.name !== RECOVER || isDead(job)) };
}

/** The recovery job is always there, with a time or a lock. */
function isDead({ nextRunAt, lockedAt }: StoredJob): boolean {
  return !nextRunAt && !lockedAt;
}

/** Waits until nothing is left to do, or until patience runs out: what is left then is for the invariants to find. Gives ms. */
export async function settled(db: Db, patienceMs: number): Promise<number> {
  const start = performance.now();
  const left = async () => {
    const counts = await Promise.all([
      db.collection('logs').countDocuments({ open: true }, { limit: 1 }),
      db.collection('logs').countDocuments({ expires_at: UNSETTLED }, { limit: 1 }),
      db.collection('tasks').countDocuments({ finished_at: null }, { limit: 1 }),
      db.collection('agendaJobs').countDocuments({ name: { $ne: RECOVER } }, { limit: 1 }),
    ]);
    return counts.some((count) => count > 0);
  };
  while ((await left()) && performance.now() - start < patienceMs) await delay(250);
  return performance.now() - start;
}
