import type { Webhook } from '@reentrega/client';
import { keepPreviousData } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useQueries } from '../api/api.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { Failure } from '../shell/failure.tsx';
import { useNow } from '../shell/now.ts';
import { useTitle } from '../shell/title.ts';
import { Charts, Figures } from '../stats/charts.tsx';
import { statsQuery } from '../stats/period.ts';
import { PeriodChoice } from '../stats/period-choice.tsx';
import { useAgent, useWebhooks } from '../webhook/webhooks.ts';
import { useAttention } from './attention.ts';
import { WebhookCard } from './webhook-card.tsx';
import './overview.css';

const FROM = '/agents/$agentId/';

/** How the webhooks of an agent do: what needs attention comes first. */
export function Overview() {
  const { t } = useI18n();
  const { agentId } = useParams({ from: FROM });
  const { period = '24h' } = useSearch({ from: FROM });
  const now = useNow();
  const { data: agent } = useAgent(agentId);
  useTitle(t('overview'), agent?.data.name);
  const { data, error, refetch } = useWebhooks(agentId);
  const { data: stats } = useQueries().useQuery(
    'get',
    '/api/v1/agents/{agent_id}/stats',
    { params: { path: { agent_id: agentId }, query: statsQuery(period, now) } },
    { placeholderData: keepPreviousData },
  );
  const attention = useAttention();
  if (error && !data) return <Failure error={error} reset={() => refetch()} />;
  if (data === undefined) return <p className="loading">{t('loading')}</p>;

  const countsOf = ({ id }: Webhook) => stats?.data.webhooks.find(({ webhook_id }) => webhook_id === id);
  const cards = data.data.webhooks.map((webhook) => ({
    webhook,
    counts: countsOf(webhook),
    problems: attention(webhook, countsOf(webhook)),
  }));
  const inNeed = cards.filter(({ problems }) => problems.length > 0);
  return (
    <>
      <h1>{t('overview')}</h1>
      <section className="attention" aria-labelledby="attention">
        <h2 id="attention">{t('needs_attention')}</h2>
        {cards.length === 0 ? (
          <p className="muted">{t('no_webhooks')}</p>
        ) : inNeed.length === 0 ? (
          <p className="well">{t('all_is_well')}</p>
        ) : (
          <ul>
            {inNeed.map(({ webhook, problems }) => (
              <li key={webhook.id}>
                <Link
                  to="/agents/$agentId/webhooks/$webhookId/deliveries"
                  params={{ agentId, webhookId: webhook.id }}
                  search={{ status: 'failed' }}
                >
                  {webhook.name}
                </Link>
                <span>{problems.join(' ')}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="totals">
        <PeriodChoice period={period} />
        {stats && (
          <>
            <Figures totals={stats.data.totals} />
            <Charts stats={stats.data} />
          </>
        )}
      </section>
      <h2>{t('webhooks')}</h2>
      <ul className="webhook-cards">
        {[...inNeed, ...cards.filter((card) => !inNeed.includes(card))].map(({ webhook, counts }) => (
          <WebhookCard key={webhook.id} webhook={webhook} counts={counts} period={period} />
        ))}
      </ul>
    </>
  );
}
