import { createHash, randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** The first id of all time: the time bits say 0, the rest is zero. */
const LOWEST = '00000000-0000-0000-0000-000000000000';

/** Bytes of randomness that an id takes. */
const RANDOM_BYTES = 16;
/** For 256 ids at once: a call of the operating system for each was the most expensive line of a request (`npm run bench -- binding`). */
const pool = Buffer.alloc(256 * RANDOM_BYTES);
let used = pool.length;

/** A new UUIDv7 (RFC 9562), so that ids sort by the time they were made. @param at now, by the database's clock */
export function newId(at: Date): string {
  return v7({ msecs: at.getTime(), rng: randomBytes });
}

function randomBytes(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.subarray(used - RANDOM_BYTES, used);
}

/**
 * The one id that belongs to these parts: the same parts and time give the same id, in every process. What is inserted
 * under such an id can be inserted again after a crash, and is there once.
 */
export function derivedId(at: Date, ...parts: string[]): string {
  const random = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  return v7({ msecs: at.getTime(), random, seq: random.readUInt32BE(0) });
}

/** The lowest id that can have been made at `at` or later: turns a range of times into a range of ids. */
export function lowestIdAt(at: Date): string {
  const hex = Math.min(Math.max(at.getTime(), 0), 0xffff_ffff_ffff).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}${LOWEST.slice(13)}`;
}
