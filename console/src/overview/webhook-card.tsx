import type { Webhook } from '@reentrega/client';
import { keepPreviousData } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useQueries } from '../api/api.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { useNow } from '../shell/now.ts';
import { filled, type StatsPeriod, statsQuery } from '../stats/period.ts';
import { StateDot } from '../webhook/state-dot.tsx';
import type { WebhookCounts } from './attention.ts';

/** How one webhook does. */
export function WebhookCard({
  webhook,
  counts,
  period,
}: {
  webhook: Webhook;
  counts: WebhookCounts | undefined;
  period: StatsPeriod;
}) {
  const { t, number, percent, duration } = useI18n();
  const params = { agentId: webhook.agent_id, webhookId: webhook.id };
  const { attempts = 0, successes = 0, duration_ms = null } = counts?.totals ?? {};
  const facts: [string, string][] = [
    [t('success_rate'), attempts === 0 ? '–' : percent(successes / attempts)],
    [t('volume'), number(attempts)],
    [t('latency_half'), duration_ms === null ? '–' : duration(duration_ms.p50)],
    [t('latency_most'), duration_ms === null ? '–' : duration(duration_ms.p95)],
    [t('backlog'), counts === undefined ? '–' : number(counts.backlog)],
  ];
  return (
    <li className="card webhook-card">
      <div className="webhook-card-title">
        <StateDot webhook={webhook} />
        <Link to="/agents/$agentId/webhooks/$webhookId/deliveries" params={params}>
          {webhook.name}
        </Link>
        {attempts > successes && (
          <Link
            to="/agents/$agentId/webhooks/$webhookId/deliveries"
            params={params}
            search={{ status: 'failed' }}
            className="quiet"
          >
            {t('show_failed')}
          </Link>
        )}
      </div>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {attempts > 0 && <Spark webhook={webhook} period={period} />}
    </li>
  );
}

/** The attempts over time, a bar each: what failed stands on what was delivered. */
function Spark({ webhook, period }: { webhook: Webhook; period: StatsPeriod }) {
  const { t } = useI18n();
  const now = useNow();
  const { data } = useQueries().useQuery(
    'get',
    '/api/v1/agents/{agent_id}/webhooks/{webhook_id}/stats',
    { params: { path: { agent_id: webhook.agent_id, webhook_id: webhook.id }, query: statsQuery(period, now) } },
    { placeholderData: keepPreviousData },
  );
  if (data === undefined) return null;
  const all = filled(data.data);
  const most = Math.max(1, ...all.map(({ bucket }) => bucket?.attempts ?? 0));
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${all.length} 100`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('chart_attempts', data.data.totals)}
    >
      {all.map(({ start, bucket }, index) => {
        if (bucket === undefined) return null;
        const good = (100 * bucket.successes) / most;
        const bad = (100 * bucket.failures) / most;
        return (
          <g key={start}>
            <rect className="good" x={index + 0.1} width={0.8} y={100 - good} height={good} />
            <rect className="bad" x={index + 0.1} width={0.8} y={100 - good - bad} height={bad} />
          </g>
        );
      })}
    </svg>
  );
}
