import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random.ts';

/** ms; nobody waits longer for a mock. */
const LONGEST = 60_000;

/** How long answers take, in ms. */
export interface Delay {
  least: number;
  most: number;
}

/** `300` or `200-800`, in ms; null for anything else, and for more than a minute. */
export function parseDelay(text: string): Delay | null {
  const [, first, second] = /^\s*(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*$/.exec(text) ?? [];
  if (first === undefined) return null;
  const least = Number(first);
  const most = second === undefined ? least : Number(second);
  return least <= most && most <= LONGEST ? { least, most } : null;
}

/** Waits as long as the delay says. @throws AbortError when the caller has left */
export async function wait({ least, most }: Delay, random: Random, signal: AbortSignal): Promise<void> {
  const ms = least === most ? least : Math.round(least + random.next() * (most - least));
  if (ms > 0) await sleep(ms, undefined, { signal });
}
