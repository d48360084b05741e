import type { Filter } from 'mongodb';
import type { Collections, LogDocument } from '../database/collections.ts';
import { lowestIdAt } from '../database/ids.ts';
import { ApiError, invalid } from '../http/api-error.ts';
import { message } from '../http/messages.ts';

/** Which logs of a webhook; times by when the log was made, `from` inclusive and `to` exclusive. */
export interface LogFilter {
  status?: LogDocument['status'];
  event?: string;
  from?: Date;
  to?: Date;
}

export interface LogPage {
  logs: LogDocument[];
  /** For the page after this one; null at the end. */
  nextCursor: string | null;
}

export interface Logs {
  /** @throws LOG_NOT_FOUND */
  get(webhookId: string, logId: string): Promise<LogDocument>;
  /** The newest first: a page by its number, or what comes after a cursor. */
  page(
    webhookId: string,
    filter: LogFilter,
    place: { page: number } | { cursor: string },
    perPage: number,
  ): Promise<LogPage>;
  count(webhookId: string, filter: LogFilter): Promise<number>;
}

export function createLogs({ logs }: Pick<Collections, 'logs'>): Logs {
  return {
    async get(webhookId, logId) {
      const log = await logs.findOne({ _id: logId, webhook_id: webhookId });
      if (!log) throw new ApiError('LOG_NOT_FOUND', { message: message('log_not_found') });
      return log;
    },

    async page(webhookId, filter, place, perPage) {
      const after = 'cursor' in place ? decodeCursor(place.cursor) : undefined;
      const skip = 'page' in place ? (place.page - 1) * perPage : 0;
      // One more than the page, to know whether there is a next one.
      const found = await logs
        .find(logQuery(webhookId, filter, after))
        .sort({ _id: -1 })
        .skip(skip)
        .limit(perPage + 1)
        .toArray();
      const page = found.slice(0, perPage);
      const last = page.at(-1);
      return { logs: page, nextCursor: last && found.length > perPage ? encodeCursor(last._id) : null };
    },

    count: (webhookId, filter) => logs.countDocuments(logQuery(webhookId, filter)),
  };
}

/** Ids are made of times (UUIDv7), so a range of times is a range of ids, and one index serves both. @param before the id to go on after */
export function logQuery(
  webhookId: string,
  { status, event, from, to }: LogFilter,
  before?: string,
): Filter<LogDocument> {
  const upper = [to && lowestIdAt(to), before].filter((id) => id !== undefined).sort();
  const range = { ...(from && { $gte: lowestIdAt(from) }), ...(upper[0] && { $lt: upper[0] }) };
  return {
    webhook_id: webhookId,
    ...(status && { status }),
    ...(event && { event: event as LogDocument['event'] }),
    ...(Object.keys(range).length > 0 && { _id: range }),
  };
}

/** Reads `from` and `to`. That the one is earlier than the other has been checked (toolkit/express). */
export function parsePeriod({ from, to }: { from?: string; to?: string }): Pick<LogFilter, 'from' | 'to'> {
  return { ...(from && { from: new Date(from) }), ...(to && { to: new Date(to) }) };
}

function encodeCursor(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}

function decodeCursor(cursor: string): string {
  const hex = Buffer.from(cursor, 'base64url').toString('hex');
  if (hex.length !== 32) throw invalid('cursor', message('invalid_cursor'));
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
