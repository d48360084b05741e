import { setTimeout as delay } from 'node:timers/promises';
import { receivedAll } from '../measure/delivery.ts';
import { openTrial } from '../measure/trial.ts';
import { rowsOf } from '../report/result.ts';
import type { Mode } from './mode.ts';

const RATE = 50;
const SAMPLE_MS = 1_000;

/** The same load for minutes: memory of the second half of the time beside that of the second quarter (the first warms up). */
export const soak: Mode = async ({ place, sizes, step }) => {
  await using trial = await openTrial({ place });
  const seconds = Math.round(sizes.minutes * 60);
  const events = RATE * seconds;
  const samples: number[] = [];
  const publishing = { over: false };
  const load = trial.publish({ count: events, rate: RATE, eventBytes: sizes.eventBytes }).finally(() => {
    publishing.over = true;
  });
  while (!publishing.over) {
    const { rssMb } = trial.service().usage();
    samples.push(rssMb);
    step(`${samples.length} of ${seconds} s, ${rssMb.toFixed(0)} MB`);
    await delay(SAMPLE_MS);
  }
  await load;
  const received = await receivedAll(trial, events, performance.now() + 10_000, step);
  const quarter = Math.ceil(samples.length / 4);
  const early = samples.slice(quarter, 2 * quarter);
  const late = samples.slice(2 * quarter);
  const column = (part: number[], left: number | null, doubles: number | null) => ({
    median: medianOf(part),
    most: part.length > 0 ? Math.max(...part) : null,
    left,
    doubles,
  });
  return {
    title: `${RATE} events per second for ${sizes.minutes} minutes`,
    columns: ['second half', 'second quarter'],
    rows: rowsOf(
      {
        median: ['memory of the service, median', 'MB'],
        most: ['memory of the service, maximum', 'MB'],
        left: ['not received', ''],
        doubles: ['received more than once', ''],
      },
      [column(late, events - received.count, received.doubles), column(early, null, null)],
    ),
    raw: { rssMbPerSecond: samples, received },
  };
};

function medianOf(values: number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}
