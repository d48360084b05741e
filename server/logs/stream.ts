import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../database/clock.ts';
import type { Collections, LogDocument } from '../database/collections.ts';
import { isDatabaseUnavailable } from '../database/errors.ts';
import type { Logger } from '../observability/logger.ts';
import type { Logs } from './logs.ts';

/** ms between two looks for what other processes wrote. What this process writes is looked for at once, but not more often than `LEAST_MS`. */
const POLL_MS = 1_000;
const LEAST_MS = 200;
/** A write is in the database this long after its own time at most, ms: nothing is lost that commits in another order. */
const WINDOW_MS = 10_000;
/** Logs that are not final: no more of them are followed. */
const MOST_OPEN = 100;
/** Final logs of one look, and of one read of whole logs. */
const MOST_FINAL = 500;
const READ_TOGETHER = 10;

/** A log as it is now, and where a stream that ends here goes on. */
export interface Change {
  log: LogDocument;
  position: Date;
}

export interface LogStream {
  /** The webhook's logs as they change; null from time to time, as long as nothing does. Ends when `signal` is aborted. */
  follow(
    of: { webhookId: string; environmentId: string },
    /** Where an earlier stream ended. */
    after: Date | null,
    signal: AbortSignal,
  ): AsyncGenerator<Change | null>;
  /** This process has changed a log of the webhook. */
  noteChange(webhookId: string): void;
}

/**
 * Reads what changed, in any process, by two indexes: final logs by the time at which that was written, and open ones. So a stream can
 * go on anywhere from a time alone. (No change stream: a standalone MongoDB has none.)
 *
 * Failure policy: a stream ends when the database cannot be read. The client connects again, from where it was.
 */
export function createLogStream(
  { logs }: Pick<Collections, 'logs'>,
  { clock, logger, read }: { clock: Clock; logger: Logger; read: Logs['withIds'] },
): LogStream {
  const wake = new Map<string, Set<() => void>>();

  async function* follow(
    of: { webhookId: string; environmentId: string },
    after: Date | null,
    signal: AbortSignal,
  ): AsyncGenerator<Change | null> {
    let position = after ?? clock.now();
    const final = new Map<string, Date>();
    let open = new Map<string, LogDocument['status']>();

    async function* changes(): AsyncGenerator<LogDocument> {
      const from = new Date(position.getTime() - WINDOW_MS);
      for (const [id, at] of final) if (at < from) final.delete(id);
      const ended = await endedSince(of.webhookId, from, final);
      const waiting = await openLogs(of.webhookId);
      const changed = waiting.filter(({ _id, status }) => open.get(_id) !== status && !final.has(_id));
      open = new Map(waiting.map(({ _id, status }) => [_id, status]));
      const ids = [...changed, ...ended].map(({ _id }) => _id);
      for (let start = 0; start < ids.length && !signal.aborted; start += READ_TOGETHER)
        yield* await read(of, ids.slice(start, start + READ_TOGETHER));
    }

    while (!signal.aborted) {
      const waiting = nextChange(of.webhookId, signal);
      try {
        for await (const log of changes()) {
          const { _id, recorded_at } = log;
          if (recorded_at) final.set(_id, recorded_at);
          if (recorded_at && recorded_at > position) position = recorded_at;
          yield { log, position };
        }
        yield null;
      } catch (error) {
        if (!isDatabaseUnavailable(error)) throw error;
        logger.warn({ err: error }, 'stream of logs: the database is unavailable');
        return;
      } finally {
        waiting.start();
      }
      await waiting.over;
    }
  }

  /** Which became final, the earliest first, without those that are known. */
  async function endedSince(webhook_id: string, from: Date, known: ReadonlyMap<string, Date>) {
    const found: Pick<LogDocument, '_id'>[] = [];
    const cursor = logs
      .find({ webhook_id, recorded_at: { $gte: from } })
      .sort({ recorded_at: 1 })
      .project<Pick<LogDocument, '_id'>>({ _id: 1 });
    for await (const one of cursor) {
      if (known.has(one._id)) continue;
      if (found.push(one) === MOST_FINAL) break;
    }
    return found;
  }

  async function openLogs(webhook_id: string) {
    const ofStatus = (status: LogDocument['status']) =>
      logs
        .find({ webhook_id, status, open: true })
        .sort({ due_at: -1 })
        .limit(MOST_OPEN)
        .project<Pick<LogDocument, '_id' | 'status'>>({ status: 1 })
        .toArray();
    return (await Promise.all([ofStatus('queued'), ofStatus('delivering')])).flat();
  }

  /** Waits for the next look. What changes before the wait is started ends it, too. */
  function nextChange(webhookId: string, signal: AbortSignal): { start(): void; over: Promise<void> } {
    const changed = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const set = wake.get(webhookId) ?? new Set();
    wake.set(webhookId, set.add(changed.resolve));
    const wait = async () => {
      await started.promise;
      const stopped = new AbortController();
      const either = AbortSignal.any([signal, stopped.signal]);
      const least = delay(LEAST_MS, undefined, { signal: either });
      await Promise.race([Promise.all([least, changed.promise]), delay(POLL_MS, undefined, { signal: either })]).catch(
        () => undefined,
      );
      least.catch(() => undefined);
      stopped.abort();
      set.delete(changed.resolve);
      if (set.size === 0 && wake.get(webhookId) === set) wake.delete(webhookId);
    };
    return { start: started.resolve, over: wait() };
  }

  return {
    follow,
    noteChange(webhookId) {
      for (const resolve of wake.get(webhookId) ?? []) resolve();
    },
  };
}
