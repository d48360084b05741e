import type { Log } from '@reentrega/client';
import type { Delivery } from './delivery.ts';

/** A line of the list: a delivery, with its newest attempt, or one of its attempts below it. */
export type Row =
  | { kind: 'delivery'; key: string; delivery: Delivery }
  | { kind: 'attempt'; key: string; log: Log; isLast: boolean };

/** Heights in px. On a narrow screen a delivery takes three lines. */
const HEIGHTS = { wide: { delivery: 52, attempt: 32 }, narrow: { delivery: 92, attempt: 36 } };

export function rowsOf(deliveries: readonly Delivery[]): Row[] {
  return deliveries.flatMap((delivery): Row[] => {
    const { eventId, logs } = delivery;
    const attempts = logs.map(
      (log, index): Row => ({ kind: 'attempt', key: log.id, log, isLast: index === logs.length - 1 }),
    );
    return [{ kind: 'delivery', key: eventId, delivery }, ...(logs.length > 1 ? attempts : [])];
  });
}

export function heightOf({ kind }: Pick<Row, 'kind'>, isNarrow: boolean): number {
  return HEIGHTS[isNarrow ? 'narrow' : 'wide'][kind];
}
