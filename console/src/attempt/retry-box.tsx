import type { Log, Webhook } from '@reentrega/client';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQueries } from '../api/api.tsx';
import { LOGS, type WebhookPath } from '../deliveries/webhook-path.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { useRight } from '../session/session.ts';
import { Button } from '../widgets/button.tsx';
import { Icon } from '../widgets/icon.tsx';
import { refusalOf } from './refusal.ts';
import { useRefusalText } from './refusal-text.ts';
import { useRetry } from './use-retry.ts';

interface Properties {
  path: WebhookPath;
  log: Log;
  /** All attempts of its delivery. */
  logs: readonly Log[];
  webhook: Webhook;
  onRetried: () => void;
}

/** Retries the log or, where that cannot be, says why before anybody tries. */
export function RetryBox({ path, log, logs, webhook, onRetried }: Properties) {
  const { t } = useI18n();
  const mayRetry = useRight('retry');
  const refusalText = useRefusalText();
  const { retry, isPending } = useRetry(path);
  const [newLogId, setNewLogId] = useState<string>();
  // What is known here is shown at once; what only the service can tell comes with its answer.
  const known = refusalOf(log, logs, webhook);
  const { data } = useQueries().useQuery(
    'get',
    `${LOGS}/{log_id}/retry`,
    { params: { path: { ...path, log_id: log.id } } },
    { enabled: mayRetry && known === null },
  );
  const refusal = known ?? data?.data.reason ?? null;
  return (
    <div className="retry-box">
      {!mayRetry ? (
        log.status !== 'success' && <p className="muted">{t('read_only')}</p>
      ) : refusal === null ? (
        <>
          <Button
            kind="primary"
            isDisabled={isPending}
            onPress={async () => {
              setNewLogId(await retry(log.id));
              onRetried();
            }}
          >
            <Icon name="retry" />
            {t('retry_now')}
          </Button>
          <p className="muted">{t('retry_explained')}</p>
        </>
      ) : (
        log.status !== 'success' && <p className="muted">{refusalText(refusal)}</p>
      )}
      {newLogId !== undefined && (
        <Link
          to="/agents/$agentId/webhooks/$webhookId/deliveries/$logId"
          params={{ agentId: path.agent_id, webhookId: path.webhook_id, logId: newLogId }}
          onClick={() => setNewLogId(undefined)}
        >
          {t('open_new_attempt')}
        </Link>
      )}
    </div>
  );
}
