import type { Schemas } from '../api/api.ts';
import type { StatisticsDocument } from '../database/collections.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type BucketSize = Schemas['StatsBucketSize'];

export interface Unit {
  /** How it is stored. */
  name: StatisticsDocument['unit'];
  /** How long a bucket is, and how long it is kept, ms. */
  length: number;
  kept: number;
  /** How long a period is that has no beginning, ms. */
  period: number;
}

/** Minutes are many, and are looked at soon or never. */
export const UNITS: Record<BucketSize, Unit> = {
  '1m': { name: 'minute', length: MINUTE, kept: 7 * DAY, period: HOUR },
  '1h': { name: 'hour', length: HOUR, kept: 90 * DAY, period: DAY },
  '1d': { name: 'day', length: DAY, kept: 90 * DAY, period: 30 * DAY },
};

/** When the bucket begins that this moment is in, in UTC. */
export function bucketStart(at: Date, { length }: Unit): Date {
  return new Date(Math.floor(at.getTime() / length) * length);
}

/** The key of a webhook's bucket: those of one webhook and unit are in the order of time. */
export function bucketId(webhookId: string, unit: Unit, start: Date): string {
  return `${webhookId} ${unit.name} ${start.toISOString()}`;
}
