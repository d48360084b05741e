import type { Filter } from 'mongodb';
import { invalid } from '../api/api-error.ts';
import { message } from '../api/messages.ts';
import type { Clock } from '../database/clock.ts';
import type { Collections, StatisticsDocument } from '../database/collections.ts';
import { sharedBy } from '../limits/limits.ts';
import { createShares } from '../limits/shares.ts';
import { addTo, type Counts, noCounts, storedCounts } from './counts.ts';
import { type BucketSize, bucketId, bucketStart, UNITS } from './periods.ts';

/** Buckets of a period. */
const MOST_BUCKETS = 1_500;
/** Logs of a backlog that are counted. */
const MOST_WAITING = 1_000;
/** Backlogs that are counted at a time. */
const TOGETHER = 10;

export interface Period {
  bucket: BucketSize;
  /** The start of a bucket. */
  from: Date;
  to: Date;
}

export interface Statistics {
  totals: Counts;
  /** Those in which something was counted, the oldest first. */
  buckets: [start: Date, counts: Counts][];
  byWebhook: Map<string, Counts>;
}

export interface StatisticsReader {
  /** @throws VALIDATION_FAILED for a period that is too long */
  periodOf(query: { bucket?: BucketSize; from?: string; to?: string }): Period;
  ofWebhook(environmentId: string, webhookId: string, period: Period): Promise<Statistics>;
  ofAgent(environmentId: string, agentId: string, period: Period): Promise<Statistics>;
  /** How many logs of each webhook are due, up to 1,000. In the order of the ids. */
  backlogs(webhookIds: string[]): Promise<number[]>;
}

export function createStatisticsReader(
  { statistics, logs }: Pick<Collections, 'statistics' | 'logs'>,
  {
    clock,
    flush,
  }: {
    clock: Clock;
    /** Writes what was counted in this process: who asks here what was done here gets all of it. */
    flush(): Promise<void>;
  },
): StatisticsReader {
  const shares = createShares(sharedBy('statistics'));

  async function read(environmentId: string, query: Filter<StatisticsDocument>): Promise<Statistics> {
    await flush();
    const giveBack = await shares.take(environmentId);
    try {
      const totals = noCounts();
      const byWebhook = new Map<string, Counts>();
      const byStart = new Map<number, Counts>();
      for await (const document of statistics.find(query)) {
        const counts = storedCounts(document);
        addTo(totals, counts);
        addTo(counted(byWebhook, document.webhook_id), counts);
        addTo(counted(byStart, document.start.getTime()), counts);
      }
      const buckets = [...byStart].toSorted(([one], [other]) => one - other);
      return { totals, byWebhook, buckets: buckets.map(([start, counts]) => [new Date(start), counts]) };
    } finally {
      giveBack();
    }
  }

  return {
    periodOf({ bucket = '1h', from, to }) {
      const unit = UNITS[bucket];
      const end = to ? new Date(to) : clock.now();
      const start = bucketStart(from ? new Date(from) : new Date(end.getTime() - unit.period), unit);
      if ((end.getTime() - start.getTime()) / unit.length > MOST_BUCKETS)
        throw invalid('from', message('invalid_too_many_buckets', { limit: MOST_BUCKETS }));
      if (start >= end) throw invalid('from', message('invalid_range'));
      return { bucket, from: start, to: end };
    },

    ofWebhook: (environmentId, webhookId, { bucket, from, to }) =>
      read(environmentId, {
        _id: { $gte: bucketId(webhookId, UNITS[bucket], from), $lt: bucketId(webhookId, UNITS[bucket], to) },
      }),

    ofAgent: (environmentId, agentId, { bucket, from, to }) =>
      read(environmentId, { agent_id: agentId, unit: UNITS[bucket].name, start: { $gte: from, $lt: to } }),

    async backlogs(webhookIds) {
      const now = clock.now();
      const numbers: number[] = [];
      for (let start = 0; start < webhookIds.length; start += TOGETHER) {
        const counting = webhookIds
          .slice(start, start + TOGETHER)
          .map((webhook_id) =>
            logs.countDocuments(
              { webhook_id, status: 'queued', open: true, due_at: { $lte: now } },
              { limit: MOST_WAITING },
            ),
          );
        numbers.push(...(await Promise.all(counting)));
      }
      return numbers;
    },
  };
}

function counted<Key>(by: Map<Key, Counts>, key: Key): Counts {
  const known = by.get(key) ?? noCounts();
  by.set(key, known);
  return known;
}
