import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { batched } from '../../database/batch.ts';
import { isContentRefused } from '../../database/errors.ts';
import { reduced } from '../attempt/attempt.ts';
import type { Finished, Results } from '../attempt/results.ts';

const BATCH_LIMIT = 100;
/** Batches of results that are written at the same time. */
const BATCHES = 4;
/** A result that waits in memory for longer than this stops the claims, ms. */
const MOST_UNWRITTEN = 1_000;
/** Waits between tries to write a result while the database is unavailable, ms. The last one goes on. */
const WRITE_AGAIN_AFTER = [100, 500, 1_000, 2_000];

export interface ResultWriter {
  /**
   * Writes the result, however long the database takes, and tells `onFinished`.
   * @throws if the database refuses what is in the result, or the process gives up waiting for the database
   */
  write(finished: Finished): Promise<void>;
  /** Whether results wait for the database too long, or too many of them, for more attempts to be sent. */
  isBehind(): boolean;
}

export interface ResultWriterOptions {
  results: Results;
  /** Results that may wait in memory. */
  mostUnwritten: number;
  /** Aborted when the process waits for the database no longer. */
  giveUp: AbortSignal;
  logger: Logger;
  onFinished(finished: Finished, written: boolean): void;
}

/** Writes the results of attempts in batches, and keeps those in memory that the database cannot take yet. */
export function createResultWriter(options: ResultWriterOptions): ResultWriter {
  const { results, mostUnwritten, giveUp, logger, onFinished } = options;
  const record = batched((finished: Finished[]) => results.record(finished), BATCH_LIMIT, BATCHES);
  const unwritten = new Map<string, number>(); // id of the log -> since when its result waits, the oldest first

  // Failure policy: while the database is unavailable, a result waits in memory (bounded: it keeps its place among those under way)
  // rather than being lost and its attempt sent twice. It is given up when the process has to go.
  async function writeInBatch(finished: Finished): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        const written = await record(finished);
        if (!written) logger.warn({ log_id: finished.log._id }, 'delivery: lease lost, result dropped');
        return onFinished(finished, written);
      } catch (error) {
        if (giveUp.aborted) throw error;
        if (isContentRefused(error)) return writeAlone(finished);
        if (tries === 0)
          logger.warn({ err: error, log_id: finished.log._id }, 'delivery: result not written, trying again');
        await delay(WRITE_AGAIN_AFTER[tries] ?? WRITE_AGAIN_AFTER.at(-1), undefined, { signal: giveUp });
      }
    }
  }

  // Failure policy: one result in a batch that the database refuses for what is in it makes the batch fail, every time. So each
  // is written by itself, and the one that is refused is reduced to what is ours. Refused even so, its log keeps its lease until
  // that runs out: it is sent again, and fails when it was taken over too often.
  async function writeAlone({ log, token, result }: Finished): Promise<void> {
    for (const finished of [
      { log, token, result },
      { log, token, result: reduced(result) },
    ]) {
      try {
        const [written = false] = await results.record([finished]);
        return onFinished(finished, written);
      } catch (error) {
        if (!isContentRefused(error)) return writeInBatch(finished);
        logger.error({ err: error, log_id: log._id }, 'delivery: the database refuses the result');
      }
    }
    throw new Error('the database refuses even the reduced result');
  }

  return {
    async write(finished) {
      const { _id } = finished.log;
      unwritten.set(_id, performance.now());
      await writeInBatch(finished).finally(() => unwritten.delete(_id));
    },
    // Failure policy: results that wait in memory are lost if the process dies, and their attempts are sent again. While the
    // database is too slow for them, or unavailable, nothing more is sent.
    isBehind() {
      if (unwritten.size >= mostUnwritten) return true;
      const [oldest] = unwritten.values();
      return oldest !== undefined && performance.now() - oldest > MOST_UNWRITTEN;
    },
  };
}
