import type { components, Webhook } from '@reentrega/client';
import { useI18n } from '../i18n/i18n.tsx';

export type WebhookCounts = components['schemas']['WebhookTotals'];
/** A webhook that fails more often than this is not well. */
const FAILING_SHARE = 0.05;

/** What somebody should look at, in sentences; none if all is well. */
export function useAttention(): (webhook: Webhook, counts: WebhookCounts | undefined) => string[] {
  const { t, percent } = useI18n();
  return ({ enabled, disabled_reason }, counts) => {
    const problems: string[] = [];
    if (!enabled) problems.push(disabled_reason === 'gone' ? t('attention_gone') : t('attention_disabled'));
    if (counts === undefined) return problems;
    const { attempts, failures } = counts.totals;
    if (failures > attempts * FAILING_SHARE)
      problems.push(t('attention_failing', { share: percent(failures / attempts) }));
    if (counts.backlog > 0) problems.push(t('attention_backlog', { count: counts.backlog }));
    return problems;
  };
}
