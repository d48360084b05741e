import type { Clock } from '../../database/clock.ts';
import type { Collections } from '../../database/collections.ts';

/** Counting ends here (the contract's maximum), so that it costs as much at most, whatever waits. */
const MOST_COUNTED = 10_000;

/** How many deliveries of each webhook wait to be recovered, by its id: 0 to 10,000, which means that many or more. */
export type CountRecoverable = (webhookIds: string[]) => Promise<Map<string, number>>;

/** @param retryWindow ms: older logs are too old to be retried, and do not count */
export function createCountRecoverable(
  { logs }: Pick<Collections, 'logs'>,
  { retryWindow, clock }: { retryWindow: number; clock: Clock },
): CountRecoverable {
  // Failure policy: a log is marked by the very write that cancels it, and loses its mark after the write with which its
  // delivery goes on (Queue.cancelInDeliveries). A crash in between makes the count too high until the delivery is retried.
  async function count(webhookIds: string[]): Promise<{ _id: string; count: number }[]> {
    const created_at = { $gte: clock.fromNow(-retryWindow) };
    return logs
      .aggregate<{ _id: string; count: number }>([
        { $match: { webhook_id: { $in: webhookIds }, recoverable: true, created_at } },
        { $limit: MOST_COUNTED },
        { $group: { _id: '$webhook_id', count: { $sum: 1 } } },
      ])
      .toArray();
  }

  return async (webhookIds) => {
    if (webhookIds.length === 0) return new Map();
    const together = await count(webhookIds);
    // Rarely: of several webhooks at the end of the count, each is counted by itself.
    const isComplete = webhookIds.length === 1 || together.reduce((sum, one) => sum + one.count, 0) < MOST_COUNTED;
    const counted = isComplete ? together : (await Promise.all(webhookIds.map((id) => count([id])))).flat();
    return new Map(counted.map((one) => [one._id, one.count]));
  };
}
