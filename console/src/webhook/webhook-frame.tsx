import { Link, Outlet, useParams } from '@tanstack/react-router';
import { useI18n } from '../i18n/i18n.tsx';
import { useRight } from '../session/session.ts';
import { Failure } from '../shell/failure.tsx';
import { useWebhook } from './webhooks.ts';
import './webhook.css';

/** A webhook's screens, under its name and its state. */
export function WebhookFrame() {
  const { t, number } = useI18n();
  const { agentId, webhookId } = useParams({ from: '/agents/$agentId/webhooks/$webhookId' });
  const params = { agentId, webhookId };
  const mayRetry = useRight('retry');
  const { data, error, refetch } = useWebhook(agentId, webhookId);
  if (error && !data) return <Failure error={error} reset={() => refetch()} />;
  const webhook = data?.data;
  return (
    <div className="webhook-frame">
      <header className="webhook-head">
        <div className="webhook-title">
          <h1>{webhook?.name ?? t('loading')}</h1>
          {webhook && (
            <span className="badge" data-tone={webhook.enabled ? 'good' : 'bad'}>
              {webhook.enabled
                ? t('webhook_on')
                : webhook.disabled_reason === 'gone'
                  ? t('webhook_gone')
                  : t('webhook_off')}
            </span>
          )}
          <code className="ellipsis" dir="ltr">
            {webhook?.webhook_url}
          </code>
        </div>
        <nav className="tabs" aria-label={t('webhook')}>
          <Link
            to="/agents/$agentId/webhooks/$webhookId/deliveries"
            params={params}
            activeOptions={{ includeSearch: false }}
          >
            {t('deliveries')}
          </Link>
          {mayRetry && (
            <Link
              to="/agents/$agentId/webhooks/$webhookId/retry"
              params={params}
              activeOptions={{ includeSearch: false }}
            >
              {t('bulk_retry')}
            </Link>
          )}
          <Link
            to="/agents/$agentId/webhooks/$webhookId"
            params={params}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {t('settings')}
          </Link>
        </nav>
        {webhook && webhook.recoverable_count > 0 && (
          <p className="hint">
            {t('recoverable', { count: webhook.recoverable_count, number: number(webhook.recoverable_count) })}{' '}
            {mayRetry && webhook.enabled && (
              <Link to="/agents/$agentId/webhooks/$webhookId/retry" params={params} search={{ status: 'canceled' }}>
                {t('recover_them')}
              </Link>
            )}
          </p>
        )}
      </header>
      <Outlet />
    </div>
  );
}
