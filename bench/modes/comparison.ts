import { type Delivery, type DeliveryPlan, deliveryFigures, measureDelivery } from '../measure/delivery.ts';
import { SYSTEMS, type SystemName } from '../measure/systems.ts';
import { openTrial } from '../measure/trial.ts';
import { rowsOf } from '../report/result.ts';
import type { Measured, ModeContext } from './mode.ts';

const WARM_UP_EVENTS = 100;
export const NAMES = Object.keys(SYSTEMS) as SystemName[];
export const TITLES = NAMES.map((name) => SYSTEMS[name].title);

/** Publishes as fast as events are accepted, to the service and to each baseline in turn. */
export async function compareDelivery(
  { place, sizes, step }: ModeContext,
  { events, fanout }: Pick<DeliveryPlan, 'events'> & { fanout: number },
): Promise<Measured> {
  const deliveries: Delivery[] = [];
  for (const system of NAMES) {
    const name = SYSTEMS[system].title;
    step(`${name}: starting`);
    await using trial = await openTrial({ place, system, answering: fanout });
    const plan = { fanout, eventBytes: sizes.eventBytes, patience: 12_000 };
    await measureDelivery(trial, { ...plan, events: Math.ceil(WARM_UP_EVENTS / fanout) });
    const onProgress = (text: string) => step(`${name}: ${text}`);
    deliveries.push(await measureDelivery(trial, { ...plan, events, onProgress }));
  }
  step('counting round trips');
  const trips = await roundTrips(place, Math.ceil(events / 4), fanout);
  const perDelivery = Object.values(trips).reduce((sum, count) => sum + count, 0);
  const columns = deliveries.map((delivery, index) => ({
    ...deliveryFigures(delivery),
    roundTrips: index === 0 ? perDelivery : null,
    publisherCpu: delivery.cpu.publisher / Math.max(1, delivery.received.count),
    receiverCpu: delivery.cpu.receiver / Math.max(1, delivery.received.count),
  }));
  const rows = rowsOf(
    {
      cpuPerDelivery: ['CPU of the service per delivery', 'ms'],
      deliveredPerSecond: ['delivered', '/s'],
      acceptedPerSecond: ['events accepted', '/s'],
      backlog: ['backlog when publishing ends', ''],
      roundTrips: ['database round trips per delivery', ''],
      rssMb: ['memory of the service', 'MB'],
      doubles: ['received more than once', ''],
      publisherCpu: ['CPU of the publisher per delivery', 'ms'],
      receiverCpu: ['CPU of the receiver per delivery', 'ms'],
    },
    columns,
  );
  return {
    title: `${events} events, ${fanout} ${fanout === 1 ? 'webhook' : 'webhooks'} each`,
    columns: TITLES,
    rows,
    raw: { deliveries, roundTripsPerDelivery: trips },
  };
}

/** Commands to the database per delivery under load, by name. */
async function roundTrips(
  place: ModeContext['place'],
  events: number,
  fanout: number,
): Promise<Record<string, number>> {
  await using trial = await openTrial({ place, counted: true, answering: fanout });
  trial.database.proxy?.reset();
  const { received } = await measureDelivery(trial, { events, fanout });
  const commands = [...(trial.database.proxy?.commands ?? [])];
  return Object.fromEntries(commands.map(([name, count]) => [name, count / Math.max(1, received.count)]));
}
