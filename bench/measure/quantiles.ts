import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** How long something took, ms. */
export interface Quantiles {
  count: number;
  mean: number;
  p50: number;
  p99: number;
  max: number;
}

const LONGEST_US = 3_600_000_000;

/** A histogram of microseconds, up to an hour, with three significant digits. */
export function microsecondHistogram(): RecordableHistogram {
  return createHistogram({ lowest: 1, highest: LONGEST_US, figures: 3 });
}

/** Records it; what took less than the clock shows is one microsecond. */
export function recordMicroseconds(histogram: RecordableHistogram, us: number): void {
  histogram.record(Math.min(Math.max(1, Math.round(us)), LONGEST_US));
}

export function quantilesOf(histogram: RecordableHistogram): Quantiles {
  if (histogram.count === 0) return { count: 0, mean: 0, p50: 0, p99: 0, max: 0 };
  return {
    count: histogram.count,
    mean: histogram.mean / 1000,
    p50: histogram.percentile(50) / 1000,
    p99: histogram.percentile(99) / 1000,
    max: histogram.max / 1000,
  };
}

/** Of single measurements, ms. */
export function quantilesOfTimes(times: number[]): Quantiles {
  const histogram = microsecondHistogram();
  for (const ms of times) recordMicroseconds(histogram, ms * 1000);
  return quantilesOf(histogram);
}

/** Microseconds of the machine's monotonic clock, which all processes share: a time taken in one can be compared in another. */
export function clockMicroseconds(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
