import { Link, Navigate } from '@tanstack/react-router';
import { useQueries } from '../api/api.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { useSession } from '../session/session.ts';
import { Failure } from '../shell/failure.tsx';
import { useTitle } from '../shell/title.ts';
import { Button } from '../widgets/button.tsx';

/** The agents of the environment. Who came by a portal link goes on to the one it is for. */
export function Agents() {
  const { t, dateTime } = useI18n();
  useTitle(t('agents'));
  const session = useSession();
  const agents = useQueries().useInfiniteQuery(
    'get',
    '/api/v1/agents',
    { params: { query: { per_page: 100 } } },
    {
      enabled: session?.agentId === undefined,
      pageParamName: 'cursor',
      initialPageParam: null,
      getNextPageParam: ({ pagination }: { pagination: { next_cursor: string | null } }) =>
        pagination.next_cursor ?? undefined,
    },
  );
  if (session?.agentId !== undefined) return <Navigate to="/agents/$agentId" params={{ agentId: session.agentId }} />;

  const found = agents.data?.pages.flatMap(({ data }) => data);
  return (
    <main className="page narrow" id="main">
      <h1>{t('agents')}</h1>
      {agents.error && <Failure error={agents.error} reset={() => agents.refetch()} />}
      {found?.length === 0 && <p className="muted">{t('no_agents')}</p>}
      <ul className="cards">
        {found?.map(({ id, name, created_at }) => (
          <li key={id}>
            <Link to="/agents/$agentId" params={{ agentId: id }} className="card">
              <strong>{name}</strong>
              <span className="muted">{t('created_at', { time: dateTime(created_at) })}</span>
              <code>{id}</code>
            </Link>
          </li>
        ))}
      </ul>
      {agents.hasNextPage && <Button onPress={() => agents.fetchNextPage()}>{t('show_more')}</Button>}
    </main>
  );
}
