import type { Results } from '../attempt/results.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Queue } from './queue.ts';

/** How many leftovers, and how many webhooks, one run takes on. What is left then is for the next run, seconds later. */
const BATCH = 500;

export interface RecoveryOptions {
  queue: Queue;
  results: Results;
  dispatcher: Dispatcher;
  /** How long a lease lasts without being renewed, ms. */
  leaseMs: number;
}

/** How much was got going again: attempts, results, webhooks. */
export interface Recovered {
  expiredLeases: number;
  settled: number;
  woken: number;
}

/**
 * Finds what nobody is working on, and gets it going again: expired leases, results whose consequences were not drawn, and
 * due retries without a wake-up. It looks at the logs alone, so there is nothing to keep in step with them.
 */
export async function recover({ queue, results, dispatcher, leaseMs }: RecoveryOptions): Promise<Recovered> {
  // Failure policy: after an outage of the database all leases have run out, for want of a way to renew them, while their
  // owners may be well and about to write their results. They get as long as a lease to do so before anything is sent twice.
  const expiredLeases = dispatcher.databaseSeenFor() >= leaseMs ? await queue.expireLeases() : 0;
  const settled = await results.settleLeftovers(BATCH);
  const overdue = await queue.overdueWebhooks(dispatcher.busyWebhooks(), BATCH);
  for (const webhookId of overdue) dispatcher.wake(webhookId);
  return { expiredLeases, settled, woken: overdue.length };
}
