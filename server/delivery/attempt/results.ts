import type { AnyBulkWriteOperation } from 'mongodb';
import type { Clock } from '../../database/clock.ts';
import {
  type AttemptResult,
  type Collections,
  type LogDocument,
  UNSETTLED,
  type WebhookDocument,
} from '../../database/collections.ts';
import { isContentRefused, isDatabaseUnavailable, retryOnWriteConflict } from '../../database/errors.ts';
import { newId } from '../../database/ids.ts';
import { insertMissing } from '../../database/insert-missing.ts';
import { readWithinBytes } from '../../database/within-bytes.ts';
import type { Queue } from '../queue/queue.ts';
import {
  deliveryKey,
  endedAfter,
  isDelivered,
  isOpen,
  nextInDelivery,
  readDeliveries,
  supersededBy,
} from '../retry/delivery.ts';
import { canceledFromTheStart } from './attempt.ts';

const GONE = 410;
/** Final logs that nobody settled for this long were left behind by a crash. */
const UNSETTLED_MS = 5_000;

/** An attempt that came to an end, and the token of the lease that it was made under. */
export interface Finished {
  log: LogDocument;
  token: string;
  result: AttemptResult;
}

/** What the response of a receiver takes where it is stored, roughly. */
export function responseBytes({ response_body, response_headers }: AttemptResult): number {
  const headers = (response_headers ?? []).reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  return headers + Buffer.byteLength(response_body ?? '');
}

/** Sets the alarm clock: these webhooks have something due at these times. */
export type WakeAt = (alarms: { webhook_id: string; due_at: Date }[]) => Promise<void>;

export interface Results {
  /** Writes results, and does what follows from them. Gives, for each, whether it was written (false: the lease was lost). */
  record(finished: Finished[]): Promise<boolean[]>;
  /** Does what a crashed process left undone after writing results. Gives how many logs it settled. */
  settleLeftovers(limit: number): Promise<number>;
}

/** @param retention ms that a final log is kept */
export function createResults(
  { logs, webhooks }: Pick<Collections, 'logs' | 'webhooks'>,
  { queue, clock, retention, wakeAt }: { queue: Queue; clock: Clock; retention: number; wakeAt: WakeAt },
): Results {
  const expiry = () => clock.fromNow(retention);

  /** Something follows from every result but these: a first attempt that succeeded, one with no retry to come, a canceled one. */
  function hasConsequences({ log, result }: Finished): boolean {
    if (result.status === 'success') return log.trigger !== 'event' && log.trigger !== 'test';
    return result.status === 'failed' && (result.next_attempt_at !== null || result.http_status === GONE);
  }

  // Failure policy: a crash before this write leaves leases, which run out: the attempt is sent again. A crash after it
  // leaves final logs that are UNSETTLED, which settleLeftovers() finds. The filter on the token keeps a process that lost
  // its lease from writing over the one that has it now.
  async function record(finished: Finished[]): Promise<boolean[]> {
    const recorded_at = clock.now();
    const operations = finished.map((one): AnyBulkWriteOperation<LogDocument> => {
      const { log, token, result } = one;
      const expires_at = hasConsequences(one) ? UNSETTLED : expiry();
      return {
        updateOne: {
          filter: { _id: log._id, status: 'delivering', 'lease.token': token },
          update: { $set: { ...result, recorded_at, expires_at }, $unset: { open: '', lease: '', exclusive: '' } },
        },
      };
    });
    const { matchedCount } = await retryOnWriteConflict(() => logs.bulkWrite(operations, { ordered: false }));
    const written = matchedCount === finished.length ? finished : await keepWritten(finished);
    const settling = written.filter(hasConsequences).map(({ log, result }) => ({ ...log, ...result }));
    if (settling.length > 0) await settle(settling);
    return finished.map((one) => written.includes(one));
  }

  /** Some leases were lost. What carries our very moment of finishing is ours. */
  async function keepWritten(finished: Finished[]): Promise<Finished[]> {
    const found = await logs
      .find({ _id: { $in: finished.map(({ log }) => log._id) }, finished_at: { $exists: true } })
      .project<Pick<LogDocument, '_id' | 'finished_at'>>({ finished_at: 1 })
      .toArray();
    const finishedAt = new Map(found.map(({ _id, finished_at }) => [_id, finished_at?.getTime()]));
    return finished.filter(({ log, result }) => finishedAt.get(log._id) === result.finished_at.getTime());
  }

  // Each step can be repeated, and the expiry goes last: so a crash between any two of them is mended by doing all again.
  async function settle(settling: LogDocument[]): Promise<void> {
    await queue.cancelInDeliveries(
      settling
        .filter(({ status }) => status === 'success')
        .map(({ event_id, webhook_id }) => ({ event_id, webhook_id })),
    );
    await disableGone(settling.filter(({ http_status }) => http_status === GONE));
    await queueNextAttempts(settling.filter(({ status, next_attempt_at }) => status === 'failed' && next_attempt_at));
    await logs.updateMany(
      { _id: { $in: settling.map(({ _id }) => _id) }, expires_at: UNSETTLED },
      { $set: { expires_at: expiry() } },
    );
  }

  // Failure policy: one log whose consequences cannot be drawn makes the batch fail, every time. So each is settled by itself.
  // Where the database refuses what follows, the log stays as it is, without its next attempt: it can be retried by hand. Any other
  // failure is tried again by the next run, and told when all others are settled.
  async function settleEach(leftovers: LogDocument[]): Promise<void> {
    const failures: unknown[] = [];
    for (const log of leftovers) {
      try {
        await settle([log]);
      } catch (error) {
        if (isDatabaseUnavailable(error)) throw error;
        failures.push(error);
        if (isContentRefused(error)) {
          const given = { expires_at: expiry(), ...(log.next_attempt_at && { next_attempt_at: null }) };
          await logs.updateOne({ _id: log._id, expires_at: UNSETTLED }, { $set: given });
        }
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'results whose consequences could not be drawn');
  }

  /** 410: the receiver says that it is gone for good. A webhook that was changed since it was asked was put right by a person. */
  async function disableGone(gone: LogDocument[]): Promise<void> {
    for (const { webhook_id, created_at, finished_at = created_at, duration_ms } of gone) {
      const sentAt = new Date(finished_at.getTime() - (duration_ms ?? 0));
      const disabled: Partial<WebhookDocument> = { enabled: false, disabled_reason: 'gone', updated_at: clock.now() };
      await webhooks.updateOne({ _id: webhook_id, enabled: true, updated_at: { $lte: sentAt } }, { $set: disabled });
    }
    const stillDisabled = await webhooks
      .find({ _id: { $in: gone.map(({ webhook_id }) => webhook_id) }, enabled: false })
      .project<Pick<WebhookDocument, '_id' | 'updated_at'>>({ updated_at: 1 })
      .toArray();
    for (const { _id, updated_at } of stillDisabled) await queue.cancelOfDisabled(_id, updated_at);
  }

  // The delivery is read first: it may have gone on since the result was written. Of attempts that were under way together,
  // the one that ends last goes on; two that end at once meet in the unique index of the delivery, and one of them does.
  // An attempt that was under way when its webhook was disabled goes on with a log that is canceled, to be recovered.
  async function queueNextAttempts(failed: LogDocument[]): Promise<void> {
    if (failed.length === 0) return;
    await queue.cancelInDeliveries(failed.filter(({ trigger }) => trigger === 'manual').map(supersededBy));
    const [deliveries, disabled] = await Promise.all([readDeliveries(logs, failed), disabledWebhooks(failed)]);
    const successors = failed.flatMap((log) => {
      const delivery = deliveries.get(deliveryKey(log)) ?? [];
      const wentOn =
        isDelivered(delivery) ||
        delivery.some((other) => isOpen(other) || endedAfter(other, log) || other.original_log_id === log._id);
      if (wentOn) return [];
      const next = nextAttempt(log, nextInDelivery(delivery));
      return [disabled.has(log.webhook_id) ? canceledFromTheStart(next, retention) : next];
    });
    if (successors.length === 0) return;
    await insertMissing(logs, successors);
    await wakeAt(successors.filter(isOpen));
  }

  async function disabledWebhooks(of: LogDocument[]): Promise<Set<string>> {
    const found = await webhooks
      .find({ _id: { $in: [...new Set(of.map(({ webhook_id }) => webhook_id))] }, enabled: false })
      .project<Pick<WebhookDocument, '_id'>>({ _id: 1 })
      .toArray();
    return new Set(found.map(({ _id }) => _id));
  }

  function nextAttempt(
    failed: LogDocument,
    place: Pick<LogDocument, 'attempt' | 'sequence' | 'automatic_retries'>,
  ): LogDocument {
    const created_at = clock.now();
    return {
      _id: newId(created_at),
      ...(failed.environment_id && { environment_id: failed.environment_id }),
      agent_id: failed.agent_id,
      webhook_id: failed.webhook_id,
      event_id: failed.event_id,
      event: failed.event,
      payload: failed.payload,
      payload_bytes: failed.payload_bytes ?? Buffer.byteLength(failed.payload),
      trigger: 'automatic',
      status: 'queued',
      open: true,
      attempt: place.attempt,
      sequence: place.sequence,
      automatic_retries: place.automatic_retries + 1,
      original_log_id: failed._id,
      created_at,
      due_at: failed.next_attempt_at ?? created_at,
    };
  }

  return {
    record,
    async settleLeftovers(limit) {
      const before = clock.fromNow(-UNSETTLED_MS);
      let settled = 0;
      for (let isCut = true; isCut && settled < limit; ) {
        const left = logs.find({ expires_at: UNSETTLED, finished_at: { $lte: before } }).limit(limit - settled);
        const leftovers = await readWithinBytes(left);
        if (leftovers.documents.length > 0) {
          await settle(leftovers.documents).catch((error) => {
            if (isDatabaseUnavailable(error)) throw error;
            return settleEach(leftovers.documents);
          });
        }
        settled += leftovers.documents.length;
        isCut = leftovers.isCut;
      }
      return settled;
    },
  };
}
