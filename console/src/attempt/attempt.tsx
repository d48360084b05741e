import { Link, useParams } from '@tanstack/react-router';
import { POLL_MS, useQueries } from '../api/api.tsx';
import { isOpen } from '../deliveries/delivery.ts';
import { sentAt } from '../deliveries/sent-at.ts';
import { useTriggerName } from '../deliveries/trigger-name.ts';
import { LOGS } from '../deliveries/webhook-path.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { Failure } from '../shell/failure.tsx';
import { useTitle } from '../shell/title.ts';
import { useWebhook } from '../webhook/webhooks.ts';
import { CopyButton } from '../widgets/copy-button.tsx';
import { Icon } from '../widgets/icon.tsx';
import { Status } from '../widgets/status.tsx';
import { curlOf } from './curl.ts';
import { Exchange } from './exchange.tsx';
import { RetryBox } from './retry-box.tsx';
import { Timeline } from './timeline.tsx';
import { Why } from './why.tsx';
import './attempt.css';

/** One attempt: what was sent, what came back, why it failed, what can be done, and all attempts of its delivery. */
export function Attempt() {
  const { t, dateTime, duration } = useI18n();
  const triggerName = useTriggerName();
  const { agentId, webhookId, logId } = useParams({ from: '/agents/$agentId/webhooks/$webhookId/deliveries/$logId' });
  const params = { agentId, webhookId };
  const path = { agent_id: agentId, webhook_id: webhookId };
  const queries = useQueries();
  const { data: webhook } = useWebhook(agentId, webhookId);
  const { data, error, refetch } = queries.useQuery(
    'get',
    `${LOGS}/{log_id}`,
    { params: { path: { ...path, log_id: logId } } },
    { refetchInterval: ({ state }) => (state.data && !isOpen(state.data.data) ? false : POLL_MS) },
  );
  const log = data?.data;
  const delivery = queries.useQuery(
    'get',
    LOGS,
    { params: { path, query: { event_id: log?.event_id ?? '', per_page: 100 } } },
    { enabled: log !== undefined, refetchInterval: POLL_MS },
  );
  useTitle(log && t('attempt_number', { number: log.attempt }), log?.event, webhook?.data.name);
  if (error && !data) return <Failure error={error} reset={() => refetch()} />;
  if (log === undefined || webhook === undefined) return <p className="loading">{t('loading')}</p>;

  const logs = delivery.data?.data ?? [log];
  return (
    <article className="attempt-page">
      <header>
        <Link to="/agents/$agentId/webhooks/$webhookId/deliveries" params={params} className="back">
          <Icon name="back" />
          {t('deliveries')}
        </Link>
        <div className="attempt-title">
          <h2>{log.event}</h2>
          <Status status={log.status} />
          <span className="muted">
            {t('attempt_number', { number: log.attempt })} · {triggerName(log.trigger)}
          </span>
        </div>
        <Why log={log} />
        <RetryBox path={path} log={log} logs={logs} webhook={webhook.data} onRetried={() => delivery.refetch()} />
        <dl className="facts">
          <div>
            <dt>{t('column_when')}</dt>
            <dd>
              <time dateTime={sentAt(log)}>{dateTime(sentAt(log))}</time>
            </dd>
          </div>
          <div>
            <dt>{t('column_duration')}</dt>
            <dd>{log.duration_ms === null ? '–' : duration(log.duration_ms)}</dd>
          </div>
          <div>
            <dt>{t('event_id')}</dt>
            <dd>
              <Link to="/agents/$agentId/webhooks/$webhookId/deliveries" params={params} search={{ id: log.event_id }}>
                <code>{log.event_id}</code>
              </Link>
            </dd>
          </div>
          <div>
            <dt>{t('log_id')}</dt>
            <dd>
              <code>{log.id}</code>
            </dd>
          </div>
        </dl>
        <div className="actions">
          <CopyButton label={t('copy_curl')} text={curlOf(log, webhook.data.http_method, webhook.data.webhook_url)} />
          <CopyButton label={t('copy_json')} text={JSON.stringify(log, null, 2)} />
        </div>
      </header>
      <div className="attempt-columns">
        <Exchange log={log} method={webhook.data.http_method} />
        <Timeline logs={logs} current={log.id} path={path} />
      </div>
    </article>
  );
}
