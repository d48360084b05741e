/** The periods that statistics are shown for, and the size of their buckets. */
export const statsPeriods = { '1h': '1m', '24h': '1h', '7d': '1h' } as const;
export type StatsPeriod = keyof typeof statsPeriods;
export const statsPeriodNames = Object.keys(statsPeriods) as StatsPeriod[];
const LENGTHS = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 };
const SIZES = { '1m': 60_000, '1h': 3_600_000 };
const MINUTE_MS = 60_000;

export function readStatsPeriod({ period }: Record<string, unknown>): { period?: StatsPeriod | undefined } {
  const found = statsPeriodNames.find((name) => name === period);
  return found === undefined ? {} : { period: found };
}

/** What the service is asked for. Whole minutes, so that the same minute asks the same. @param now ms */
export function statsQuery(period: StatsPeriod, now: number) {
  const from = Math.floor(now / MINUTE_MS) * MINUTE_MS - LENGTHS[period];
  return { bucket: statsPeriods[period], from: new Date(from).toISOString() };
}

/** The buckets of a period, those in which nothing was counted included. Starts are in s, as uPlot has them. */
export function filled<Bucket extends { start: string }>({
  bucket,
  from,
  to,
  buckets,
}: {
  bucket: '1m' | '1h' | '1d';
  from: string;
  to: string;
  buckets: readonly Bucket[];
}): { start: number; bucket: Bucket | undefined }[] {
  const size = bucket === '1d' ? LENGTHS['24h'] : SIZES[bucket];
  const byStart = new Map(buckets.map((one) => [Date.parse(one.start), one]));
  const found: { start: number; bucket: Bucket | undefined }[] = [];
  for (let start = Date.parse(from); start < Date.parse(to); start += size) {
    found.push({ start: start / 1000, bucket: byStart.get(start) });
  }
  return found;
}
