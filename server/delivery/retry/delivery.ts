import type { Collection } from 'mongodb';
import type { components } from '../../../generated/types.ts';
import type { LogDocument, WebhookDocument } from '../../database/collections.ts';

export type RefusalReason = components['schemas']['RetryRefusalReason'];

/** What the rules need to know of a log in its delivery. */
export type DeliveryLog = Pick<
  LogDocument,
  | '_id'
  | 'event_id'
  | 'webhook_id'
  | 'status'
  | 'error_code'
  | 'trigger'
  | 'attempt'
  | 'sequence'
  | 'automatic_retries'
  | 'original_log_id'
  | 'created_at'
  | 'finished_at'
>;

/** The fields of DeliveryLog, to read no more than that (payloads are large). */
const DELIVERY_FIELDS = {
  event_id: 1,
  webhook_id: 1,
  status: 1,
  error_code: 1,
  trigger: 1,
  attempt: 1,
  sequence: 1,
  automatic_retries: 1,
  original_log_id: 1,
  created_at: 1,
  finished_at: 1,
} as const;

/** Names a delivery: one event for one webhook. */
export function deliveryKey({ event_id, webhook_id }: Pick<LogDocument, 'event_id' | 'webhook_id'>): string {
  return `${event_id} ${webhook_id}`;
}

function byDelivery<Log extends DeliveryLog>(logs: Log[]): Map<string, Log[]> {
  return Map.groupBy(logs, deliveryKey);
}

/**
 * Deliveries are read in one answer of the database, as far as 16 MiB go. Servers that are compatible with MongoDB (DocumentDB, on
 * PostgreSQL) miss documents that are changed between two answers of a cursor, and give others twice.
 */
const IN_ONE_ANSWER = 100_000;

/**
 * All logs of the deliveries that these logs belong to, by delivery. Those of one webhook are asked for by event and webhook; of
 * several, by event alone: with the webhooks beside them, a database looks up every pair of the two lists. The logs of other
 * webhooks are left out here.
 */
export async function readDeliveries(
  logs: Collection<LogDocument>,
  of: Pick<LogDocument, 'event_id' | 'webhook_id'>[],
): Promise<Map<string, DeliveryLog[]>> {
  if (of.length === 0) return new Map();
  const wanted = new Set(of.map(deliveryKey));
  const [webhookId, ...others] = new Set(of.map(({ webhook_id }) => webhook_id));
  const found = await logs
    .find({
      event_id: { $in: [...new Set(of.map(({ event_id }) => event_id))] },
      ...(webhookId !== undefined && others.length === 0 && { webhook_id: webhookId }),
    })
    .project<DeliveryLog>(DELIVERY_FIELDS)
    .batchSize(IN_ONE_ANSWER)
    .toArray();
  return byDelivery(found.filter((log) => wanted.has(deliveryKey(log))));
}

/** Waits for its time: nobody has started to send it. An automatic one gives way to a manual retry. */
function isWaitingAutomatic(log: DeliveryLog): boolean {
  return log.trigger === 'automatic' && log.status === 'queued';
}

/** Which logs of a delivery a manual retry takes the place of: the automatic one that waited when it was made. */
export function supersededBy({ event_id, webhook_id, sequence }: DeliveryLog): Waiting {
  return { event_id, webhook_id, automaticBefore: sequence };
}

/**
 * Logs that wait in a delivery: all of them, or only automatic ones from before a place in it. Likewise for those that wait to
 * be recovered, whatever their trigger.
 */
export type Waiting = Pick<LogDocument, 'event_id' | 'webhook_id'> & { automaticBefore?: number };

/** True when `other` is a later word of the delivery than `log`: what comes next is for `other` to say. */
export function endedAfter(other: DeliveryLog, log: DeliveryLog): boolean {
  return (
    other.status === 'failed' &&
    other.finished_at !== undefined &&
    log.finished_at !== undefined &&
    other.finished_at > log.finished_at
  );
}

export function isOpen(log: DeliveryLog): boolean {
  return log.status === 'queued' || log.status === 'delivering';
}

export function isDelivered(delivery: DeliveryLog[]): boolean {
  return delivery.some(({ status }) => status === 'success');
}

/** Canceled, but not for good: its webhook was disabled. */
export function isCanceledByDisabling({ status, error_code }: Pick<LogDocument, 'status' | 'error_code'>): boolean {
  return status === 'canceled' && error_code === 'webhook_disabled';
}

/**
 * Where the next log of a delivery stands. `attempt` counts sends, so what was canceled, or is about to give way, has none. An
 * automatic retry that was canceled because the webhook was disabled is not used up: the schedule goes on from before it.
 */
export function nextInDelivery(
  delivery: DeliveryLog[],
): Pick<LogDocument, 'attempt' | 'sequence' | 'automatic_retries'> {
  const sent = delivery.filter((log) => log.status !== 'canceled' && !isWaitingAutomatic(log));
  return {
    attempt: 1 + Math.max(0, ...sent.map(({ attempt }) => attempt)),
    sequence: 1 + Math.max(0, ...delivery.map(({ sequence }) => sequence)),
    automatic_retries: Math.max(
      0,
      ...delivery.filter((log) => !isCanceledByDisabling(log)).map(({ automatic_retries }) => automatic_retries),
    ),
  };
}

/**
 * Why a log cannot be retried by hand, or null if it can (rule 2 of the contract).
 * @param delivery all logs of the log's delivery
 * @param oldest logs made before this are too old
 */
export function refusalOf(
  log: Pick<LogDocument, 'status' | 'error_code' | 'created_at'>,
  delivery: DeliveryLog[],
  webhook: Pick<WebhookDocument, 'enabled'>,
  oldest: Date,
): RefusalReason | null {
  if (log.status === 'success') return 'already_succeeded';
  if (log.status === 'queued' || log.status === 'delivering') return 'in_progress';
  if (log.status === 'canceled' && !isCanceledByDisabling(log)) return 'canceled';
  if (isDelivered(delivery)) return 'already_delivered';
  if (delivery.some((other) => isOpen(other) && !isWaitingAutomatic(other))) return 'retry_in_progress';
  if (log.created_at < oldest) return 'too_old';
  if (!webhook.enabled) return 'webhook_disabled';
  return null;
}
