import type { Log, Webhook } from '@reentrega/client';
import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { refusalOf } from '../attempt/refusal.ts';
import { useRetry } from '../attempt/use-retry.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { Button } from '../widgets/button.tsx';
import { Icon } from '../widgets/icon.tsx';
import { Status, Track } from '../widgets/status.tsx';
import { type Delivery, headlineOf } from './delivery.ts';
import type { Selection } from './selection.ts';
import { sentAt } from './sent-at.ts';
import { useTriggerName } from './trigger-name.ts';
import type { WebhookPath } from './webhook-path.ts';

interface Place {
  path: WebhookPath;
  /** ms */
  now: number;
  index: number;
  style: CSSProperties;
}

/** A delivery: its newest attempt, and what came of all of them. */
export function DeliveryRow({
  path,
  now,
  index,
  style,
  delivery,
  webhook,
  selection,
  onRetried,
}: Place & {
  delivery: Delivery;
  webhook: Webhook | undefined;
  selection: Selection | undefined;
  onRetried: () => void;
}) {
  const { t } = useI18n();
  const { eventId, logs } = delivery;
  const shown = headlineOf(delivery);
  const canBeRetried = webhook !== undefined && refusalOf(shown, logs, webhook) === null;
  return (
    <div
      role="row"
      className="row delivery"
      aria-rowindex={index + 2}
      data-index={index}
      data-status={shown.status}
      style={style}
    >
      {selection && (
        <span role="cell" className="tick-cell">
          {canBeRetried && (
            <Tick
              id={shown.id}
              label={t('select_delivery', { event: shown.event, id: eventId })}
              selection={selection}
            />
          )}
        </span>
      )}
      <span role="cell" className="status-cell">
        <Status status={shown.status} />
      </span>
      <span role="cell" className="event-cell">
        <AttemptLink path={path} log={shown}>
          {shown.event}
        </AttemptLink>
        <code className="ellipsis" title={eventId}>
          {eventId}
        </code>
      </span>
      <span role="cell" className="track-cell">
        <Track logs={logs} />
      </span>
      <Answer log={shown} />
      <Duration log={shown} />
      <When log={shown} now={now} />
      <span role="cell" className="next-cell">
        {selection && canBeRetried ? <RetryHere path={path} log={shown} onRetried={onRetried} /> : null}
        {/* With more than one attempt, it stands at the one that waits. */}
        {logs.length === 1 && <Next log={shown} now={now} />}
      </span>
    </div>
  );
}

/** One of the attempts of the delivery above it. */
export function AttemptRow({
  path,
  now,
  index,
  style,
  log,
  isLast,
  isSelectable,
}: Place & { log: Log; isLast: boolean; isSelectable: boolean }) {
  const { t } = useI18n();
  const triggerName = useTriggerName();
  return (
    <div
      role="row"
      className="row attempt"
      aria-rowindex={index + 2}
      data-index={index}
      data-last={isLast || undefined}
      style={style}
    >
      {isSelectable && <span role="cell" className="tick-cell" />}
      <span role="cell" className="status-cell">
        <Status status={log.status} />
      </span>
      <span role="cell" className="event-cell">
        <AttemptLink path={path} log={log}>
          {t('attempt_number', { number: log.attempt })}
        </AttemptLink>
        <span className="muted">{triggerName(log.trigger)}</span>
      </span>
      <span role="cell" className="track-cell" />
      <Answer log={log} />
      <Duration log={log} />
      <When log={log} now={now} />
      <span role="cell" className="next-cell">
        <Next log={log} now={now} />
      </span>
    </div>
  );
}

function When({ log, now }: { log: Log; now: number }) {
  const { shortTime, dateTime } = useI18n();
  const at = sentAt(log);
  return (
    <span role="cell" className="when-cell">
      <time dateTime={at} title={dateTime(at)}>
        {shortTime(at, now)}
      </time>
    </span>
  );
}

function AttemptLink({ path, log, children }: { path: WebhookPath; log: Log; children: string }) {
  return (
    <Link
      to="/agents/$agentId/webhooks/$webhookId/deliveries/$logId"
      params={{ agentId: path.agent_id, webhookId: path.webhook_id, logId: log.id }}
      preload={false}
    >
      {children}
    </Link>
  );
}

function Answer({ log }: { log: Log }) {
  return (
    <span role="cell" className="answer-cell" data-status={log.status}>
      {log.http_status ?? <span className="ellipsis code-name">{log.error_code ?? '–'}</span>}
    </span>
  );
}

function Duration({ log }: { log: Log }) {
  const { duration } = useI18n();
  return (
    <span role="cell" className="duration-cell">
      {log.duration_ms === null ? '–' : duration(log.duration_ms)}
    </span>
  );
}

function Next({ log, now }: { log: Log; now: number }) {
  const { relative, dateTime } = useI18n();
  if (log.next_attempt_at === null || Date.parse(log.next_attempt_at) < now) return null;
  return (
    <time dateTime={log.next_attempt_at} title={dateTime(log.next_attempt_at)}>
      {relative(log.next_attempt_at, now)}
    </time>
  );
}

function Tick({
  id,
  label,
  selection: { selected, setSelected },
}: {
  id: string;
  label: string;
  selection: Selection;
}) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={selected.has(id)}
      onChange={({ target }) => {
        const others = [...selected].filter((other) => other !== id);
        setSelected(new Set(target.checked ? [...others, id] : others));
      }}
    />
  );
}

function RetryHere({ path, log, onRetried }: { path: WebhookPath; log: Log; onRetried: () => void }) {
  const { t } = useI18n();
  const { retry, isPending } = useRetry(path);
  return (
    <Button
      kind="small"
      isDisabled={isPending}
      aria-label={t('retry_delivery', { event: log.event, id: log.event_id })}
      onPress={() => retry(log.id).finally(onRetried)}
    >
      <Icon name="retry" />
      {t('retry')}
    </Button>
  );
}
