import type { AnyBulkWriteOperation } from 'mongodb';
import type { Collections, LogDocument, StatisticsDocument } from '../database/collections.ts';
import { refusedStatements } from '../database/errors.ts';
import type { Finished } from '../delivery/attempt/results.ts';
import type { Logger } from '../observability/logger.ts';
import { addTo, type Counts, count, increments, noCounts } from './counts.ts';
import { bucketId, bucketStart, UNITS } from './periods.ts';

/** How long counts wait in memory to be written together: a webhook that is sent to all the time costs three updates each time. */
const FLUSH_MS = 10_000;
/** Updates of one command. */
const TOGETHER = 500;

export interface Counters {
  /** Counts an attempt whose result was written. Test deliveries, and what was not sent, are not counted. */
  add(finished: Pick<Finished, 'log' | 'result'>): void;
  /** Writes what was counted so far in this process. */
  flush(): Promise<void>;
  /** Writes the rest. */
  stop(): Promise<void>;
}

interface OfWebhook {
  log: Pick<LogDocument, 'agent_id' | 'webhook_id'>;
  minute: Date;
  counts: Counts;
}

/**
 * Counts attempts by webhook, in minutes, hours and days. All three are written at once, so nothing has to be rolled up later, and a
 * reader never adds up more than the buckets it asked for.
 *
 * Failure policy: counts are not as dear as logs. What a crash, or a write that failed, leaves uncertain is lost rather than counted
 * twice: at most what one process finished in 10 s. A result is counted after it was written, by the process that wrote it and only if
 * its lease was still valid, so one that is written again is not counted again.
 */
export function createCounters(
  { statistics }: Pick<Collections, 'statistics'>,
  { logger }: { logger: Logger },
): Counters {
  let pending = new Map<string, OfWebhook>();

  function add({ log, result }: Pick<Finished, 'log' | 'result'>): void {
    if (log.trigger === 'test' || result.status === 'canceled') return;
    const minute = bucketStart(result.finished_at, UNITS['1m']);
    const key = bucketId(log.webhook_id, UNITS['1m'], minute);
    const known = pending.get(key);
    const { agent_id, webhook_id } = log;
    const of = known ?? { log: { agent_id, webhook_id }, minute, counts: noCounts() };
    if (!known) pending.set(key, of);
    count(of.counts, result);
  }

  async function write(operations: AnyBulkWriteOperation<StatisticsDocument>[]): Promise<void> {
    for (let start = 0; start < operations.length; start += TOGETHER) {
      const some = operations.slice(start, start + TOGETHER);
      await statistics.bulkWrite(some, { ordered: false }).catch(async (error: unknown) => {
        const lost = metAnother(error).flatMap((index) => some[index] ?? []);
        if (lost.length === 0) throw error;
        await statistics.bulkWrite(lost, { ordered: false });
      });
    }
  }

  async function writeAll(): Promise<void> {
    const taken = pending;
    pending = new Map();
    if (taken.size > 0) await write(updatesOf([...taken.values()]));
  }

  let flushing: Promise<void> = Promise.resolve();
  function flush(): Promise<void> {
    flushing = flushing
      .then(writeAll)
      .catch((error) => logger.warn({ err: error }, 'statistics: some counts could not be written'));
    return flushing;
  }

  const timer = setInterval(flush, FLUSH_MS);
  timer.unref();
  return {
    add,
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}

/** One update per webhook and bucket. */
function updatesOf(taken: OfWebhook[]): AnyBulkWriteOperation<StatisticsDocument>[] {
  return Object.values(UNITS).flatMap((unit) => {
    const buckets = Map.groupBy(taken, ({ log, minute }) => bucketId(log.webhook_id, unit, bucketStart(minute, unit)));
    return [...buckets].flatMap(([_id, [first, ...others]]) => {
      if (!first) return [];
      const counts = noCounts();
      for (const one of [first, ...others]) addTo(counts, one.counts);
      const start = bucketStart(first.minute, unit);
      const expires_at = new Date(start.getTime() + unit.length + unit.kept);
      const made = { ...first.log, unit: unit.name, start, expires_at };
      return { updateOne: { filter: { _id }, update: { $inc: increments(counts), $setOnInsert: made }, upsert: true } };
    });
  });
}

/** Which updates met one of another process, at the same document: those were surely not done. */
function metAnother(error: unknown): number[] {
  const refused = refusedStatements(error) ?? [];
  return refused.every(({ isDuplicate, isConflict }) => isDuplicate || isConflict)
    ? refused.map(({ index }) => index)
    : [];
}
