import { measureDelivery } from '../measure/delivery.ts';
import { SYSTEMS } from '../measure/systems.ts';
import { openTrial } from '../measure/trial.ts';
import type { Row } from '../report/result.ts';
import { NAMES, TITLES } from './comparison.ts';
import type { Mode } from './mode.ts';

const RATES = [50, 200];
const SECONDS = 4;

/** From the sending of an event's request to the arrival of its delivery, at fixed rates. */
export const latency: Mode = async ({ place, sizes, step }) => {
  const measured: Record<string, Awaited<ReturnType<typeof measureDelivery>>[]> = {};
  for (const system of NAMES) {
    await using trial = await openTrial({ place, system });
    await measureDelivery(trial, { events: 100, rate: 50 });
    measured[system] = [];
    for (const rate of RATES) {
      step(`${SYSTEMS[system].title} at ${rate}/s`);
      const plan = { events: rate * SECONDS, rate, eventBytes: sizes.eventBytes, patience: 5_000 };
      measured[system].push(await measureDelivery(trial, plan));
    }
  }
  const rows = RATES.flatMap((rate, index): Row[] => {
    const deliveries = NAMES.map((name) => measured[name]?.[index]);
    return [
      { figure: `p50 at ${rate}/s`, unit: 'ms', values: deliveries.map((one) => one?.received.latency.p50 ?? null) },
      { figure: `p99 at ${rate}/s`, unit: 'ms', values: deliveries.map((one) => one?.received.latency.p99 ?? null) },
      {
        figure: `backlog after ${SECONDS} s at ${rate}/s`,
        unit: '',
        values: deliveries.map((one) => one?.backlog ?? null),
      },
    ];
  });
  return { title: 'publish → received at fixed rates', columns: TITLES, rows, raw: measured };
};
