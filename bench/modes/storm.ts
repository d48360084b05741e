import { perSecond, receivedAll } from '../measure/delivery.ts';
import { copyDelivery, failOnce } from '../measure/failed-logs.ts';
import { openTrial } from '../measure/trial.ts';
import { rowsOf } from '../report/result.ts';
import type { Mode } from './mode.ts';

const DUE = { usual: 3_000, full: 100_000 };
const PATIENCE_MS = { usual: 40_000, full: 1_800_000 };
const AGED_MS = 120_000;

/** A receiver comes back, and all of its retries are due: the service starts on them, and sends until none is left. */
export const storm: Mode = async ({ place, sizes, step }) => {
  const due = sizes.full ? DUE.full : DUE.usual;
  await using trial = await openTrial({ place });
  await failOnce(trial);
  const aged = Date.now() - AGED_MS;
  await trial.restart(async (database) => {
    await database.edit((db) =>
      copyDelivery(db, { status: 'queued', count: due, at: (n) => new Date(aged + n), onProgress: step }),
    );
    await trial.receiver.ask('reset');
  });
  const startedAt = performance.now();
  const until = startedAt + (sizes.full ? PATIENCE_MS.full : PATIENCE_MS.usual);
  const received = await receivedAll(trial, due, until, step);
  const ms = performance.now() - startedAt;
  const { cpuMs, rssMb, peakMb } = trial.service().usage();
  const figures = {
    seconds: ms / 1000,
    deliveredPerSecond: perSecond(received.count, ms),
    cpuPerDelivery: cpuMs / Math.max(1, received.count),
    peakMb: peakMb ?? rssMb,
    left: due - received.count,
    doubles: received.doubles,
  };
  return {
    title: `${due} retries of one receiver are due when it comes back`,
    columns: ['Reentrega'],
    rows: rowsOf(
      {
        seconds: ['until all were received', 's'],
        deliveredPerSecond: ['delivered', '/s'],
        cpuPerDelivery: ['CPU per delivery, start included', 'ms'],
        peakMb: ['memory at its peak', 'MB'],
        left: ['not received', ''],
        doubles: ['received more than once', ''],
      },
      [figures],
    ),
    raw: { figures, received },
  };
};
