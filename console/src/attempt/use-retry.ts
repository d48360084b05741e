import { ApiError } from '@reentrega/client';
import { useQueries } from '../api/api.tsx';
import { LOGS, type WebhookPath } from '../deliveries/webhook-path.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { useNotices } from '../widgets/notices.tsx';
import { useRefusalText } from './refusal-text.ts';

const RETRY = `${LOGS}/{log_id}/retry` as const;

/** Retries one log and says what came of it. Gives the id of the new log, or undefined if there is none. */
export function useRetry(path: WebhookPath) {
  const { t } = useI18n();
  const { say } = useNotices();
  const refusalText = useRefusalText();
  const { mutateAsync, isPending } = useQueries().useMutation('post', RETRY);
  return {
    isPending,
    async retry(logId: string): Promise<string | undefined> {
      try {
        const { message, data } = await mutateAsync({ params: { path: { ...path, log_id: logId } } });
        say('success', message);
        return data.log_id;
      } catch (error) {
        if (!(error instanceof ApiError)) say('error', t('not_sent'));
        else say('error', error.code === 'LOG_NOT_RETRIABLE' ? refusalText(error.reason) : error.message);
        return undefined;
      }
    },
  };
}
