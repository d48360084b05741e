import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

interface Notice {
  id: number;
  kind: 'success' | 'error';
  text: string;
}
interface Notices {
  say(kind: Notice['kind'], text: string): void;
}

const Context = createContext<Notices>({ say: () => undefined });

/** What came of what was done, at the foot of the page. The last one stays until it is read. */
export function NoticesScope({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const [notice, setNotice] = useState<Notice>();
  const say = useCallback<Notices['say']>((kind, text) => setNotice({ id: Date.now(), kind, text }), []);
  const notices = useMemo(() => ({ say }), [say]);
  return (
    <Context value={notices}>
      {children}
      <div className="notices" role="status">
        {notice && (
          <p key={notice.id} className="notice" data-kind={notice.kind}>
            <Icon name={notice.kind === 'success' ? 'check' : 'warning'} />
            <span>{notice.text}</span>
            <Button kind="plain" aria-label={t('close')} onPress={() => setNotice(undefined)}>
              <Icon name="cross" />
            </Button>
          </p>
        )}
      </div>
    </Context>
  );
}

export function useNotices(): Notices {
  return use(Context);
}
