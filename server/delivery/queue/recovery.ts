import type { Logger } from 'pino';
import type { Results } from '../attempt/results.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type Queue, RETRIES, type RetryTrigger } from './queue.ts';

/** How many leftovers one run takes on. What is left then is for the next run, seconds later. */
const BATCH = 500;
/** How many overdue logs are read at once, and how often in one run for each kind of retry. */
const PAGE = 500;
const MOST_PAGES = 20;
const BEGINNING = new Date(0);

export interface RecoveryOptions {
  queue: Queue;
  results: Results;
  dispatcher: Dispatcher;
  /** How long a lease lasts without being renewed, ms. */
  leaseMs: number;
  /** The due time from which the next run of this process looks for overdue retries; the beginning if there is none. */
  sweep: Map<RetryTrigger, Date>;
  /** Restarts bulk retries that nobody works on. Gives how many. */
  restartTasks(): Promise<number>;
  /** Clears up after jobs that failed. Gives how many. */
  mendDeadJobs(): Promise<number>;
  logger: Logger;
}

/** How much was got going again: attempts, results, webhooks, bulk retries, jobs. */
export interface Recovered {
  expiredLeases: number;
  settled: number;
  woken: number;
  tasks: number;
  deadJobs: number;
}

/**
 * Finds what nobody is working on, and gets it going again: expired leases, results whose consequences were not drawn, due
 * logs without a wake-up, bulk retries without a runner, and failed jobs. It looks at the database alone, so there is
 * nothing to keep in step.
 */
export async function recover(options: RecoveryOptions): Promise<Recovered> {
  const { queue, results, dispatcher, leaseMs, sweep, logger } = options;

  // Failure policy: a stage that throws is logged and tried again in the next run. The others do not depend on it.
  async function stage(name: keyof Recovered, run: () => Promise<number>): Promise<number> {
    try {
      return await run();
    } catch (error) {
      logger.error({ err: error, stage: name }, 'recovery: stage failed');
      return 0;
    }
  }

  async function wakeOverdue(trigger: RetryTrigger): Promise<number> {
    const webhooks = new Set<string>();
    for (let page = 0; page < MOST_PAGES; page++) {
      const { ids, next } = await queue.overdueWebhooks(trigger, sweep.get(trigger) ?? BEGINNING, PAGE);
      for (const id of ids) {
        webhooks.add(id);
        dispatcher.wake(id);
      }
      sweep.set(trigger, next ?? BEGINNING);
      if (next === null) break;
    }
    return webhooks.size;
  }

  return {
    // Failure policy: after an outage of the database all leases have run out, for want of a way to renew them, while their
    // owners may be well and about to write their results. They get as long as a lease to do so before anything is sent twice.
    expiredLeases: await stage('expiredLeases', async () =>
      dispatcher.databaseSeenFor() >= leaseMs ? queue.expireLeases() : 0,
    ),
    settled: await stage('settled', () => results.settleLeftovers(BATCH)),
    woken: await stage('woken', async () => {
      let woken = 0;
      for (const trigger of RETRIES) woken += await wakeOverdue(trigger);
      return woken;
    }),
    tasks: await stage('tasks', options.restartTasks),
    deadJobs: await stage('deadJobs', options.mendDeadJobs),
  };
}
