import type { Dispatcher } from './dispatcher.ts';
import type { Queue } from './queue.ts';
import type { Results } from './results.ts';

/** How many leftovers, and how many webhooks, one run takes on. What is left then is for the next run, seconds later. */
const BATCH = 500;

/**
 * Finds what nobody is working on, and gets it going again: expired leases, results whose consequences were not drawn, and
 * due retries without a wake-up. It looks at the logs alone, so there is nothing to keep in step with them.
 */
export async function recover({
  queue,
  results,
  dispatcher,
}: {
  queue: Queue;
  results: Results;
  dispatcher: Dispatcher;
}): Promise<{
  expiredLeases: number;
  settled: number;
  woken: number;
}> {
  const expiredLeases = await queue.expireLeases();
  const settled = await results.settleLeftovers(BATCH);
  const overdue = await queue.overdueWebhooks(dispatcher.busyWebhooks(), BATCH);
  for (const webhookId of overdue) dispatcher.wake(webhookId);
  return { expiredLeases, settled, woken: overdue.length };
}
