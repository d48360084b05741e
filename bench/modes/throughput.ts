import { compareDelivery } from './comparison.ts';
import type { Mode } from './mode.ts';

/** One event, one webhook: as fast as events are accepted. */
export const throughput: Mode = (context) => compareDelivery(context, { events: context.sizes.events, fanout: 1 });
