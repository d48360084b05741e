import { useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useRight } from '../session/session.ts';
import { Failure } from '../shell/failure.tsx';
import { useTitle } from '../shell/title.ts';
import { useWebhook } from '../webhook/webhooks.ts';
import { DeliveryList } from './delivery-list.tsx';
import { type LogFilter, partialId, readLogFilter } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useDeliveries } from './use-deliveries.ts';
import type { WebhookPath } from './webhook-path.ts';
import './deliveries.css';

/** The log of a webhook, by delivery: what is wrong can be found, read and retried from here. */
export function Deliveries() {
  const { agentId, webhookId } = useParams({ from: '/agents/$agentId/webhooks/$webhookId/deliveries' });
  const filter = readLogFilter(useSearch({ from: '/agents/$agentId/webhooks/$webhookId/deliveries' }));
  const path = { agent_id: agentId, webhook_id: webhookId };
  return (
    <div className="deliveries">
      <FilterBar filter={filter} path={path} />
      <FilteredDeliveries key={JSON.stringify([path, filter])} filter={filter} path={path} />
    </div>
  );
}

function FilteredDeliveries({ filter, path }: { filter: LogFilter; path: WebhookPath }) {
  const { t } = useI18n();
  const { data: webhook } = useWebhook(path.agent_id, path.webhook_id);
  useTitle(t('deliveries'), webhook?.data.name);
  const mayRetry = useRight('retry');
  const found = useDeliveries(path, filter);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const isPart = partialId(filter) !== undefined;

  if (found.error && found.deliveries.length === 0) return <Failure error={found.error} reset={() => found.reload()} />;
  return (
    <>
      <p className="summary muted" role="status">
        {found.isLoading
          ? t('loading')
          : isPart
            ? t('deliveries_found_in_part', { count: found.deliveries.length })
            : found.total !== undefined && t('attempts_match', { count: found.total })}
      </p>
      <DeliveryList
        found={found}
        path={path}
        webhook={webhook?.data}
        selection={mayRetry ? { selected, setSelected } : undefined}
      />
      {selected.size > 0 && (
        <SelectionBar
          path={path}
          selected={selected}
          onDone={() => {
            setSelected(new Set());
            found.lookAgain();
          }}
        />
      )}
    </>
  );
}
