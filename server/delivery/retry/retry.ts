import type { Clock } from '../../database/clock.ts';
import type { Collections, LogDocument, WebhookDocument } from '../../database/collections.ts';
import { newId } from '../../database/ids.ts';
import { insertMissing } from '../../database/insert-missing.ts';
import { withinBytes } from '../../database/within-bytes.ts';
import type { WakeAt } from '../attempt/results.ts';
import { LARGEST_PAYLOAD, type Queue } from '../queue/queue.ts';
import {
  type DeliveryLog,
  deliveryKey,
  isDelivered,
  nextInDelivery,
  type RefusalReason,
  readDeliveries,
  refusalOf,
  supersededBy,
} from './delivery.ts';

/**
 * A log that may be retried. Its payload is read when a retry is made of it, unless it was read before: most logs of a bulk retry may
 * be refused, and payloads are large.
 */
export type Retriable = Omit<LogDocument, 'payload'> & Partial<Pick<LogDocument, 'payload'>>;

/** A projection: what the rules need of a log, without what can be large. */
export const WITHOUT_PAYLOAD = { payload: 0, request_headers: 0, response_headers: 0, response_body: 0 } as const;

/** The new log's id and time, or why there is none. */
export type RetryOutcome = { queued: Pick<LogDocument, '_id' | 'created_at'> } | { refused: RefusalReason };

/** Retries logs of one webhook by hand, all under the rules of the contract. Gives an outcome for each, by its id. */
export type RetryLogs = (
  webhook: WebhookDocument,
  logs: Retriable[],
  options?: {
    /** When the request for it came in: a retry that was under way then is in the way, even if it is over by now. */
    askedAt?: Date;
    /** The id of the new log, made at this time: a derived one makes the retry repeatable after a crash. */
    idFor?: (log: Retriable, at: Date) => string;
  },
) => Promise<Map<string, RetryOutcome>>;

/** Appends to a delivery that keep losing against others give up after this many reads of it. */
const MOST_ROUNDS = 5;

export interface RetryOptions {
  queue: Queue;
  clock: Clock;
  /** ms: older logs are too old to be retried. */
  retryWindow: number;
  /** Takes freshly queued logs to whoever sends in this process. */
  enqueue(logs: LogDocument[]): void;
  wakeAt: WakeAt;
}

export function createRetry(
  { logs }: Pick<Collections, 'logs'>,
  { queue, clock, retryWindow, enqueue, wakeAt }: RetryOptions,
): RetryLogs {
  // Failure policy: the new log is inserted first, then the automatic one that waits is canceled, then the alarm is set.
  // A crash before the insert changes nothing. After it, the automatic one still waits (one send more at worst, or it is
  // canceled when the retry ends), and a log without an alarm is found by the recovery job. What waited to be recovered is
  // counted until the retry ends, or is asked for again: a count that is too high, and nothing that is lost.
  async function append(fresh: LogDocument[]): Promise<LogDocument[]> {
    if (fresh.length === 0) return [];
    const taken = await insertMissing(logs, fresh);
    const inserted = fresh.filter((_, index) => !taken.has(index));
    if (inserted.length > 0) {
      await queue.cancelInDeliveries(inserted.map(supersededBy));
      enqueue(inserted);
      await wakeAt(inserted);
    }
    return inserted;
  }

  /**
   * Appends as many at a time as fit into memory with their payloads. Gives the ids of those that found their place; one whose original
   * has expired by now is left out.
   */
  async function appendAll(fresh: Retriable[]): Promise<Set<string>> {
    const inserted = new Set<string>();
    for (let left = fresh; left.length > 0; ) {
      const next = withinBytes(left, ({ payload_bytes = LARGEST_PAYLOAD }) => payload_bytes);
      left = left.slice(next.length);
      const payloads = await payloadsOf(next.filter(({ payload }) => payload === undefined));
      const whole = next.flatMap((retry): LogDocument[] => {
        const payload = retry.payload ?? payloads.get(retry.original_log_id);
        return payload === undefined ? [] : [{ ...retry, payload, payload_bytes: Buffer.byteLength(payload) }];
      });
      for (const { _id } of await append(whole)) inserted.add(_id);
    }
    return inserted;
  }

  async function payloadsOf(retries: Retriable[]): Promise<Map<string | null, string>> {
    if (retries.length === 0) return new Map();
    const originals = retries.flatMap(({ original_log_id }) => original_log_id ?? []);
    const found = await logs
      .find({ _id: { $in: originals } })
      .project<Pick<LogDocument, '_id' | 'payload'>>({ payload: 1 })
      .batchSize(originals.length + 1)
      .toArray();
    return new Map(found.map(({ _id, payload }) => [_id, payload]));
  }

  return async (webhook, requested, { askedAt = clock.now(), idFor = (_: Retriable, at: Date) => newId(at) } = {}) => {
    const oldest = clock.fromNow(-retryWindow);
    const outcomes = new Map<string, RetryOutcome>();
    const tried = new Map<string, Retriable>();
    const wentOn = new Map<string, Retriable>();
    let undecided = requested;
    for (let round = 1; undecided.length > 0; round++) {
      const deliveries = await readDeliveries(logs, undecided);
      const fresh = new Map<string, Retriable>();
      for (const log of undecided) {
        const delivery = deliveries.get(deliveryKey(log)) ?? [];
        const now = clock.now();
        const retry = manualRetry(log, delivery, idFor(log, now), now);
        const before = delivery.find(({ _id }) => _id === retry._id);
        const reason =
          refusalOf(log, delivery, webhook, oldest) ??
          (wasOvertaken(delivery, tried.get(log._id), askedAt) ? 'retry_in_progress' : null);
        if (before) outcomes.set(log._id, madeBefore(before, log));
        else if (reason) outcomes.set(log._id, { refused: reason });
        else if (round > MOST_ROUNDS) outcomes.set(log._id, { refused: 'retry_in_progress' });
        else fresh.set(log._id, retry);
        tried.set(log._id, retry);
        // A crash came between the log that goes on and its note of that, or there was an attempt under way at the time.
        if (log.recoverable && hasGoneOn(log, delivery)) wentOn.set(log._id, log);
      }
      // The delivery's unique index lets one append pass for each state that was read: of two retries at the same instant,
      // in any number of processes, one finds its place taken, and reads the delivery again.
      const inserted = await appendAll([...fresh.values()]);
      for (const [originalId, retry] of fresh) if (inserted.has(retry._id)) outcomes.set(originalId, { queued: retry });
      undecided = undecided.filter(({ _id }) => !outcomes.has(_id));
    }
    await queue.noteRecovered([...wentOn.values()]);
    return outcomes;
  };
}

/**
 * Somebody else retried by hand at the same instant: it was under way when we were asked, or it has the place we tried for.
 * That is the one retry, even if a quick receiver has refused it by now.
 */
function wasOvertaken(delivery: DeliveryLog[], tried: Retriable | undefined, askedAt: Date): boolean {
  return delivery.some(
    ({ trigger, sequence, finished_at }) =>
      trigger === 'manual' &&
      ((tried !== undefined && sequence >= tried.sequence) || (finished_at !== undefined && finished_at >= askedAt)),
  );
}

function hasGoneOn({ sequence }: Retriable, delivery: DeliveryLog[]): boolean {
  return isDelivered(delivery) || delivery.some((other) => other.sequence > sequence);
}

/** The id is taken: a crash came between our own insert and what followed, or the same id stands for another log of the delivery. */
function madeBefore(before: DeliveryLog, log: Retriable): RetryOutcome {
  return before.original_log_id === log._id ? { queued: before } : { refused: 'retry_in_progress' };
}

function manualRetry(original: Retriable, delivery: DeliveryLog[], _id: string, created_at: Date): Retriable {
  return {
    _id,
    ...(original.environment_id && { environment_id: original.environment_id }),
    agent_id: original.agent_id,
    webhook_id: original.webhook_id,
    event_id: original.event_id,
    event: original.event,
    ...(original.payload !== undefined && { payload: original.payload }),
    ...(original.payload_bytes !== undefined && { payload_bytes: original.payload_bytes }),
    trigger: 'manual',
    status: 'queued',
    open: true,
    ...nextInDelivery(delivery),
    original_log_id: original._id,
    created_at,
    due_at: created_at,
  };
}
