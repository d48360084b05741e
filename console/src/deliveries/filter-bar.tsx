import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useWebhook } from '../webhook/webhooks.ts';
import { Button } from '../widgets/button.tsx';
import { Icon } from '../widgets/icon.tsx';
import { useStatusName } from '../widgets/status.tsx';
import { isFiltered, type LogFilter, type Period, periodNames, readLogFilter, statuses } from './filter.ts';
import type { WebhookPath } from './webhook-path.ts';

const TO = '/agents/$agentId/webhooks/$webhookId/deliveries';

/** What is shown, as the URL has it: a filter can be sent to a colleague. */
export function FilterBar({ filter, path }: { filter: LogFilter; path: WebhookPath }) {
  const { t } = useI18n();
  const statusName = useStatusName();
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  const { data: webhook } = useWebhook(path.agent_id, path.webhook_id);
  const params = { agentId: path.agent_id, webhookId: path.webhook_id };
  const periodText: Record<Period, string> = {
    '1h': t('last_hour'),
    '24h': t('last_24_hours'),
    '7d': t('last_7_days'),
    '30d': t('last_30_days'),
  };
  const choose = (changed: Record<string, string | undefined>) =>
    navigate({ to: TO, params, search: readLogFilter({ ...filter, ...changed }), replace: true });
  const isCustom = filter.last === undefined && (filter.from !== undefined || filter.to !== undefined);

  return (
    <search className="filters" data-open={isOpen || undefined}>
      <nav className="chips" aria-label={t('column_status')}>
        {[undefined, ...statuses].map((status) => (
          <Link
            key={status ?? 'all'}
            to={TO}
            params={params}
            search={{ ...filter, status }}
            replace
            className="chip"
            data-status={status}
            data-current={filter.status === status || undefined}
            activeOptions={{ exact: true, explicitUndefined: true }}
          >
            {status === undefined ? t('all') : statusName(status)}
          </Link>
        ))}
      </nav>
      <Button kind="small" className="more-filters" aria-expanded={isOpen} onPress={() => setIsOpen(!isOpen)}>
        <Icon name="filter" />
        {t('filters')}
      </Button>
      <div className="filter-fields">
        <label>
          <span>{t('column_event')}</span>
          <select value={filter.event ?? ''} onChange={({ target }) => choose({ event: target.value })}>
            <option value="">{t('all_events')}</option>
            {[...(webhook?.data.events ?? []), 'webhook.test'].map((event) => (
              <option key={event}>{event}</option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('period')}</span>
          <select
            value={isCustom ? 'custom' : (filter.last ?? '')}
            onChange={({ target: { value } }) =>
              choose(
                value === 'custom'
                  ? { last: undefined, from: new Date(Date.now() - 3_600_000).toISOString() }
                  : { last: value, from: undefined, to: undefined },
              )
            }
          >
            <option value="">{t('any_time')}</option>
            {periodNames.map((name) => (
              <option key={name} value={name}>
                {periodText[name]}
              </option>
            ))}
            <option value="custom">{t('custom_period')}</option>
          </select>
        </label>
        {isCustom && (
          <>
            <TimeField label={t('from')} value={filter.from} onChange={(from) => choose({ from })} />
            <TimeField label={t('to')} value={filter.to} onChange={(to) => choose({ to })} />
          </>
        )}
        <label className="grow">
          <span>{t('event_id')}</span>
          <input
            type="search"
            defaultValue={filter.id}
            key={filter.id}
            placeholder={t('event_id_placeholder')}
            spellCheck={false}
            onBlur={({ target }) => target.value !== (filter.id ?? '') && choose({ id: target.value.trim() })}
            onKeyDown={({ key, currentTarget }) => key === 'Enter' && choose({ id: currentTarget.value.trim() })}
          />
        </label>
        {isFiltered(filter) && (
          <Link to={TO} params={params} className="button plain" replace>
            {t('clear_filters')}
          </Link>
        )}
      </div>
    </search>
  );
}

function TimeField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (iso: string | undefined) => void;
}) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="datetime-local"
        step={1}
        defaultValue={value && localTime(value)}
        onBlur={({ target }) => onChange(target.value === '' ? undefined : new Date(target.value).toISOString())}
      />
    </label>
  );
}

/** As `datetime-local` has it: the reader's time, without a zone. */
function localTime(iso: string): string {
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
