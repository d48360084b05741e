import type { Clock } from '../../database/clock.ts';
import type { Collections, LogDocument, WebhookDocument } from '../../database/collections.ts';
import { deliveryKey, type RefusalReason, readDeliveries, refusalOf } from './delivery.ts';

/** Why the log could not be retried by hand at this moment, or null if it could. Changes nothing. */
export type FindRefusal = (webhook: WebhookDocument, log: LogDocument) => Promise<RefusalReason | null>;

/** @param retryWindow ms: older logs are too old to be retried */
export function createFindRefusal(
  { logs }: Pick<Collections, 'logs'>,
  { clock, retryWindow }: { clock: Clock; retryWindow: number },
): FindRefusal {
  return async (webhook, log) => {
    const deliveries = await readDeliveries(logs, [log]);
    return refusalOf(log, deliveries.get(deliveryKey(log)) ?? [], webhook, clock.fromNow(-retryWindow));
  };
}
