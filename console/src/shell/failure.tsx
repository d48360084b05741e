import { ApiError } from '@reentrega/client';
import { useI18n } from '../i18n/i18n.tsx';
import { Button } from '../widgets/button.tsx';

/** What went wrong, in the service's words, and a way to try again. */
export function Failure({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useI18n();
  const isOfApi = error instanceof ApiError;
  return (
    <div className="failure" role="alert">
      <p>{isOfApi ? error.message : t('no_answer')}</p>
      {isOfApi && error.requestId && <p className="muted">{t('request_id', { id: error.requestId })}</p>}
      {reset && <Button onPress={reset}>{t('try_again')}</Button>}
    </div>
  );
}
