import type { Webhook } from '@reentrega/client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useNow } from '../shell/now.ts';
import { Button } from '../widgets/button.tsx';
import { Icon } from '../widgets/icon.tsx';
import { useNarrow } from '../widgets/use-narrow.ts';
import { AttemptRow, DeliveryRow } from './delivery-row.tsx';
import { heightOf, rowsOf } from './rows.ts';
import type { Selection } from './selection.ts';
import type { useDeliveries } from './use-deliveries.ts';
import { useHeldPlace } from './use-held-place.ts';
import type { WebhookPath } from './webhook-path.ts';

interface Properties {
  found: ReturnType<typeof useDeliveries>;
  path: WebhookPath;
  webhook: Webhook | undefined;
  selection: Selection | undefined;
}

/** Of any length: only the rows in sight are there. Arrow keys go from one to the next. */
export function DeliveryList({ found, path, webhook, selection }: Properties) {
  const { t } = useI18n();
  const now = useNow();
  const isNarrow = useNarrow();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(found.deliveries), [found.deliveries]);
  const place = useHeldPlace(scroller, rows, isNarrow);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(rows[index] ?? { kind: 'attempt' }, isNarrow),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 6,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are other ones when the rows or the width are.
  useEffect(() => virtualizer.measure(), [rows, isNarrow]);

  const items = virtualizer.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) >= rows.length - 10;
  const { hasOlder, isLoadingOlder, loadOlder, error } = found;
  useEffect(() => {
    if (isNearEnd && hasOlder && !isLoadingOlder && !error) loadOlder();
  }, [isNearEnd, hasOlder, isLoadingOlder, loadOlder, error]);

  function move(event: KeyboardEvent<HTMLDivElement>) {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -rows.length, End: rows.length }[event.key];
    const current = (event.target as HTMLElement).closest('[data-index]')?.getAttribute('data-index');
    if (step === undefined || current === null || current === undefined) return;
    event.preventDefault();
    const index = Math.min(rows.length - 1, Math.max(0, Number(current) + step));
    virtualizer.scrollToIndex(index);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)?.focus());
  }

  if (rows.length === 0) {
    return found.isLoading ? null : (
      <p className="empty">{webhook?.enabled === false ? t('no_deliveries_off') : t('no_deliveries')}</p>
    );
  }
  return (
    <div className="list">
      {place.unseen > 0 && (
        <Button kind="small" className="unseen" onPress={() => scroller.current?.scrollTo({ top: 0 })}>
          <Icon name="up" />
          {t('new_deliveries', { count: place.unseen })}
        </Button>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are for the links in the rows. */}
      <div className="scroller" ref={scroller} onScroll={place.onScroll} onKeyDown={move}>
        <div
          role="table"
          aria-label={t('deliveries')}
          aria-rowcount={rows.length + 1}
          data-selectable={selection !== undefined || undefined}
        >
          <div role="row" className="row head" aria-rowindex={1}>
            {selection && (
              <span role="columnheader" className="tick-cell">
                <span className="only-read">{t('select')}</span>
              </span>
            )}
            <span role="columnheader">{t('column_status')}</span>
            <span role="columnheader">{t('column_event')}</span>
            <span role="columnheader">{t('column_attempts')}</span>
            <span role="columnheader">{t('column_answer')}</span>
            <span role="columnheader">{t('column_duration')}</span>
            <span role="columnheader">{t('column_when')}</span>
            <span role="columnheader">{t('column_next')}</span>
          </div>
          <div
            role="rowgroup"
            className="rows"
            style={{ height: Math.max(virtualizer.getTotalSize(), place.leastHeight) }}
          >
            {items.map(({ index, key, start, size }) => {
              const row = rows[index];
              if (row === undefined) return null;
              const properties = { path, now, index, style: { height: size, transform: `translateY(${start}px)` } };
              return row.kind === 'delivery' ? (
                <DeliveryRow
                  key={key}
                  {...properties}
                  delivery={row.delivery}
                  webhook={webhook}
                  selection={selection}
                  onRetried={found.lookAgain}
                />
              ) : (
                <AttemptRow
                  key={key}
                  {...properties}
                  log={row.log}
                  isLast={row.isLast}
                  isSelectable={selection !== undefined}
                />
              );
            })}
          </div>
        </div>
        {isLoadingOlder && <p className="loading">{t('loading')}</p>}
      </div>
    </div>
  );
}
