import type { Collection } from 'mongodb';
import type { components } from '../../../generated/types.ts';
import type { LogDocument, WebhookDocument } from '../../database/collections.ts';

export type RefusalReason = components['schemas']['RetryRefusalReason'];

/** What the rules need to know of a log in its thread. */
export type ThreadLog = Pick<
  LogDocument,
  | '_id'
  | 'event_id'
  | 'webhook_id'
  | 'status'
  | 'trigger'
  | 'attempt'
  | 'sequence'
  | 'automatic_retries'
  | 'original_log_id'
  | 'created_at'
  | 'finished_at'
>;

/** The fields of ThreadLog, to read no more than that (payloads are large). */
const THREAD_FIELDS = {
  event_id: 1,
  webhook_id: 1,
  status: 1,
  trigger: 1,
  attempt: 1,
  sequence: 1,
  automatic_retries: 1,
  original_log_id: 1,
  created_at: 1,
  finished_at: 1,
} as const;

/** Names a thread: one event for one webhook. */
export function threadKey({ event_id, webhook_id }: Pick<LogDocument, 'event_id' | 'webhook_id'>): string {
  return `${event_id} ${webhook_id}`;
}

function byThread<Log extends ThreadLog>(logs: Log[]): Map<string, Log[]> {
  return Map.groupBy(logs, threadKey);
}

/**
 * All logs of the deliveries that these logs belong to, by delivery. Asked for by event alone: with the webhooks beside
 * them, a database looks up every pair of the two lists. The few logs of other webhooks are left out here.
 */
export async function readThreads(
  logs: Collection<LogDocument>,
  of: Pick<LogDocument, 'event_id' | 'webhook_id'>[],
): Promise<Map<string, ThreadLog[]>> {
  if (of.length === 0) return new Map();
  const wanted = new Set(of.map(threadKey));
  const found = await logs
    .find({ event_id: { $in: [...new Set(of.map(({ event_id }) => event_id))] } })
    .project<ThreadLog>(THREAD_FIELDS)
    .toArray();
  return byThread(found.filter((log) => wanted.has(threadKey(log))));
}

/** Waits for its time: nobody has started to send it. An automatic one gives way to a manual retry. */
function isWaitingAutomatic(log: ThreadLog): boolean {
  return log.trigger === 'automatic' && log.status === 'queued';
}

/** Which logs of a thread a manual retry takes the place of: the automatic one that waited when it was made. */
export function supersededBy({ event_id, webhook_id, sequence }: ThreadLog): Waiting {
  return { event_id, webhook_id, automaticBefore: sequence };
}

/** Logs that wait in a thread: all of them, or only automatic ones from before a place in it. */
export type Waiting = Pick<LogDocument, 'event_id' | 'webhook_id'> & { automaticBefore?: number };

/** True when `other` is a later word of the thread than `log`: what comes next is for `other` to say. */
export function endedAfter(other: ThreadLog, log: ThreadLog): boolean {
  return (
    other.status === 'failed' &&
    other.finished_at !== undefined &&
    log.finished_at !== undefined &&
    other.finished_at > log.finished_at
  );
}

export function isOpen(log: ThreadLog): boolean {
  return log.status === 'queued' || log.status === 'delivering';
}

export function isDelivered(thread: ThreadLog[]): boolean {
  return thread.some(({ status }) => status === 'success');
}

/** Where the next log of a thread stands. `attempt` counts sends, so what was canceled, or is about to give way, has none. */
export function nextInThread(thread: ThreadLog[]): Pick<LogDocument, 'attempt' | 'sequence' | 'automatic_retries'> {
  const sent = thread.filter((log) => log.status !== 'canceled' && !isWaitingAutomatic(log));
  return {
    attempt: 1 + Math.max(0, ...sent.map(({ attempt }) => attempt)),
    sequence: 1 + Math.max(0, ...thread.map(({ sequence }) => sequence)),
    automatic_retries: Math.max(0, ...thread.map(({ automatic_retries }) => automatic_retries)),
  };
}

/**
 * Why a log cannot be retried by hand, or null if it can (rule 2 of the contract).
 * @param thread all logs of the log's thread
 * @param oldest logs made before this are too old
 */
export function refusalOf(
  log: Pick<LogDocument, 'status' | 'created_at'>,
  thread: ThreadLog[],
  webhook: Pick<WebhookDocument, 'enabled'>,
  oldest: Date,
): RefusalReason | null {
  if (log.status === 'success') return 'already_succeeded';
  if (log.status === 'queued' || log.status === 'delivering') return 'in_progress';
  if (log.status === 'canceled') return 'canceled';
  if (isDelivered(thread)) return 'already_delivered';
  if (thread.some((other) => isOpen(other) && !isWaitingAutomatic(other))) return 'retry_in_progress';
  if (log.created_at < oldest) return 'too_old';
  if (!webhook.enabled) return 'webhook_disabled';
  return null;
}
