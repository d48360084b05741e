import { useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

/** Copies a text, and says that it has. */
export function CopyButton({ label, text }: { label: string; text: string }) {
  const { t } = useI18n();
  const [state, setState] = useState<'copied' | 'failed'>();
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('failed');
    }
  }
  return (
    <Button kind="small" onPress={copy} onBlur={() => setState(undefined)}>
      <Icon name={state === 'copied' ? 'check' : 'copy'} />
      <span aria-live="polite">
        {state === undefined ? label : state === 'copied' ? t('copied') : t('copy_failed')}
      </span>
    </Button>
  );
}
