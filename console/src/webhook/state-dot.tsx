import type { Webhook } from '@reentrega/client';
import { useI18n } from '../i18n/i18n.tsx';

/** Whether a webhook is on, in a sign that does not need its colour. */
export function StateDot({ webhook }: { webhook: Webhook }) {
  const { t } = useI18n();
  const label = webhook.enabled ? t('webhook_on') : t('webhook_off');
  return (
    <span className="state-dot" data-on={webhook.enabled || undefined} role="img" aria-label={label} title={label} />
  );
}
