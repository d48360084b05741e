import type { Collections, Lease, LogDocument, WebhookDocument } from '../../database/collections.ts';
import { retryOnWriteConflict } from '../../database/errors.ts';
import { deliveryKey, isDelivered, nextInDelivery, readDeliveries } from '../retry/delivery.ts';
import type { DueLog, Queue } from './queue.ts';

/** A log that this process may send, with all that was read for it after the claim. */
export interface Claimed {
  log: LogDocument;
  token: string;
  /** Its configuration at this moment; null if it was deleted. */
  webhook: WebhookDocument | null;
  /** Another attempt of the same delivery succeeded. */
  isDelivered: boolean;
}

/**
 * Claims due logs under a lease. Gives one result per log, in their order: null for a log that another process got.
 * @param onClaimed told which logs are leased, before anything else is read
 */
export type ClaimDue = (due: DueLog[], lease: Lease, onClaimed: (ids: string[]) => void) => Promise<(Claimed | null)[]>;

interface Place {
  attempt: number;
  isDelivered: boolean;
}

export function createClaim({ logs, webhooks }: Pick<Collections, 'logs' | 'webhooks'>, queue: Queue): ClaimDue {
  // The deliveries are read after the claim, which keeps other attempts of them from starting: so whatever was sent before
  // is seen here, with its result, and the number that an attempt gets is its own. It was made with the number that it would
  // have had at that time; a waiting attempt that was expected to give way may have been sent since.
  async function placesOf(claimed: LogDocument[], token: string): Promise<Map<string, Place>> {
    const later = claimed.filter(({ trigger }) => trigger !== 'event');
    const deliveries = await readDeliveries(logs, later);
    const places = new Map(
      later.map((log) => {
        const others = (deliveries.get(deliveryKey(log)) ?? []).filter(({ _id }) => _id !== log._id);
        const sent = others.filter(({ status }) => status !== 'queued');
        return [log._id, { attempt: nextInDelivery(sent).attempt, isDelivered: isDelivered(others) }] as const;
      }),
    );
    const moved = later.filter(({ _id, attempt }) => places.get(_id)?.attempt !== attempt);
    if (moved.length > 0) {
      const operations = moved.map(({ _id, attempt }) => ({
        updateOne: {
          filter: { _id, 'lease.token': token },
          update: { $set: { attempt: places.get(_id)?.attempt ?? attempt } },
        },
      }));
      await retryOnWriteConflict(() => logs.bulkWrite(operations, { ordered: false }));
    }
    return places;
  }

  return async (due, lease, onClaimed) => {
    const got = await queue.claim(due, lease);
    onClaimed(got.map(({ _id }) => _id));
    // Webhooks are read after the claim: their configuration at this moment counts.
    const [found, places] = await Promise.all([
      webhooks.find({ _id: { $in: [...new Set(got.map(({ webhook_id }) => webhook_id))] } }).toArray(),
      placesOf(got, lease.token),
    ]);
    const byId = new Map(found.map((webhook) => [webhook._id, webhook]));
    const claimed = new Map(
      got.map((log) => [
        log._id,
        {
          log: { ...log, attempt: places.get(log._id)?.attempt ?? log.attempt },
          token: lease.token,
          webhook: byId.get(log.webhook_id) ?? null,
          isDelivered: places.get(log._id)?.isDelivered ?? false,
        },
      ]),
    );
    return due.map(({ _id }) => claimed.get(_id) ?? null);
  };
}
