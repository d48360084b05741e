import { fileURLToPath } from 'node:url';
import type { Clock } from '../../server/database/clock.ts';

/** The time of this machine, as if it were the database's: it is, near enough, where the tests run. */
export const localClock: Clock = { now: () => new Date(), fromNow: (ms) => new Date(Date.now() + ms), skewMs: () => 0 };

const SHIFTED = fileURLToPath(new URL('./shifted-clock.ts', import.meta.url));

/** The environment variables of a process on a machine whose clock is wrong by that many seconds. */
export function shiftedBy(seconds: number): Record<string, string> {
  return { NODE_OPTIONS: `--import=${SHIFTED}`, CLOCK_SHIFT_MS: String(seconds * 1000) };
}
