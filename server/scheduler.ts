import { Agenda, InMemoryNotificationChannel } from 'agenda';
import type { Logger } from 'pino';
import { agendaBackend, machineTime } from './agenda-backend.ts';
import type { Database } from './database/connection.ts';
import { isDuplicateKey } from './database/errors.ts';
import type { WakeAt } from './delivery/attempt/results.ts';

const DELIVER = 'deliver what is due';
const RECOVER = 'recover what was left behind';
const RETRY_LOGS = 'retry logs';

const POLL_MS = 1_000;
const RECOVER_EVERY_MS = 5_000;
/**
 * How long a job stays with a process that may have died, by how long the job takes. Run twice, each of them does no harm.
 * Short, since Agenda keeps a timer for half of it after each run.
 */
const LOCK_MS = { deliver: 2_000, recover: 5_000, retryLogs: 15_000 };
/** Environments whose bulk retries one process goes on with, in turns. */
const MOST_RETRYING = 20;
const SECOND = 1_000;
/** A one-time job that threw, or whose process stopped while it ran: Agenda keeps it without a time, and so never runs it again. */
const DEAD = { nextRunAt: null, lockedAt: null };

/** The alarm clock: Agenda, which keeps its jobs in the database, so that an alarm outlives the process that set it. */
export interface Scheduler {
  /** Wakes each webhook's deliveries at its time, or up to a second later: one job per webhook and second. */
  wakeAt: WakeAt;
  /** Gets the bulk retries of an environment going. */
  runTasks(environmentId: string): Promise<void>;
  /** The same for several, in which nobody may be working on them. Gives in how many that was so. */
  restartTasks(environmentIds: string[]): Promise<number>;
  /** Starts to run jobs in this process. */
  start(work: Work): Promise<void>;
  /** Clears up after jobs that failed, which Agenda keeps and never runs again. Gives how many there were. */
  mendDeadJobs(): Promise<number>;
  stop(graceMs: number): Promise<void>;
}

/** What the jobs do. */
export interface Work {
  deliver(webhookId: string): void;
  recover(): Promise<void>;
  /** Gives when to go on; null if there is nothing left. `touch` says that this is alive, so that nobody else takes it over. */
  retryLogs(environmentId: string, touch: () => Promise<void>): Promise<Date | null>;
}

/** Gives it once Agenda has made its index: a start that fails, or a stop right after it, would close the database under that. */
export async function createScheduler(
  { db, clock }: Pick<Database, 'db' | 'clock'>,
  logger: Logger,
): Promise<Scheduler> {
  const agenda = new Agenda({
    backend: agendaBackend(db, clock),
    // Jobs made in this process start here at once instead of at the next poll.
    notificationChannel: new InMemoryNotificationChannel(),
    processEvery: POLL_MS,
    defaultLockLimit: 50,
    lockLimit: 200,
    maxConcurrency: 100,
    removeOnComplete: true,
  });
  // Failure policy: Agenda reports an unavailable database by this event, and goes on polling. So do we.
  agenda.on('error', (error) => logger.warn({ err: error }, 'scheduler: cannot poll for jobs'));
  agenda.on('fail', (error, job) => logger.warn({ err: error, job: job.attrs.name }, 'scheduler: job failed'));

  await agenda.ready;
  const jobs = db.collection('agendaJobs');

  /**
   * `data.key` has a unique index: whoever comes second finds the job there, and that is as good as having made it.
   * @param at by the database's clock
   */
  async function scheduleOnce(name: string, key: string, at: Date, data: Record<string, unknown>): Promise<void> {
    const job = agenda.create(name, { ...data, key });
    job.unique({ 'data.key': key }, { insertOnly: true }).schedule(machineTime(at, clock));
    await job.save().catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
    // The job that was there already has no time: it is running, or it is dead.
    if (!job.attrs.nextRunAt) await jobs.updateOne({ name, 'data.key': key, ...DEAD }, { $set: { nextRunAt: at } });
  }

  // Failure policy: a wake-up that failed is removed, because due logs without a wake-up are found anyway. The other jobs run
  // again: each goes on from what is in the database. A job that ends well at this very moment is removed by Agenda all the same.
  async function mendDeadJobs(): Promise<number> {
    const { deletedCount } = await jobs.deleteMany({ name: DELIVER, ...DEAD });
    const revived = await jobs.updateMany(
      { name: { $in: [RECOVER, RETRY_LOGS] }, ...DEAD },
      { $set: { nextRunAt: clock.now() } },
    );
    return deletedCount + revived.modifiedCount;
  }

  /** One job per environment, so that they take turns, however many tasks one of them has. */
  async function runTasksNow(environmentId: string): Promise<void> {
    const now = clock.now();
    await scheduleOnce(RETRY_LOGS, environmentId, now, { environment_id: environmentId });
    // The job that was there already waits for the next try of a task that failed.
    const later = { name: RETRY_LOGS, 'data.key': environmentId, nextRunAt: { $gt: now } };
    await jobs.updateOne(later, { $set: { nextRunAt: now } });
  }

  return {
    // Failure policy: an alarm that cannot be set is not worth failing a request or a result for: the log is in the
    // database with its due time, and the recovery job finds those that nobody was woken for.
    async wakeAt(alarms) {
      const seconds = new Map(
        alarms.map(({ webhook_id, due_at }) => {
          const second = Math.ceil(due_at.getTime() / SECOND) * SECOND;
          return [`${webhook_id} ${second}`, { webhook_id, second }];
        }),
      );
      const set = [...seconds].map(([key, { webhook_id, second }]) =>
        scheduleOnce(DELIVER, key, new Date(second), { webhook_id, due: second }).catch((error) =>
          logger.warn({ err: error, webhook_id }, 'scheduler: alarm not set, the recovery job will find what is due'),
        ),
      );
      await Promise.all(set);
    },

    // Failure policy: as above. A task without a job is found by the recovery job, seconds later.
    async runTasks(environmentId) {
      await runTasksNow(environmentId).catch((error) =>
        logger.warn({ err: error }, 'scheduler: job not made, the recovery job will find the bulk retry'),
      );
    },

    async restartTasks(environmentIds) {
      const there = await jobs.distinct('data.key', { name: RETRY_LOGS, 'data.key': { $in: environmentIds } });
      for (const environmentId of environmentIds) await runTasksNow(environmentId);
      return environmentIds.filter((id) => !there.includes(id)).length;
    },

    async start({ deliver, recover, retryLogs }) {
      agenda.define<{ webhook_id: string; due?: number }>(
        DELIVER,
        async (job) => {
          const { webhook_id, due = 0 } = job.attrs.data;
          // Too early, since the clock was corrected after the job was fetched: it is not used up, but runs again in time.
          if (clock.now().getTime() < due) job.schedule(machineTime(new Date(due), clock));
          else deliver(webhook_id);
        },
        { concurrency: 50, lockLifetime: LOCK_MS.deliver },
      );
      agenda.define(RECOVER, recover, { concurrency: 1, lockLimit: 1, lockLifetime: LOCK_MS.recover });
      // A job of version 1 is for one task. It ends here: the recovery job finds its task.
      agenda.define<{ environment_id?: string }>(
        RETRY_LOGS,
        async (job) => {
          const { environment_id } = job.attrs.data;
          const next = environment_id ? await retryLogs(environment_id, () => job.touch()) : null;
          if (next) job.schedule(machineTime(next, clock));
        },
        { concurrency: MOST_RETRYING, lockLimit: MOST_RETRYING, lockLifetime: LOCK_MS.retryLogs },
      );
      await agenda.start();
      await agenda.every(RECOVER_EVERY_MS, RECOVER);
      // The recovery job revives the others; itself, it is revived here.
      await mendDeadJobs();
    },
    mendDeadJobs,

    async stop(graceMs) {
      await agenda.drain({ timeout: graceMs });
      await agenda.stop();
    },
  };
}
