import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { batched } from '../../database/batch.ts';
import type { Clock } from '../../database/clock.ts';
import type { Collections, LogDocument } from '../../database/collections.ts';
import { type Attempt, canceled } from '../attempt/attempt.ts';
import type { Finished, Results } from '../attempt/results.ts';
import { createAcceptance, type FirstAttempt } from './acceptance.ts';
import { type Claimed, createClaim } from './claim.ts';
import { createPace } from './pace.ts';
import { type DueLog, type DuePage, dueLog, type Queue } from './queue.ts';
import { createResultWriter } from './result-writer.ts';
import { type Limits, WebhookQueues } from './webhook-queues.ts';

/** How often a worker polls for logs that other processes published, ms. */
const POLL_EVERY = 250;
/** The longest pause between polls of a database that is slow, ms. */
const MOST_PAUSE = 2_000;
const POLL_LIMIT = 500;
/** A log can become visible this much later than it is due: its process was slow to write it, ms. */
const LATE_WRITE = 10_000;
const BEGINNING = new Date(0);
const NOTHING_MORE: DuePage = { logs: [], next: null };
const CLAIM_LIMIT = 100;

export interface Dispatcher {
  start(): void;
  /**
   * Puts first attempts into the queue. Those that may be sent at once are written under a lease of this process, and sent as
   * soon as they are there: without being looked for, claimed and read. Those that are there already are left as they are.
   */
  accept(fresh: FirstAttempt[]): Promise<void>;
  /**
   * Resolves when these webhooks can do with more: at once, but for those whose receivers are quick and have enough before them.
   * For these it waits up to a tenth of a second, so that what is published is sent as fast as it is accepted.
   */
  whenWanted(webhookIds: string[]): Promise<void>;
  /** Takes logs that were just written here, so that nobody has to poll for them. */
  enqueue(logs: LogDocument[]): void;
  /** All that is due for the webhook is to be sent. */
  wake(webhookId: string): void;
  /** Attempts under way. */
  running(): number;
  /** For how long the database has answered every poll, in ms; 0 while it does not. */
  databaseSeenFor(): number;
  /** Stops taking, waits up to `graceMs` for what is under way, and gives back the rest. */
  stop(graceMs: number): Promise<void>;
}

export interface DispatcherOptions {
  queue: Queue;
  results: Results;
  attempt: Attempt;
  limits: Limits;
  clock: Clock;
  /** How long a lease lasts without being renewed, ms. */
  leaseMs: number;
  logger: Logger;
  /** Told of every attempt that came to an end. */
  onFinished(finished: Finished, written: boolean): void;
}

/** Takes due logs from the queue and sends them: bounded in all, fair between webhooks, in batches towards the database. */
export function createDispatcher(
  collections: Pick<Collections, 'logs' | 'webhooks'>,
  options: DispatcherOptions,
): Dispatcher {
  const { queue, results, attempt, limits, clock, leaseMs, logger } = options;
  const queues = new WebhookQueues(limits);
  const claimDue = createClaim(collections, queue);
  const held = new Map<string, string>(); // id of a log under way -> the token of its lease
  const stopping = new AbortController(); // no more claims
  const giveUp = new AbortController(); // no more patience with what is under way
  const underWay = new Set<Promise<void>>();
  const background: Promise<void>[] = [];
  let started = false;
  let polling = false;
  let pollAgain = false;
  let wantsMore = true;
  /** First attempts that are due from here on have not been polled for. */
  let publishedSince = clock.fromNow(-LATE_WRITE);
  /** How far the sweep has come. */
  let sweptTo = BEGINNING;
  let databaseSeenSince: number | null = null;

  const { write, isBehind } = createResultWriter({
    results,
    mostUnwritten: limits.total,
    giveUp: giveUp.signal,
    logger,
    onFinished: options.onFinished,
  });
  const claim = batched(claimAll, CLAIM_LIMIT, 1, ({ bytes }) => bytes);
  const giveBack = batched(async (claimed: Claimed[]) => {
    await queue.release(
      claimed.map(({ log }) => log._id),
      [...new Set(claimed.map(({ token }) => token))],
    );
    return claimed;
  }, CLAIM_LIMIT);

  const acceptance = createAcceptance(collections, {
    queue,
    queues,
    held,
    limits,
    clock,
    leaseMs,
    logger,
    isTaking,
    enqueue,
  });
  const pace = createPace(queues);

  // Failure policy: a claim that fails may have been made all the same. Those logs are given back; if that fails too, they are
  // leased to nobody until the lease runs out. The others are still due, and are polled for again.
  async function claimAll(due: DueLog[]): Promise<(Claimed | null)[]> {
    if (stopping.signal.aborted) return due.map(() => null);
    const token = randomUUID();
    const lease = { token, until: clock.fromNow(leaseMs) };
    const keep = (ids: string[]) => ids.forEach((id) => void held.set(id, token));
    return claimDue(due, lease, keep).catch(async (error) => {
      logger.warn({ err: error, logs: due.length }, 'delivery: due logs not claimed');
      await queue
        .release(
          due.map(({ _id }) => _id),
          [token],
        )
        .catch((failure) => logger.warn({ err: failure }, 'delivery: claimed logs not given back'));
      queues.markDue(...due.map(({ webhook_id }) => webhook_id));
      return due.map(() => null);
    });
  }

  /** Starts whatever may start. Called whenever something came in or a place became free. */
  function pump(): void {
    if (stopping.signal.aborted || isBehind()) return;
    for (const log of queues.take(CLAIM_LIMIT)) {
      const delivery = deliver(log).finally(() => {
        underWay.delete(delivery);
        held.delete(log._id);
        queues.done(log);
        pump();
      });
      underWay.add(delivery);
    }
    if (pollAgain || (wantsMore && queues.ready(1).length > 0)) void poll();
  }

  function isTaking(): boolean {
    return started && !stopping.signal.aborted && !isBehind();
  }

  function enqueue(logs: LogDocument[]): void {
    if (!started || stopping.signal.aborted) return;
    queues.enqueue(logs.map(dueLog));
    pump();
  }

  async function deliver(due: DueLog): Promise<void> {
    try {
      const claimed = await (acceptance.take(due) ?? claim(due));
      if (!claimed) return;
      // A claim that comes back during a stop: nothing has been sent yet.
      if (stopping.signal.aborted) return void (await giveBack(claimed));
      const { log, token, webhook } = claimed;
      const result = claimed.isDelivered
        ? canceled('superseded', clock.now())
        : await attempt(log, webhook, giveUp.signal);
      if (result.error_code === 'interrupted') return void (await giveBack(claimed));
      const written = write({ log, token, result });
      // The receiver is free for the next one, however long the database takes.
      queues.done(due);
      pace.attemptEnded(due.webhook_id);
      pump();
      await written;
      // A retry that came while this attempt was under way waits for its end.
      if (result.status === 'failed' && log.trigger !== 'event') {
        queues.markDue(log.webhook_id);
        wantsMore = true;
      }
    } catch (error) {
      // Failure policy: whatever went wrong on our side, the log keeps its lease until that runs out, and is sent again.
      logger.error({ err: error, log_id: due._id }, 'delivery: attempt abandoned until its lease runs out');
    }
  }

  /**
   * Fetches what is due. One poll at a time, in three parts, each bounded: what was published since the last poll; a sweep through
   * all first attempts that wait, page by page, for those that were written late or found no room here; and whatever is due for
   * webhooks that are marked so and have room.
   */
  async function poll(): Promise<void> {
    if (polling || queues.isFull || stopping.signal.aborted) return;
    polling = true;
    const ready = queues.ready(POLL_LIMIT);
    // Before the query, so that a mark that is set meanwhile is kept.
    queues.unmarkDue(ready);
    const polledAt = clock.now();
    let added = 0;
    try {
      const isWhole = sweptTo === BEGINNING;
      const [swept, due] = await Promise.all([
        queue.dueEvents(sweptTo, POLL_LIMIT),
        ready.length > 0 ? queue.dueOf(ready, POLL_LIMIT) : [],
      ]);
      // A sweep that took one page has found what was published too: an idle poll is one query.
      const fresh = isWhole && swept.next === null ? NOTHING_MORE : await queue.dueEvents(publishedSince, POLL_LIMIT);
      if (due.length === POLL_LIMIT) queues.markDue(...ready);
      databaseSeenSince ??= performance.now();
      publishedSince = fresh.next ?? new Date(Math.max(publishedSince.getTime(), polledAt.getTime() - LATE_WRITE));
      sweptTo = swept.next ?? BEGINNING;
      added = queues.enqueue([...fresh.logs, ...swept.logs, ...due]);
      pollAgain = added > 0 && (fresh.next !== null || swept.next !== null || due.length === POLL_LIMIT);
    } catch (error) {
      // Failure policy: nothing is lost by a poll that failed; the next one comes with the clock.
      databaseSeenSince = null;
      pollAgain = false;
      queues.markDue(...ready);
      logger.warn({ err: error }, 'delivery: cannot poll for due logs');
      return;
    } finally {
      polling = false;
    }
    // A poll that added nothing is not repeated before the clock says so, whatever is marked.
    wantsMore = added > 0;
    pump();
  }

  async function repeat(everyMs: number, until: AbortSignal, action: () => Promise<unknown>): Promise<void> {
    while (!until.aborted) {
      const startedAt = performance.now();
      await action();
      // A database that is slow is asked less often.
      const pause = Math.max(everyMs, Math.min(2 * (performance.now() - startedAt), MOST_PAUSE));
      await delay(pause, undefined, { signal: until }).catch(() => undefined);
    }
  }

  const renew = () =>
    queue
      .renew([...held.keys()], [...new Set(held.values())], clock.fromNow(leaseMs))
      .catch((error) => logger.warn({ err: error }, 'delivery: leases not renewed'));

  return {
    start() {
      started = true;
      background.push(
        repeat(POLL_EVERY, stopping.signal, () => Promise.all([poll(), acceptance.giveBackLate()])),
        repeat(leaseMs / 3, giveUp.signal, renew),
      );
    },
    accept: acceptance.accept,
    whenWanted: async (webhookIds) => {
      if (isTaking()) await pace.whenWanted(webhookIds);
    },
    enqueue,
    wake(webhookId) {
      if (!started || stopping.signal.aborted) return;
      queues.markDue(webhookId);
      wantsMore = true;
      pump();
    },
    running: () => queues.running,
    databaseSeenFor: () => (databaseSeenSince === null ? 0 : performance.now() - databaseSeenSince),

    // Failure policy: what cannot be finished in time goes back to the queue and is sent again, perhaps a second time.
    async stop(graceMs) {
      stopping.abort();
      queues.clear();
      acceptance.clear();
      await Promise.race([Promise.all(underWay), delay(graceMs, undefined, { ref: false })]);
      const unfinished = [...held];
      giveUp.abort();
      await Promise.all([...background, ...underWay]);
      // What was interrupted has been given back by now. This is for results that could not be written.
      await queue.release(
        unfinished.map(([id]) => id),
        [...new Set(unfinished.map(([, token]) => token))],
      );
    },
  };
}
