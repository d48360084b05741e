import type { Log, RetryRefusalReason, Webhook } from '@reentrega/client';
import { isOpen } from '../deliveries/delivery.ts';

type Known = Pick<Log, 'status' | 'error_code' | 'trigger'>;

/**
 * Why the service would refuse to retry a log, by the rules of `retryLog`, as far as they can be told beforehand; null if it
 * can be retried. How old a log may be is for the service to say.
 * @param delivery the attempts of its delivery that are known
 */
export function refusalOf(
  log: Known,
  delivery: readonly Known[],
  webhook: Pick<Webhook, 'enabled'>,
): RetryRefusalReason | null {
  if (log.status === 'success') return 'already_succeeded';
  if (isOpen(log)) return 'in_progress';
  if (log.status === 'canceled' && log.error_code !== 'webhook_disabled') return 'canceled';
  if (delivery.some(({ status }) => status === 'success')) return 'already_delivered';
  if (delivery.some((other) => isOpen(other) && !isWaitingAutomatic(other))) return 'retry_in_progress';
  return webhook.enabled ? null : 'webhook_disabled';
}

/** Gives way to a retry by hand. */
function isWaitingAutomatic({ trigger, status }: Known): boolean {
  return trigger === 'automatic' && status === 'queued';
}
