import type { Log } from '@reentrega/client';
import { Link } from '@tanstack/react-router';
import { isOpen } from '../deliveries/delivery.ts';
import { sentAt } from '../deliveries/sent-at.ts';
import { useTriggerName } from '../deliveries/trigger-name.ts';
import type { WebhookPath } from '../deliveries/webhook-path.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { useNow } from '../shell/now.ts';
import { Status } from '../widgets/status.tsx';

/** All attempts of a delivery from the first to the next, with the waits in between. @param logs the newest first */
export function Timeline({ logs, current, path }: { logs: readonly Log[]; current: string; path: WebhookPath }) {
  const { t, shortTime, dateTime, duration, relative } = useI18n();
  const triggerName = useTriggerName();
  const now = useNow();
  const inOrder = logs.toReversed();
  const last = inOrder.at(-1);
  const due = last?.status === 'failed' ? last.next_attempt_at : null;
  return (
    <section className="timeline" aria-labelledby="timeline">
      <h3 id="timeline">{t('all_attempts')}</h3>
      <ol>
        {inOrder.map((log, index) => {
          const before = inOrder[index - 1];
          return (
            <li key={log.id} data-status={log.status}>
              {before && (
                <p className="wait">
                  {t('after_wait', {
                    wait: duration(Math.max(0, Date.parse(sentAt(log)) - Date.parse(sentAt(before)))),
                  })}
                </p>
              )}
              <Link
                to="/agents/$agentId/webhooks/$webhookId/deliveries/$logId"
                params={{ agentId: path.agent_id, webhookId: path.webhook_id, logId: log.id }}
                aria-current={log.id === current ? 'true' : undefined}
              >
                <span className="timeline-head">
                  <strong>{t('attempt_number', { number: log.attempt })}</strong>
                  <Status status={log.status} />
                </span>
                <span className="muted">
                  {[
                    triggerName(log.trigger),
                    log.http_status === null ? undefined : `HTTP ${log.http_status}`,
                    log.duration_ms === null ? undefined : duration(log.duration_ms),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <time className="muted" dateTime={sentAt(log)} title={dateTime(sentAt(log))}>
                  {shortTime(sentAt(log), now)}
                </time>
                {isOpen(log) && log.next_attempt_at && (
                  <span className="muted">{t('due', { when: relative(log.next_attempt_at, now) })}</span>
                )}
              </Link>
            </li>
          );
        })}
        {due && (
          <li data-status="queued">
            <p className="wait">{t('next_attempt', { when: relative(due, now) })}</p>
          </li>
        )}
      </ol>
    </section>
  );
}
