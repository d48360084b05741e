import type { Clock } from './clock.ts';
import type { Collections } from './collections.ts';
import { isDuplicateKey } from './errors.ts';

const PROBE = 'write_probe';
/**
 * About as much as an event and its logs take: a disk that is all but full may still take a few bytes. A database that compares
 * before it writes stores it once.
 */
const PADDING = '-'.repeat(32 * 1024);
/** ms that a success is remembered: however often it is asked, one write a second is enough to find out. */
const REMEMBERED_MS = 1_000;

/** Makes a function that resolves when the database takes a write, and rejects when it does not. Calls that come together share one write. */
export function createWriteProbe({ settings }: Pick<Collections, 'settings'>, clock: Clock): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  let succeededAt = Number.NEGATIVE_INFINITY;

  async function write(): Promise<void> {
    const $set = { value: clock.now().toISOString(), padding: PADDING };
    const change = () => settings.updateOne({ _id: PROBE }, { $set }, { upsert: true });
    // Two processes that insert it at once: one finds it there, and has not written anything yet.
    await change().catch((error) => (isDuplicateKey(error) ? change() : Promise.reject(error)));
    succeededAt = performance.now();
  }

  return async () => {
    if (performance.now() - succeededAt < REMEMBERED_MS) return;
    underWay ??= write().finally(() => {
      underWay = null;
    });
    await underWay;
  };
}
