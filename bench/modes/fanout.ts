import { compareDelivery } from './comparison.ts';
import type { Mode } from './mode.ts';

const WEBHOOKS = 10;

/** One event, ten webhooks. */
export const fanout: Mode = (context) =>
  compareDelivery(context, { events: Math.ceil(context.sizes.events / 10), fanout: WEBHOOKS });
