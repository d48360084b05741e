import { measureDelivery } from '../measure/delivery.ts';
import { openTrial } from '../measure/trial.ts';
import { rowsOf } from '../report/result.ts';
import type { Mode } from './mode.ts';

const WEBHOOKS = 10;
const DELIVERIES = { usual: 6_000, full: 13_000 };

/** Memory of the service when it is ready, and after thousands of deliveries. */
export const memory: Mode = async ({ place, sizes, step }) => {
  const deliveries = sizes.full ? DELIVERIES.full : DELIVERIES.usual;
  await using trial = await openTrial({ place, answering: WEBHOOKS });
  const before = trial.service().usage();
  const plan = { events: deliveries / WEBHOOKS, fanout: WEBHOOKS, eventBytes: sizes.eventBytes, onProgress: step };
  const { usage, received } = await measureDelivery(trial, plan);
  const figures = {
    startMs: trial.service().startMs,
    before: before.rssMb,
    after: usage.rssMb,
    peak: usage.peakMb,
    left: deliveries - received.count,
  };
  return {
    title: `${deliveries} deliveries`,
    columns: ['Reentrega'],
    rows: rowsOf(
      {
        startMs: ['start of the process → ready', 'ms'],
        before: ['memory when ready', 'MB'],
        after: ['memory after the deliveries', 'MB'],
        peak: ['memory at its peak', 'MB'],
        left: ['not received', ''],
      },
      [figures],
    ),
    raw: { before, after: usage },
  };
};
