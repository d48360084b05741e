import { Double } from 'mongodb';
import type { Logger } from 'pino';
import { batched } from './batch.ts';
import type { Clock } from './clock.ts';
import type { Collections } from './collections.ts';
import { isDuplicateKey } from './errors.ts';

/** What a document takes beside its texts, roughly: its fields and its places in the indexes. */
export const DOCUMENT_BYTES = 1_024;
/** Counters of an environment at a time: what is counted goes when the newest of its stretch expires. */
const STRETCHES = 24;
const FLUSH_MS = 1_000;
/** How long what was read is gone by: a full environment is asked about sooner. */
const KNOWN_MS = 5_000;
const KNOWN_FULL_MS = 1_000;
/** Beyond this part of the quota, each reservation is compared with what all processes have counted. */
const NEAR = 0.9;
const TOGETHER = 100;

export interface StoredBytes {
  /** What one environment may store. */
  most: number;
  /** Counts what is about to be stored, if there is room: gives how to undo that, safe to repeat. Null if there is none. */
  reserve(environmentId: string, bytes: number): Promise<(() => void) | null>;
  /** Counts what is stored in any case. */
  add(environmentId: string, bytes: number): void;
  stop(): Promise<void>;
}

/** What this process knows of an environment. */
interface Known {
  bytes: number;
  readAt: number;
}

/**
 * Counts the bytes that environments store, in counters that expire with what they count: nothing is ever scanned. Each process counts
 * in memory, and adds that to the database every second; near the quota, before it takes anything. Then it is exact, in any number of
 * processes: whoever reserves has written that down before it reads what all have reserved.
 *
 * Failure policy: a crash loses what was counted within the last second. A write that failed is repeated, and may count twice.
 */
export function createStoredBytes(
  { usage }: Pick<Collections, 'usage'>,
  { clock, most, retention, logger }: { clock: Clock; most: number /** ms */; retention: number; logger: Logger },
): StoredBytes {
  const stretch = retention / STRETCHES;
  /** Not yet in the database: by environment, and by the start of the stretch. */
  const pending = new Map<string, Map<number, number>>();
  const known = new Map<string, Known>();

  function add(environmentId: string, bytes: number): void {
    const start = Math.floor(clock.now().getTime() / stretch) * stretch;
    const stretches = pending.get(environmentId) ?? new Map<number, number>();
    stretches.set(start, (stretches.get(start) ?? 0) + bytes);
    pending.set(environmentId, stretches);
    const state = known.get(environmentId);
    if (state) state.bytes += bytes;
  }

  async function write(environmentId: string, start: number, bytes: number): Promise<void> {
    const expires_at = new Date(start + stretch + retention);
    const inc = { $inc: { bytes: new Double(bytes) }, $setOnInsert: { environment_id: environmentId, expires_at } };
    const _id = `${environmentId} ${start}`;
    await usage.updateOne({ _id }, inc, { upsert: true }).catch((error: unknown) => {
      // Another process made it at the same moment.
      if (isDuplicateKey(error)) return usage.updateOne({ _id }, inc);
      throw error;
    });
  }

  async function flush(environmentIds: Iterable<string>): Promise<void> {
    const writes = [...environmentIds].flatMap((id) => {
      const stretches = pending.get(id);
      pending.delete(id);
      return [...(stretches ?? [])].filter(([, bytes]) => bytes !== 0).map(([start, bytes]) => ({ id, start, bytes }));
    });
    const outcomes = await Promise.allSettled(writes.map(({ id, start, bytes }) => write(id, start, bytes)));
    let failure: unknown;
    for (const [index, outcome] of outcomes.entries()) {
      const failed = writes[index];
      if (outcome.status === 'fulfilled' || !failed) continue;
      failure = outcome.reason;
      const stretches = pending.get(failed.id) ?? new Map<number, number>();
      stretches.set(failed.start, (stretches.get(failed.start) ?? 0) + failed.bytes);
      pending.set(failed.id, stretches);
    }
    if (failure) throw failure;
  }

  /** Writes down what was counted here, and then reads what all have: what was counted before the call is in it. */
  const sync = batched(async (environmentIds: string[]): Promise<number[]> => {
    const ids = [...new Set(environmentIds)];
    await flush(ids);
    const now = clock.now();
    const readAt = performance.now();
    const totals = new Map(ids.map((id) => [id, 0]));
    for (const { environment_id, bytes, expires_at } of await usage.find({ environment_id: { $in: ids } }).toArray()) {
      if (expires_at > now) totals.set(environment_id, (totals.get(environment_id) ?? 0) + Number(bytes));
    }
    for (const [id, total] of totals) {
      const since = [...(pending.get(id)?.values() ?? [])].reduce((sum, bytes) => sum + bytes, 0);
      known.set(id, { bytes: total + since, readAt });
    }
    return environmentIds.map((id) => totals.get(id) ?? 0);
  }, TOGETHER);

  let flushing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    flushing = flushing
      .then(() => flush([...pending.keys()]))
      .catch((error) => logger.debug({ err: error }, 'stored bytes: counters not written, tried again'));
  }, FLUSH_MS);
  timer.unref();

  return {
    most,
    add,
    async reserve(environmentId, bytes) {
      const state = known.get(environmentId);
      const age = performance.now() - (state?.readAt ?? 0);
      if (state && age < KNOWN_FULL_MS && state.bytes + bytes > most) return null;
      add(environmentId, bytes);
      let isUndone = false;
      const undo = () => {
        if (!isUndone) add(environmentId, -bytes);
        isUndone = true;
      };
      if (state && age < KNOWN_MS && state.bytes <= most * NEAR) return undo;
      const total = await sync(environmentId).catch((error: unknown) => {
        undo();
        throw error;
      });
      if (total <= most) return undo;
      undo();
      return null;
    },
    async stop() {
      clearInterval(timer);
      await flushing;
      await flush([...pending.keys()]).catch((error) =>
        logger.warn({ err: error }, 'stored bytes: counters not written'),
      );
    },
  };
}
