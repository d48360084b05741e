import { useI18n } from '../i18n/i18n.tsx';
import { Button } from '../widgets/button.tsx';
import { Code } from '../widgets/code.tsx';
import { CopyButton } from '../widgets/copy-button.tsx';
import { Dialog } from '../widgets/dialog.tsx';

/** Shows a secret the only time that it can be shown, so it is not closed by accident. */
export function SecretDialog({ secret, until, onClose }: { secret: string; until?: string; onClose: () => void }) {
  const { t, dateTime } = useI18n();
  return (
    <Dialog title={t('new_secret')} onClose={onClose} mustBeAnswered>
      <Code text={secret} label={t('new_secret')} />
      <p>
        <strong>{t('secret_shown_once')}</strong>
      </p>
      {until && <p>{t('old_secret_until', { time: dateTime(until) })}</p>}
      <div className="dialog-actions">
        <CopyButton label={t('copy')} text={secret} />
        <Button kind="primary" onPress={onClose}>
          {t('done')}
        </Button>
      </div>
    </Dialog>
  );
}
