import type { Schemas } from '../api/api.ts';
import type { StatisticsDocument } from '../database/collections.ts';
import { binOf, quantiles } from './histogram.ts';

/** What was counted, in a form that can be added up. */
export interface Counts {
  successes: number;
  /** By error code. */
  failures: Map<string, number>;
  /** By bin of the histogram. */
  durations: Map<number, number>;
}

const SHARES = [0.5, 0.95, 0.99] as const;
/** Names of fields that are numbers would be places in an array, to some databases. */
const BIN_PREFIX = 'b';

export function noCounts(): Counts {
  return { successes: 0, failures: new Map(), durations: new Map() };
}

/** Counts one attempt. */
export function count(
  counts: Counts,
  { error_code, duration_ms }: { error_code: string | null; duration_ms: number | null },
): void {
  if (error_code === null) counts.successes++;
  else increase(counts.failures, error_code, 1);
  if (duration_ms !== null) increase(counts.durations, binOf(duration_ms), 1);
}

export function addTo(counts: Counts, more: Counts): void {
  counts.successes += more.successes;
  for (const [code, number] of more.failures) increase(counts.failures, code, number);
  for (const [bin, number] of more.durations) increase(counts.durations, bin, number);
}

function increase<Key>(numbers: Map<Key, number>, key: Key, by: number): void {
  numbers.set(key, (numbers.get(key) ?? 0) + by);
}

/** For `$inc`. */
export function increments({ successes, failures, durations }: Counts): Record<string, number> {
  return {
    ...(successes > 0 && { successes }),
    ...Object.fromEntries([...failures].map(([code, number]) => [`failures.${code}`, number])),
    ...Object.fromEntries([...durations].map(([bin, number]) => [`durations.${BIN_PREFIX}${bin}`, number])),
  };
}

export function storedCounts({ successes = 0, failures = {}, durations = {} }: StatisticsDocument): Counts {
  return {
    successes,
    failures: new Map(Object.entries(failures)),
    durations: new Map(
      Object.entries(durations).map(([bin, number]) => [Number(bin.slice(BIN_PREFIX.length)), number]),
    ),
  };
}

export function toStatsCounts({ successes, failures, durations }: Counts): Schemas['StatsCounts'] {
  const failed = [...failures.values()].reduce((sum, number) => sum + number, 0);
  const [p50, p95, p99] = quantiles(durations, SHARES) ?? [];
  return {
    attempts: successes + failed,
    successes,
    failures: failed,
    failures_by_error_code: Object.fromEntries([...failures].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    duration_ms: p50 === undefined || p95 === undefined || p99 === undefined ? null : { p50, p95, p99 },
  };
}
