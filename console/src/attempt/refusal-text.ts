import type { RetryRefusalReason } from '@reentrega/client';
import { useI18n } from '../i18n/i18n.tsx';

/** Why a log cannot be retried, in a sentence. */
export function useRefusalText(): (reason: RetryRefusalReason) => string {
  const { t } = useI18n();
  return (reason) => {
    switch (reason) {
      case 'already_succeeded':
        return t('refusal_already_succeeded');
      case 'already_delivered':
        return t('refusal_already_delivered');
      case 'in_progress':
        return t('refusal_in_progress');
      case 'retry_in_progress':
        return t('refusal_retry_in_progress');
      case 'too_old':
        return t('refusal_too_old');
      case 'webhook_disabled':
        return t('refusal_webhook_disabled');
      case 'canceled':
        return t('refusal_canceled');
      default:
        // A reason of a newer service.
        return t('refusal_unknown', { reason });
    }
  };
}
