import type { LogTrigger } from '@reentrega/client';
import { useI18n } from '../i18n/i18n.tsx';

/** Why an attempt was made, in two or three words. */
export function useTriggerName(): (trigger: LogTrigger) => string {
  const { t } = useI18n();
  const names: Record<LogTrigger, string> = {
    event: t('trigger_event'),
    automatic: t('trigger_automatic'),
    manual: t('trigger_manual'),
    test: t('trigger_test'),
  };
  return (trigger) => names[trigger];
}
