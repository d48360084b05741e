import type { Logger } from '../observability/logger.ts';

/**
 * The database's time: the one clock that all processes on a database share. Whatever is stored, or compared with what is
 * stored, is measured by it; the clocks of the machines may be minutes apart. Durations inside a process are measured with
 * `performance.now()`, and nothing else in the server reads the time of its machine (test/architecture.test.ts).
 */
export interface Clock {
  now(): Date;
  /** The time in `ms`; negative for one that is past. */
  fromNow(ms: number): Date;
  /** How far the clock of this machine is ahead of the database's, ms; negative if it is behind. */
  skewMs(): number;
}

export interface RunningClock extends Clock {
  /** Ends the measures. Resolves when none is under way. */
  stop(): Promise<void>;
}

export interface ClockOptions {
  /** Asks the database for its time. */
  ask(): Promise<Date>;
  /** Told of skew. */
  logger?: Logger | undefined;
}

const MEASURE_EVERY_MS = 5_000;
/** Asked this often per measure, one after the other: the quickest answer is the most exact. */
const SAMPLES = { first: 5, later: 3 };
/** Databases give their time in whole milliseconds. */
const RESOLUTION_MS = 1;
/** More skew than this is reported; it is over when it is half of that, so that it is not reported again and again at the edge. */
const MOST_SKEW_MS = 5_000;

/** The database's time at the zero of `performance.now()`, and how far off that may be, both in ms. */
interface Sample {
  zero: number;
  within: number;
}

/**
 * Measures the database's time, and goes on doing so. In between it runs by the monotonic clock of the process, so that a machine
 * whose clock is set meanwhile does no harm.
 *
 * Failure policy: a measure that fails leaves the clock as it is, and the next one comes in 5 s. Without the first one there is
 * no time to go by: its error is thrown.
 */
export async function startClock({ ask, logger }: ClockOptions): Promise<RunningClock> {
  let { zero } = await measure(ask, SAMPLES.first);
  let reported = 0;
  let underWay: Promise<void> | null = null;

  const clock: Clock = {
    now: () => clock.fromNow(0),
    fromNow: (ms) => new Date(zero + performance.now() + ms),
    skewMs: () => Date.now() - (zero + performance.now()),
  };

  async function again(): Promise<void> {
    try {
      const sample = await measure(ask, SAMPLES.later);
      // What agrees with the clock, as far as it can tell, changes nothing: time does not jitter with the network.
      if (Math.abs(sample.zero - zero) > sample.within) zero = sample.zero;
    } catch (err) {
      logger?.debug({ err }, 'clock: the time of the database is not known anew');
    }
    report();
  }

  /** Tells of a change once, not at each measure. */
  function report(): void {
    const skew = clock.skewMs();
    const isSkewed = Math.abs(skew) > (reported === 0 ? MOST_SKEW_MS : MOST_SKEW_MS / 2);
    if (isSkewed ? Math.abs(skew - reported) <= MOST_SKEW_MS : reported === 0) return;
    reported = isSkewed ? skew : 0;
    const fields = { skew_seconds: Math.round(skew / 100) / 10 };
    if (isSkewed) logger?.warn(fields, 'clock: this machine is out of step with the database, whose time is used');
    else logger?.info(fields, 'clock: this machine is in step with the database again');
  }

  report();
  const timer = setInterval(() => {
    underWay ??= again().finally(() => {
      underWay = null;
    });
  }, MEASURE_EVERY_MS);
  timer.unref();
  return {
    ...clock,
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}

async function measure(ask: () => Promise<Date>, times: number): Promise<Sample> {
  let best: Sample | null = null;
  for (let tries = 0; tries < times; tries++) {
    const sample = await measureOnce(ask);
    if (!best || sample.within < best.within) best = sample;
  }
  if (!best) throw new RangeError('a measure takes a sample at least');
  return best;
}

/** The database read its clock somewhere between question and answer: in the middle, give or take half of the round trip. */
async function measureOnce(ask: () => Promise<Date>): Promise<Sample> {
  const askedAt = performance.now();
  const told = await ask();
  const half = (performance.now() - askedAt) / 2;
  return { zero: told.getTime() - (askedAt + half), within: half + RESOLUTION_MS };
}
