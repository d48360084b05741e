import type { Log } from '@reentrega/client';

/** One event to one webhook, with those of its attempts that are known, the newest first. */
export interface Delivery {
  eventId: string;
  logs: [Log, ...Log[]];
}

/** The deliveries that are shown, in an order that does not change under the eyes of who reads it. */
export interface Deliveries {
  logs: ReadonlyMap<string, Log>;
  /** Ids of events, as they are shown from top to bottom. */
  order: readonly string[];
}

export const noDeliveries: Deliveries = { logs: new Map(), order: [] };

/**
 * Takes in logs that were read. An attempt of a delivery that is there already joins it where it stands; other deliveries come to the
 * top when they are newer, and to the end when they are older.
 */
export function withLogs(
  deliveries: Deliveries,
  { newer = [], older = [] }: { newer?: Log[]; older?: Log[] },
): Deliveries {
  const logs = new Map(deliveries.logs);
  for (const log of older) if (!logs.has(log.id)) logs.set(log.id, log);
  for (const log of newer) logs.set(log.id, log);
  const known = new Set(deliveries.order);
  const unknownOf = (some: Log[]) => {
    const ids = [...new Set(some.map(({ event_id }) => event_id))].filter((id) => !known.has(id));
    for (const id of ids) known.add(id);
    return ids;
  };
  const top = unknownOf(newer);
  return { logs, order: [...top, ...deliveries.order, ...unknownOf(older)] };
}

/** The deliveries from top to bottom. */
export function deliveriesOf({ logs, order }: Deliveries): Delivery[] {
  const byEvent = Map.groupBy(logs.values(), ({ event_id }) => event_id);
  return order.flatMap((eventId) => {
    const [first, ...others] = (byEvent.get(eventId) ?? []).sort((a, b) => (a.id < b.id ? 1 : -1));
    return first === undefined ? [] : [{ eventId, logs: [first, ...others] }];
  });
}

/** The attempt that tells how a delivery stands: the newest, unless that one only waits to repeat what failed. */
export function headlineOf({ logs }: Delivery): Log {
  const [newest, before] = logs;
  return newest.status === 'queued' && newest.trigger === 'automatic' && before?.status === 'failed' ? before : newest;
}

export function isOpen({ status }: Pick<Log, 'status'>): boolean {
  return status === 'queued' || status === 'delivering';
}
