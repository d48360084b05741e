import { ApiError, type LogStatus, unwrap } from '@reentrega/client';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useClient, useQueries } from '../api/api.tsx';
import { type LogFilter, periodNames, queryOf, readLogFilter } from '../deliveries/filter.ts';
import { LOGS } from '../deliveries/webhook-path.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { useTitle } from '../shell/title.ts';
import { useWebhook } from '../webhook/webhooks.ts';
import { Button } from '../widgets/button.tsx';
import { TaskProgress } from './task-progress.tsx';
import './bulk-retry.css';

const FROM = '/agents/$agentId/webhooks/$webhookId/retry';
/** The moment from which `last` is counted: that of the choice, so that what is counted is what is retried. */
const openedAt = Date.now();

/** Retries all that matches. What is chosen, and the task that follows, are in the URL: a reload loses nothing. */
export function BulkRetry() {
  const { t, number } = useI18n();
  const { agentId, webhookId } = useParams({ from: FROM });
  const { task, ...search } = useSearch({ from: FROM });
  const filter = readLogFilter({ ...search });
  const navigate = useNavigate();
  const { data: webhook } = useWebhook(agentId, webhookId);
  useTitle(t('bulk_retry'), webhook?.data.name);
  const path = { agent_id: agentId, webhook_id: webhookId };
  const params = { agentId, webhookId };
  const start = useQueries().useMutation('post', `${LOGS}/retry`);
  const count = useCount(path, filter);
  if (task !== undefined) {
    return (
      <div className="bulk">
        <TaskProgress path={path} taskId={task} />
        <Link to={FROM} params={params} className="button">
          {t('another_task')}
        </Link>
      </div>
    );
  }

  const choose = (changed: Partial<Record<keyof LogFilter, string | undefined>>) =>
    navigate({ to: FROM, params, search: readLogFilter({ ...filter, ...changed }), replace: true });
  const follow = (id: string) => navigate({ to: FROM, params, search: { ...filter, task: id } });
  const isOff = webhook?.data.enabled === false;
  const texts = { '1h': t('last_hour'), '24h': t('last_24_hours'), '7d': t('last_7_days'), '30d': t('last_30_days') };
  return (
    <div className="bulk">
      <p className="muted">{t('bulk_intro')}</p>
      <label className="field">
        <span>{t('bulk_what')}</span>
        <select
          value={filter.status === 'canceled' || filter.status === 'failed' ? filter.status : 'both'}
          onChange={({ target }) => choose({ status: target.value })}
        >
          <option value="failed">{t('bulk_failed')}</option>
          <option value="canceled">{t('bulk_canceled')}</option>
          <option value="both">{t('bulk_both')}</option>
        </select>
      </label>
      <label className="field">
        <span>{t('column_event')}</span>
        <select value={filter.event ?? ''} onChange={({ target }) => choose({ event: target.value })}>
          <option value="">{t('all_events')}</option>
          {webhook?.data.events.map((event) => (
            <option key={event}>{event}</option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('period')}</span>
        <select
          value={filter.last ?? ''}
          onChange={({ target }) => choose({ last: target.value, from: undefined, to: undefined })}
        >
          <option value="">{t('any_time')}</option>
          {periodNames.map((name) => (
            <option key={name} value={name}>
              {texts[name]}
            </option>
          ))}
        </select>
      </label>
      <p role="status" className="bulk-count">
        {count === undefined ? t('bulk_counting') : t('attempts_match', { count })}
      </p>
      {isOff && <p className="hint">{t('bulk_disabled')}</p>}
      <p className="problem" role="alert">
        {start.error && !(start.error instanceof ApiError && start.error.code === 'TASK_IN_PROGRESS')
          ? start.error instanceof ApiError
            ? start.error.message
            : t('not_sent')
          : null}
      </p>
      <div>
        <Button
          kind="primary"
          isDisabled={start.isPending || isOff || !count}
          onPress={() =>
            start.mutate(
              { params: { path }, body: requestOf(filter) },
              {
                onSuccess: ({ data }) => void follow(data.id),
                // One that runs already is shown instead.
                onError: (error) => error.code === 'TASK_IN_PROGRESS' && void follow(error.taskId),
              },
            )
          }
        >
          {t('bulk_start')}
          {count ? ` (${number(count)})` : ''}
        </Button>
      </div>
    </div>
  );
}

function statusesOf({ status }: LogFilter): ('failed' | 'canceled')[] {
  return status === 'failed' || status === 'canceled' ? [status] : ['failed', 'canceled'];
}

function requestOf(filter: LogFilter) {
  const { event, from, to } = queryOf(filter, openedAt);
  return { status: statusesOf(filter), ...(event && { event }), ...(from && { from }), ...(to && { to }) };
}

/** How many attempts match, before anything is done. Undefined until it is known. */
function useCount(path: { agent_id: string; webhook_id: string }, filter: LogFilter): number | undefined {
  const client = useClient();
  const { status, ...request } = requestOf(filter);
  return useQuery({
    queryKey: ['matching attempts', path, status, request],
    async queryFn({ signal }) {
      const totals = status.map(async (one: LogStatus) => {
        const query = { ...request, status: one, per_page: 1 };
        const { pagination } = await unwrap(client.GET(LOGS, { params: { path, query }, signal }));
        return pagination.total ?? 0;
      });
      return (await Promise.all(totals)).reduce((sum, total) => sum + total, 0);
    },
  }).data;
}
