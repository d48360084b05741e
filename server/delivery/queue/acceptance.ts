import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { findTogether } from '../../database/batch.ts';
import type { Clock } from '../../database/clock.ts';
import type { Collections, LogDocument, WebhookDocument } from '../../database/collections.ts';
import { insertMissing } from '../../database/insert-missing.ts';
import type { Claimed } from './claim.ts';
import { type DueLog, dueLog, type Queue } from './queue.ts';
import type { Limits, WebhookQueues } from './webhook-queues.ts';

/** What was accepted here and has not had its turn for this long goes back to the queue, ms. */
const MOST_WAIT = 1_000;

/** A log that is not written yet, and its webhook as it is now. */
export interface FirstAttempt {
  log: LogDocument;
  webhook: WebhookDocument;
}

/** Puts first attempts into the queue, and keeps those that this process will send soon: they need not be claimed. */
export interface Acceptance {
  accept(fresh: FirstAttempt[]): Promise<void>;
  /** What was accepted here and now has its turn; undefined for a log that has to be claimed. */
  take(due: DueLog): Promise<Claimed> | undefined;
  /** A turn that does not come soon is waited for in the queue, where other processes see it. */
  giveBackLate(): Promise<void>;
  /** Forgets what waits; its leases are still `held`. */
  clear(): void;
}

export interface AcceptanceOptions {
  queue: Queue;
  queues: WebhookQueues;
  /** The token of the lease of each log that this process holds. */
  held: Map<string, string>;
  limits: Limits;
  clock: Clock;
  leaseMs: number;
  logger: Logger;
  /** Whether this process sends, and can do with more. */
  isTaking(): boolean;
  enqueue(logs: LogDocument[]): void;
}

interface Accepted {
  claimed: Claimed;
  /** The webhook is as it was given: nothing has been waited for since. */
  isCurrent: boolean;
  since: number;
}

export function createAcceptance(
  collections: Pick<Collections, 'logs' | 'webhooks'>,
  { queue, queues, held, limits, clock, leaseMs, logger, isTaking, enqueue }: AcceptanceOptions,
): Acceptance {
  const accepted = new Map<string, Accepted>();
  /** Logs that are being written under a lease of this process. */
  let inserting = 0;
  const webhookById = findTogether(collections.webhooks, '_id');

  /** Those of the logs that would have their turn at once, or nearly. */
  function next(fresh: FirstAttempt[]): FirstAttempt[] {
    let room = isTaking() ? limits.total - accepted.size - inserting : 0;
    const before = new Map<string, number>();
    return fresh.filter(({ log }) => {
      const count = before.get(log.webhook_id) ?? 0;
      if (log.status !== 'queued' || room <= 0 || !queues.isNext(dueLog(log), count)) return false;
      before.set(log.webhook_id, count + 1);
      room--;
      return true;
    });
  }

  async function giveBack(ids: string[], tokens: string[]): Promise<void> {
    for (const id of ids) {
      accepted.delete(id);
      held.delete(id);
    }
    await release(ids, tokens);
  }

  async function release(ids: string[], tokens: string[]): Promise<void> {
    await queue
      .release(ids, tokens)
      .catch((error) => logger.warn({ err: error }, 'delivery: accepted logs not given back'));
  }

  // Failure policy: a crash before the insert has promised nothing to anybody. After it, the logs are queued, or leased to this
  // process until the lease runs out. An insert that fails may have been made all the same: what is leased is given back, and
  // if that fails too, it is taken over when the lease runs out.
  async function accept(fresh: FirstAttempt[]): Promise<void> {
    const since = performance.now();
    const token = randomUUID();
    const lease = { token, until: clock.fromNow(leaseMs) };
    const leased = new Map(next(fresh).map((one) => [one.log._id, one]));
    let there: Set<number>;
    inserting += leased.size;
    try {
      there = await insertMissing(
        collections.logs,
        fresh.map(({ log }) => (leased.has(log._id) ? { ...log, status: 'delivering' as const, lease } : log)),
      );
    } catch (error) {
      await release([...leased.keys()], [token]);
      throw error;
    } finally {
      inserting -= leased.size;
    }
    // What is there already is somebody's, perhaps our own under another lease: a repeated request must not touch that.
    const written = fresh.filter((_, index) => !there.has(index)).map(({ log }) => log);
    const ours = new Set(written.map(({ _id }) => _id));
    for (const id of leased.keys()) if (!ours.has(id)) leased.delete(id);
    for (const { log, webhook } of leased.values()) {
      held.set(log._id, token);
      accepted.set(log._id, { claimed: { log, token, webhook, isDelivered: false }, isCurrent: true, since });
    }
    enqueue(written.filter(({ status }) => status === 'queued'));
    // What has started by now was sent by its webhook as it was given. The others wait, and their webhooks may change meanwhile.
    for (const id of leased.keys()) {
      const waiting = accepted.get(id);
      if (waiting) waiting.isCurrent = false;
    }
    // There was no room for these, or the process stops.
    const homeless = [...leased.keys()].filter((id) => held.get(id) === token && !queues.knows(id));
    if (homeless.length > 0) await giveBack(homeless, [token]);
  }

  async function withWebhookNow(claimed: Claimed): Promise<Claimed> {
    const [webhook = null] = await webhookById(claimed.log.webhook_id);
    return { ...claimed, webhook };
  }

  return {
    accept,
    take({ _id }) {
      const own = accepted.get(_id);
      if (!own) return undefined;
      accepted.delete(_id);
      return own.isCurrent ? Promise.resolve(own.claimed) : withWebhookNow(own.claimed);
    },
    async giveBackLate() {
      const late = [...accepted.values()]
        .filter(({ isCurrent, since }) => !isCurrent && performance.now() - since > MOST_WAIT)
        .map(({ claimed }) => claimed);
      if (late.length === 0) return;
      const ids = late.map(({ log }) => log._id);
      await giveBack(ids, [...new Set(late.map(({ token }) => token))]);
    },
    clear: () => accepted.clear(),
  };
}
