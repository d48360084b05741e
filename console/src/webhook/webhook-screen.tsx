import { keepPreviousData, useQueryClient } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useQueries } from '../api/api.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { useRight } from '../session/session.ts';
import { useNow } from '../shell/now.ts';
import { useTitle } from '../shell/title.ts';
import { Charts, Figures } from '../stats/charts.tsx';
import { statsQuery } from '../stats/period.ts';
import { PeriodChoice } from '../stats/period-choice.tsx';
import { useNotices } from '../widgets/notices.tsx';
import { WebhookActions } from './webhook-actions.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { useWebhook, useWebhooks } from './webhooks.ts';
import './form.css';

const FROM = '/agents/$agentId/webhooks/$webhookId/';

/** How a webhook does, and what can be changed about it. */
export function WebhookScreen() {
  const { t } = useI18n();
  const { agentId, webhookId } = useParams({ from: FROM });
  const { period = '24h' } = useSearch({ from: FROM });
  const path = { agent_id: agentId, webhook_id: webhookId };
  const queries = useQueries();
  const queryClient = useQueryClient();
  const { say } = useNotices();
  const now = useNow();
  const mayManage = useRight('manage');
  const { data: found } = useWebhook(agentId, webhookId);
  const { data: all } = useWebhooks(agentId);
  const { data: stats } = queries.useQuery(
    'get',
    '/api/v1/agents/{agent_id}/webhooks/{webhook_id}/stats',
    { params: { path, query: statsQuery(period, now) } },
    { placeholderData: keepPreviousData },
  );
  const update = queries.useMutation('put', '/api/v1/agents/{agent_id}/webhooks/{webhook_id}');
  useTitle(t('settings'), found?.data.name);
  if (found === undefined || all === undefined) return <p className="loading">{t('loading')}</p>;
  const webhook = found.data;
  const codes = Object.entries(stats?.data.totals.failures_by_error_code ?? {}).sort(([, a], [, b]) => b - a);
  return (
    <div className="panels">
      <section>
        <PeriodChoice period={period} />
        {stats && (
          <>
            <Figures totals={stats.data.totals} backlog={stats.data.backlog} />
            <Charts stats={stats.data} />
            <h2 className="small">{t('failures_by_code')}</h2>
            {codes.length === 0 ? <p className="muted">{t('no_failures')}</p> : <Codes codes={codes} />}
          </>
        )}
      </section>
      {mayManage && (
        <>
          <WebhookActions path={path} webhook={webhook} />
          <section>
            <h2>{t('edit')}</h2>
            <WebhookForm
              key={webhook.updated_at}
              initial={webhook}
              available={all.data.available_events}
              submitText={t('save')}
              error={update.error}
              isPending={update.isPending}
              onSubmit={(settings) =>
                update.mutate(
                  { params: { path }, body: settings },
                  {
                    onSuccess({ message }) {
                      say('success', message);
                      queryClient.invalidateQueries();
                    },
                  },
                )
              }
            />
          </section>
        </>
      )}
    </div>
  );
}

function Codes({ codes }: { codes: [string, number][] }) {
  const { number } = useI18n();
  return (
    <dl className="codes">
      {codes.map(([code, count]) => (
        <div key={code} className="code-count">
          <dt>
            <code>{code}</code>
          </dt>
          <dd>{number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
