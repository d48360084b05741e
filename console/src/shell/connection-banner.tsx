import { useQueryClient } from '@tanstack/react-query';
import { useConnectionLost } from '../api/connection.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { Button } from '../widgets/button.tsx';
import { Icon } from '../widgets/icon.tsx';

/** Says that the service cannot be reached. What is shown stays, and is asked for again until there is an answer. */
export function ConnectionBanner() {
  const { t } = useI18n();
  const isLost = useConnectionLost();
  const queryClient = useQueryClient();
  return (
    <div role="status" className="connection">
      {isLost && (
        <div className="connection-lost">
          <Icon name="warning" />
          <span>{t('connection_lost')}</span>
          <Button kind="small" onPress={() => queryClient.invalidateQueries()}>
            {t('try_now')}
          </Button>
        </div>
      )}
    </div>
  );
}
