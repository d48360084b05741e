import type { Filter } from 'mongodb';
import type { Clock } from '../../database/clock.ts';
import type { Collections, Lease, LogDocument } from '../../database/collections.ts';
import { refusedStatements, retryOnWriteConflict } from '../../database/errors.ts';
import type { Waiting } from '../retry/delivery.ts';

/** A queued log that nobody found for this long has no wake-up: it got lost in a crash. */
const OVERDUE_MS = 5_000;
/** A log whose lease ran out this often fails: it is likely to be what ends the processes that take it. */
export const MOST_TAKEOVERS = 5;
/** The body of the largest event, and what is put around it, bytes: for logs that do not tell. */
export const LARGEST_PAYLOAD = 272 * 1024;

/** What is remembered of a log that waits to be claimed. Its payload is not: many wait, and payloads are large. */
export type DueLog = Pick<LogDocument, '_id' | 'webhook_id' | 'trigger'> & {
  environment_id: string;
  takeovers: number;
  /** What the claim of the log reads, bytes. */
  bytes: number;
};

/** Retries, which wait for their time: somebody is woken for each when it is due. */
export const RETRIES = ['automatic', 'manual'] as const;
export type RetryTrigger = (typeof RETRIES)[number];

/** Webhooks, each once, and the due time from which the next page is read; null once all were read. */
export interface WebhookPage {
  ids: string[];
  next: Date | null;
}

type Remembered = Pick<
  LogDocument,
  '_id' | 'webhook_id' | 'trigger' | 'environment_id' | 'agent_id' | 'takeovers' | 'payload_bytes'
>;

export function dueLog({ _id, webhook_id, trigger, takeovers = 0, ...log }: Remembered): DueLog {
  return {
    _id,
    webhook_id,
    trigger,
    environment_id: log.environment_id ?? log.agent_id,
    takeovers,
    bytes: log.payload_bytes ?? LARGEST_PAYLOAD,
  };
}

/** Logs that are due, in the order of their due times, and where the next page begins; null once all were read. */
export interface DuePage {
  logs: DueLog[];
  next: Date | null;
}

type DueFields = Remembered & Pick<LogDocument, 'due_at'>;

/** The queue in the database: what is due, and who works on it. */
export interface Queue {
  /** First attempts that are due, from a due time on: so that what waits already is not read again at every poll. */
  dueEvents(from: Date, limit: number): Promise<DuePage>;
  /** All that is due for these webhooks, the longest due first. */
  dueOf(webhookIds: string[], limit: number): Promise<DueLog[]>;
  /** Webhooks for which a retry is overdue, from a due time on: somebody has to be woken for them. */
  overdueWebhooks(trigger: RetryTrigger, from: Date, limit: number): Promise<WebhookPage>;
  /** Takes logs under a lease. Gives those that it got, whole. Somebody else has the others, or another attempt of the delivery is under way: those stay queued. */
  claim(logs: DueLog[], lease: Lease): Promise<LogDocument[]>;
  /** Prolongs the leases that are still ours. */
  renew(ids: string[], tokens: string[], until: Date): Promise<void>;
  /** Gives logs back before their lease is over, to be sent by whoever comes next. */
  release(ids: string[], tokens: string[]): Promise<void>;
  /** Queues again what was being delivered by a process that is gone. Gives how many. */
  expireLeases(): Promise<number>;
  /** Cancels for good what waits for these webhooks, which were deleted. */
  cancelOfDeleted(webhookIds: string[]): Promise<void>;
  /** Cancels what waits for a webhook that was disabled, up to what was made at a time: it can be recovered. */
  cancelOfDisabled(webhookId: string, madeUpTo: Date): Promise<void>;
  /** Cancels what waits in deliveries that were delivered, or that a manual retry goes on with. None of it is recoverable from then on. */
  cancelInDeliveries(waiting: Waiting[]): Promise<void>;
  /** Notes that deliveries went on after these logs, so that nothing up to them waits to be recovered. */
  noteRecovered(logs: Pick<LogDocument, 'event_id' | 'webhook_id' | 'sequence'>[]): Promise<void>;
}

/** @param retention ms that a final log is kept */
export function createQueue({ logs }: Pick<Collections, 'logs'>, retention: number, clock: Clock): Queue {
  /** Of one delivery the unique index lets one attempt be under way, in any number of processes. */
  async function claimAlone(ids: string[], due: { open: true; status: 'queued' }, lease: Lease): Promise<void> {
    const operations = ids.map((_id) => ({
      updateOne: {
        filter: { _id, ...due },
        update: { $set: { status: 'delivering' as const, lease, exclusive: true as const } },
      },
    }));
    await retryOnWriteConflict(() => logs.bulkWrite(operations, { ordered: false })).catch((error: unknown) => {
      if (!refusedStatements(error)?.every(({ isDuplicate }) => isDuplicate)) throw error;
    });
  }

  async function findDue(filter: Filter<LogDocument>, limit: number) {
    const found = await logs
      .find({ open: true, status: 'queued', ...filter })
      .project<DueFields>({
        webhook_id: 1,
        trigger: 1,
        environment_id: 1,
        agent_id: 1,
        takeovers: 1,
        payload_bytes: 1,
        due_at: 1,
      })
      .sort({ due_at: 1 })
      .limit(limit)
      .toArray();
    return { logs: found.map(dueLog), lastDue: found.length === limit ? found.at(-1)?.due_at : undefined };
  }

  /** A page that is full of one moment goes on behind it: what it has more of is found by the next sweep. */
  async function duePage(trigger: LogDocument['trigger'][], from: Date, to: Date, limit: number): Promise<DuePage> {
    const found = await findDue({ trigger: { $in: trigger }, due_at: { $gte: from, $lte: to } }, limit);
    const { lastDue } = found;
    if (!lastDue) return { logs: found.logs, next: null };
    return { logs: found.logs, next: lastDue > from ? lastDue : new Date(lastDue.getTime() + 1) };
  }

  const canceled = (error_code: 'webhook_disabled' | 'webhook_deleted' | 'superseded') => {
    const now = clock.now();
    const expires_at = new Date(now.getTime() + retention);
    return {
      $set: {
        status: 'canceled' as const,
        error_code,
        finished_at: now,
        recorded_at: now,
        expires_at,
        ...(error_code === 'webhook_disabled' && { recoverable: true as const }),
      },
      $unset: { open: '' as const },
    };
  };
  const recovered = (delivery: Pick<LogDocument, 'event_id' | 'webhook_id'>, before?: number) => ({
    updateMany: {
      filter: {
        event_id: delivery.event_id,
        webhook_id: delivery.webhook_id,
        recoverable: true as const,
        ...(before !== undefined && { sequence: { $lt: before } }),
      },
      update: { $unset: { recoverable: '' as const } },
    },
  });
  // Still due since when it was: so it is overdue, and found even if nobody is woken for it.
  const requeued = () => ({
    $set: { status: 'queued' as const },
    $unset: { lease: '' as const, exclusive: '' as const },
  });
  const failedBy = (error_code: 'interrupted' | 'internal_error', finished_at: Date) => ({
    $set: {
      status: 'failed' as const,
      error_code,
      finished_at,
      recorded_at: finished_at,
      expires_at: new Date(finished_at.getTime() + retention),
    },
    $unset: { open: '' as const, lease: '' as const, exclusive: '' as const },
  });

  return {
    dueEvents: (from, limit) => duePage(['event'], from, clock.now(), limit),

    async dueOf(webhookIds, limit) {
      return (await findDue({ webhook_id: { $in: webhookIds }, due_at: { $lte: clock.now() } }, limit)).logs;
    },

    // By due time, so that what waits for its time is not read. First attempts are left out: polls sweep through all that are due.
    async overdueWebhooks(trigger, from, limit) {
      const { logs: found, next } = await duePage([trigger], from, clock.fromNow(-OVERDUE_MS), limit);
      return { ids: [...new Set(found.map(({ webhook_id }) => webhook_id))], next };
    },

    // Failure policy: a crash before this write leaves the logs queued; after it, leased. Somebody finds the former by
    // looking, and the latter when the lease is over (expireLeases). Nothing has been sent in either case.
    async claim(claimed, lease) {
      const ids = claimed.map(({ _id }) => _id);
      const first = claimed.filter(({ trigger }) => trigger === 'event').map(({ _id }) => _id);
      const later = claimed.filter(({ trigger }) => trigger !== 'event').map(({ _id }) => _id);
      const due = { open: true as const, status: 'queued' as const };
      await Promise.all([
        first.length > 0 &&
          retryOnWriteConflict(() =>
            logs.updateMany({ _id: { $in: first }, ...due }, { $set: { status: 'delivering', lease } }),
          ),
        later.length > 0 && claimAlone(later, due, lease),
      ]);
      return logs.find({ _id: { $in: ids }, 'lease.token': lease.token }).toArray();
    },

    // Failure policy: a lease that could not be renewed runs out, and the attempt is sent again by another process. Its
    // owner finds out when it writes the result: the token no longer matches, and nothing is written.
    async renew(ids, tokens, until) {
      if (ids.length === 0) return;
      await logs.updateMany(
        { _id: { $in: ids }, status: 'delivering', 'lease.token': { $in: tokens } },
        { $set: { 'lease.until': until } },
      );
    },

    async release(ids, tokens) {
      if (ids.length === 0) return;
      await logs.updateMany({ _id: { $in: ids }, status: 'delivering', 'lease.token': { $in: tokens } }, requeued());
    },

    // Failure policy: whether the receiver got the attempt of a process that died cannot be known, so it is sent again
    // (at least once) under the same `webhook-id`. A test has nobody left who waits for its answer: it fails instead.
    // So does a log that was taken over too often, without a retry of its own: a person has to look at it.
    async expireLeases() {
      const now = clock.now();
      const expired: Filter<LogDocument> = { open: true, status: 'delivering', 'lease.until': { $lte: now } };
      await logs.updateMany({ ...expired, trigger: 'test' }, failedBy('interrupted', now));
      const given = await logs.updateMany(
        { ...expired, trigger: { $ne: 'test' }, takeovers: { $gte: MOST_TAKEOVERS - 1 } },
        failedBy('internal_error', now),
      );
      const { modifiedCount } = await logs.updateMany(
        { ...expired, trigger: { $ne: 'test' } },
        { ...requeued(), $inc: { takeovers: 1 } },
      );
      return given.modifiedCount + modifiedCount;
    },

    // Failure policy: called after the webhook was deleted. A crash in between leaves logs that wait; whoever claims one looks
    // at the webhook first and cancels it then.
    async cancelOfDeleted(webhookIds) {
      if (webhookIds.length === 0) return;
      const waiting = { webhook_id: { $in: webhookIds }, open: true as const, status: 'queued' as const };
      await retryOnWriteConflict(() => logs.updateMany(waiting, canceled('webhook_deleted')));
    },

    // Failure policy: called after the webhook was disabled, and again before it is enabled. A crash in between leaves logs that
    // wait: whoever claims one looks at the webhook first and cancels it then, and enabling it cancels what is left. What was
    // made since is left alone, so a call that comes late cancels nothing that was published once the webhook was enabled again.
    async cancelOfDisabled(webhookId, madeUpTo) {
      const waiting = { webhook_id: webhookId, open: true as const, status: 'queued' as const };
      await retryOnWriteConflict(() =>
        logs.updateMany({ ...waiting, created_at: { $lte: madeUpTo } }, canceled('webhook_disabled')),
      );
    },

    // In this order: what is disabled meanwhile is either superseded, or recoverable when the second update looks.
    // Failure policy: whoever calls this repeats it after a crash (settle), and until then one send too many is possible, and
    // a delivery that went on is counted among those to be recovered. A retry that was not settled, because nothing else follows
    // from it, leaves that to whoever retries the log again (noteRecovered).
    async cancelInDeliveries(waiting) {
      if (waiting.length === 0) return;
      const operations = [
        ...waiting.map(({ event_id, webhook_id, automaticBefore }) => ({
          updateMany: {
            filter: {
              event_id,
              webhook_id,
              open: true as const,
              status: 'queued' as const,
              ...(automaticBefore !== undefined && {
                trigger: 'automatic' as const,
                sequence: { $lt: automaticBefore },
              }),
            },
            update: canceled('superseded'),
          },
        })),
        ...waiting.map((one) => recovered(one, one.automaticBefore)),
      ];
      await retryOnWriteConflict(() => logs.bulkWrite(operations, { ordered: true }));
    },

    async noteRecovered(wentOn) {
      if (wentOn.length === 0) return;
      const operations = wentOn.map((log) => recovered(log, log.sequence + 1));
      await retryOnWriteConflict(() => logs.bulkWrite(operations, { ordered: false }));
    },
  };
}
