import { useState } from 'react';
import { useRetry } from '../attempt/use-retry.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { Button } from '../widgets/button.tsx';
import type { WebhookPath } from './webhook-path.ts';

/** Retries the deliveries that were ticked, one after the other. */
export function SelectionBar({
  path,
  selected,
  onDone,
}: {
  path: WebhookPath;
  selected: ReadonlySet<string>;
  onDone: () => void;
}) {
  const { t } = useI18n();
  const { retry } = useRetry(path);
  const [done, setDone] = useState<number>();

  async function retryAll() {
    setDone(0);
    for (const logId of selected) {
      await retry(logId);
      setDone((count = 0) => count + 1);
    }
    onDone();
  }
  return (
    <div className="selection-bar">
      <span>
        {done === undefined
          ? t('selected_count', { count: selected.size })
          : t('retried_of', { done, all: selected.size })}
      </span>
      <Button kind="primary" isDisabled={done !== undefined} onPress={retryAll}>
        {t('retry_selected', { count: selected.size })}
      </Button>
      <Button kind="plain" isDisabled={done !== undefined} onPress={onDone}>
        {t('clear_selection')}
      </Button>
    </div>
  );
}
