import type { Filter } from 'mongodb';
import { ApiError } from '../api/api-error.ts';
import { message } from '../api/messages.ts';
import type { Collections, LogDocument } from '../database/collections.ts';
import { lowestIdAt } from '../database/ids.ts';
import { countOf, type DocumentPage, newestFirst, type PagePlace } from '../database/paging.ts';
import { sharedBy } from '../limits/limits.ts';
import { createShares } from '../limits/shares.ts';

/** Which logs of a webhook; times by when the log was made, `from` inclusive and `to` exclusive. */
export interface LogFilter {
  status?: LogDocument['status'];
  event?: string;
  eventId?: string;
  from?: Date;
  to?: Date;
}

export interface Logs {
  /** @throws LOG_NOT_FOUND */
  get(webhookId: string, logId: string): Promise<LogDocument>;
  /** The newest first. */
  page(
    of: { webhookId: string; environmentId: string },
    filter: LogFilter,
    place: PagePlace,
    perPage: number,
  ): Promise<DocumentPage<LogDocument>>;
  /** Null if they are too many to be counted. */
  count(webhookId: string, filter: LogFilter): Promise<number | null>;
  /** Those that are there, in this order. */
  withIds(of: { environmentId: string }, ids: string[]): Promise<LogDocument[]>;
}

export function createLogs({ logs }: Pick<Collections, 'logs'>): Logs {
  const shares = createShares(sharedBy('logPages'));
  return {
    async get(webhookId, logId) {
      const log = await logs.findOne({ _id: logId, webhook_id: webhookId });
      if (!log) throw new ApiError('LOG_NOT_FOUND', { message: message('log_not_found') });
      return log;
    },

    async page({ webhookId, environmentId }, filter, place, perPage) {
      const query = logQuery(webhookId, filter, 'after' in place ? place.after : undefined);
      const giveBack = await shares.take(environmentId);
      try {
        return await newestFirst(logs, query, place, perPage);
      } finally {
        giveBack();
      }
    },

    count: (webhookId, filter) => countOf(logs, logQuery(webhookId, filter)),

    async withIds({ environmentId }, ids) {
      const giveBack = await shares.take(environmentId);
      try {
        const found = await logs.find({ _id: { $in: ids } }).toArray();
        const byId = new Map(found.map((log) => [log._id, log]));
        return ids.flatMap((id) => byId.get(id) ?? []);
      } finally {
        giveBack();
      }
    },
  };
}

/** Ids are made of times (UUIDv7), so a range of times is a range of ids, and one index serves both. @param before the id to go on after */
export function logQuery(
  webhookId: string,
  { status, event, eventId, from, to }: LogFilter,
  before?: string,
): Filter<LogDocument> {
  const upper = [to && lowestIdAt(to), before].filter((id) => id !== undefined).sort();
  const range = { ...(from && { $gte: lowestIdAt(from) }), ...(upper[0] && { $lt: upper[0] }) };
  return {
    webhook_id: webhookId,
    ...(status && { status }),
    ...(eventId && { event_id: eventId }),
    ...(event && { event: event as LogDocument['event'] }),
    ...(Object.keys(range).length > 0 && { _id: range }),
  };
}

/** Reads `from` and `to`. That the one is earlier than the other has been checked (toolkit/express). */
export function parsePeriod({ from, to }: { from?: string; to?: string }): Pick<LogFilter, 'from' | 'to'> {
  return { ...(from && { from: new Date(from) }), ...(to && { to: new Date(to) }) };
}
