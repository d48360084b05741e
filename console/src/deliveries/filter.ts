import type { Log, LogStatus, paths } from '@reentrega/client';

/** Which deliveries are shown, as the URL has it. Times are ISO 8601; `last` is a length of time that ends now. */
export interface LogFilter {
  status?: LogStatus | undefined;
  event?: LogEvent | undefined;
  last?: Period | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** The id of an event, or a part of one. */
  id?: string | undefined;
}

type LogQuery = NonNullable<
  paths['/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs']['get']['parameters']['query']
>;
export type LogEvent = NonNullable<LogQuery['event']>;

export const statuses = ['failed', 'success', 'queued', 'delivering', 'canceled'] as const satisfies LogStatus[];
const periods = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000, '30d': 2_592_000_000 } as const;
export type Period = keyof typeof periods;
export const periodNames = Object.keys(periods) as Period[];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a URL asks for; what it cannot ask for is left out. */
export function readLogFilter(search: Record<string, unknown>): LogFilter {
  const { status, event, last, from, to, id } = search;
  return {
    ...(isOneOf(statuses, status) && { status }),
    ...(typeof event === 'string' && /^(event_\w+|webhook\.test)$/.test(event) && { event: event as LogEvent }),
    ...(isOneOf(periodNames, last) && { last }),
    ...(isTime(from) && { from }),
    ...(isTime(to) && { to }),
    ...(id !== undefined && id !== '' && { id: String(id) }),
  };
}

/** What the service is asked for. @param now ms, from which `last` is counted */
export function queryOf({ status, event, last, from, to, id }: LogFilter, now: number): LogQuery {
  const start = last === undefined ? from : new Date(now - periods[last]).toISOString();
  return {
    ...(status && { status }),
    ...(event && { event }),
    ...(start && { from: start }),
    ...(to && last === undefined && { to }),
    ...(id && UUID.test(id) && { event_id: id.toLowerCase() }),
  };
}

/** Whether a log is among what the service was asked for. */
export function matches(log: Log, { status, event, event_id, from, to }: LogQuery): boolean {
  const at = Date.parse(log.created_at);
  return (
    (status === undefined || log.status === status) &&
    (event === undefined || log.event === event) &&
    (event_id === undefined || log.event_id === event_id) &&
    (from === undefined || at >= Date.parse(from)) &&
    (to === undefined || at < Date.parse(to))
  );
}

/** The part of an event id that the service cannot look for: what is loaded is searched for it. */
export function partialId({ id }: LogFilter): string | undefined {
  return id === undefined || UUID.test(id) ? undefined : id.toLowerCase();
}

export function isFiltered(filter: LogFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

function isOneOf<Value extends string>(values: readonly Value[], value: unknown): value is Value {
  return values.some((known) => known === value);
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}
