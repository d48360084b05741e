import { type Log, paginate, unwrap } from '@reentrega/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { POLL_MS, useClient, useQueries } from '../api/api.tsx';
import { type Delivery, deliveriesOf, isOpen, noDeliveries, withLogs } from './delivery.ts';
import { type LogFilter, matches, partialId, queryOf } from './filter.ts';
import { useLogStream } from './use-log-stream.ts';
import { LOGS, type WebhookPath } from './webhook-path.ts';

/** As many as a page can have. */
const PER_PAGE = 100;
/** How many waiting attempts are looked at again in one round, beside what is new. */
const LOOK_AGAIN = 20;

/** The deliveries of a webhook that match, kept up to date, and the older ones when they are asked for. */
export function useDeliveries(path: WebhookPath, filter: LogFilter) {
  const client = useClient();
  // From when it is opened on: a period that moved on would be another list each second.
  const [query] = useState(() => queryOf(filter, Date.now()));
  const [state, take] = useReducer(withLogs, noDeliveries);
  const known = useRef(state);
  known.current = state;

  const history = useQueries().useInfiniteQuery(
    'get',
    LOGS,
    { params: { path, query: { per_page: PER_PAGE, ...query } } },
    {
      pageParamName: 'cursor',
      initialPageParam: null,
      getNextPageParam: ({ pagination }: { pagination: { next_cursor: string | null } }) =>
        pagination.next_cursor ?? undefined,
      staleTime: Number.POSITIVE_INFINITY,
    },
  );
  const { pages } = history.data ?? {};
  useEffect(() => {
    if (pages) take({ older: pages.flatMap(({ data }) => data) });
  }, [pages]);

  const isLive = useLogStream(path, pages !== undefined, (logs) => {
    const wanted = logs.filter((log) => known.current.logs.has(log.id) || matches(log, query));
    if (wanted.length > 0) take({ newer: wanted.sort((a, b) => (a.id < b.id ? 1 : -1)) });
  });
  const newer = useQuery({
    queryKey: ['newer deliveries', path, query],
    enabled: pages !== undefined,
    staleTime: 0,
    refetchInterval: isLive ? false : POLL_MS,
    async queryFn({ signal }) {
      const { logs } = known.current;
      const found: Log[] = [];
      for await (const log of paginate(client, LOGS, {
        params: { path, query: { per_page: PER_PAGE, ...query } },
        signal,
      })) {
        found.push(log);
        // What follows was there before; of it, only what waited can have changed.
        if (logs.has(log.id) && found.length >= PER_PAGE / 4) break;
      }
      const seen = new Set(found.map(({ id }) => id));
      const waiting = [...logs.values()].filter((log) => isOpen(log) && !seen.has(log.id)).slice(0, LOOK_AGAIN);
      const again = waiting.map(({ id }) =>
        unwrap(client.GET(`${LOGS}/{log_id}`, { params: { path: { ...path, log_id: id } }, signal })),
      );
      return [...found, ...(await Promise.all(again)).map(({ data }) => data)];
    },
  });
  const { data: read } = newer;
  useEffect(() => {
    if (read) take({ newer: read });
  }, [read]);

  const part = partialId(filter);
  const deliveries = useMemo<Delivery[]>(() => {
    const all = deliveriesOf(state);
    return part === undefined ? all : all.filter(({ eventId }) => eventId.includes(part));
  }, [state, part]);

  return {
    deliveries,
    /** How many attempts matched when the list was opened. */
    total: pages?.[0]?.pagination.total ?? undefined,
    isLoading: history.isLoading,
    error: history.error,
    hasOlder: history.hasNextPage,
    isLoadingOlder: history.isFetchingNextPage,
    loadOlder: history.fetchNextPage,
    reload: history.refetch,
    lookAgain: newer.refetch,
  };
}
