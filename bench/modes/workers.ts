import { perSecond, receivedAll } from '../measure/delivery.ts';
import { startSystem } from '../measure/systems.ts';
import { openTrial } from '../measure/trial.ts';
import { rowsOf } from '../report/result.ts';
import type { Mode } from './mode.ts';

const COUNTS = [4, 2, 1];
const WEBHOOKS = 10;

/** One API process and 4, 2 or 1 workers on one database. */
export const workers: Mode = async ({ place, sizes, step }) => {
  const events = Math.ceil(sizes.events / 3);
  const columns = [];
  for (const count of COUNTS) {
    step(`${count} workers`);
    await using trial = await openTrial({ place, shared: true, answering: WEBHOOKS, variables: { ROLE: 'api' } });
    await trial.receiver.ask('reset');
    await trial.publish({ count: events, eventBytes: sizes.eventBytes });
    await using stack = new AsyncDisposableStack();
    const environment = { ...trial.database.variables, ROLE: 'worker', PORT: '' };
    const processes = await Promise.all(Array.from({ length: count }, () => startSystem('reentrega', environment)));
    for (const worker of processes) stack.defer(() => worker.stop());
    // The quicker ones have begun by now: only what all of them do counts.
    const cpuNow = () => processes.reduce((sum, worker) => sum + worker.usage().cpuMs, 0);
    const [early, cpuBefore, startedAt] = [await trial.receiver.ask('received'), cpuNow(), performance.now()];
    const received = await receivedAll(trial, events * WEBHOOKS, startedAt + 15_000, step);
    const ms = performance.now() - startedAt;
    const deliveries = received.count - early.count;
    columns.push({
      deliveredPerSecond: perSecond(deliveries, ms),
      cpuPerDelivery: (cpuNow() - cpuBefore) / Math.max(1, deliveries),
      counted: deliveries,
      doubles: received.doubles,
      left: events * WEBHOOKS - received.count,
    });
  }
  return {
    title: `${events * WEBHOOKS} queued deliveries on one database`,
    columns: COUNTS.map((count) => `${count} ${count === 1 ? 'worker' : 'workers'}`),
    rows: rowsOf(
      {
        deliveredPerSecond: ['delivered, all workers together', '/s'],
        cpuPerDelivery: ['CPU of all workers per delivery', 'ms'],
        counted: ['deliveries after all were ready', ''],
        doubles: ['received more than once', ''],
        left: ['not received', ''],
      },
      columns,
    ),
    raw: columns,
  };
};
