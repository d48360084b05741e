import { type Delivery, deliveryFigures, measureDelivery } from '../measure/delivery.ts';
import { openTrial } from '../measure/trial.ts';
import { rowsOf } from '../report/result.ts';
import type { Mode } from './mode.ts';

const WEBHOOKS = 10;
const HANGING = 2;
const RATE = 15;
const SECONDS = 8;

/** What receivers that answer notice of others that hang: each event goes to ten webhooks, of which two never answer, or none. */
export const neighbours: Mode = async ({ place, sizes, step }) => {
  const measured: { delivery: Delivery; answering: number }[] = [];
  for (const hanging of [HANGING, 0]) {
    const answering = WEBHOOKS - hanging;
    step(`${hanging} of ${WEBHOOKS} hang`);
    await using trial = await openTrial({ place, answering, hanging });
    await measureDelivery(trial, { events: 30, fanout: answering, rate: RATE });
    const plan = { events: RATE * SECONDS, fanout: answering, rate: RATE, eventBytes: sizes.eventBytes };
    measured.push({ delivery: await measureDelivery(trial, plan), answering });
  }
  const columns = measured.map(({ delivery, answering }) => ({
    p50: delivery.received.latency.p50,
    p99: delivery.received.latency.p99,
    deliveredPerSecond: deliveryFigures(delivery).deliveredPerSecond / answering,
    rssMb: delivery.usage.rssMb,
  }));
  return {
    title: `${RATE} events per second to ${WEBHOOKS} webhooks; figures of receivers that answer`,
    columns: ['20 % hang', 'none hangs'],
    rows: rowsOf(
      {
        p50: ['publish → received, p50', 'ms'],
        p99: ['publish → received, p99', 'ms'],
        deliveredPerSecond: ['delivered per receiver', '/s'],
        rssMb: ['memory of the service', 'MB'],
      },
      columns,
    ),
    raw: measured,
  };
};
