import { Outlet, useSearch } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { ApiScope } from '../api/api.tsx';
import { type I18n, I18nScope, loadI18n, useI18n } from '../i18n/i18n.tsx';
import { chosenBefore, languageOf } from '../preferences.ts';
import { useSession } from '../session/session.ts';
import { SignIn } from '../session/sign-in.tsx';
import { NoticesScope } from '../widgets/notices.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { TopBar } from './top-bar.tsx';

/** What is around every screen: the language, the theme, the client, and who is signed in. */
export function Console() {
  const preferences = useSearch({ from: '__root__' });
  const language = languageOf(preferences);
  const theme = preferences.theme ?? chosenBefore().theme;
  const [i18n, setI18n] = useState<I18n>();

  useEffect(() => {
    let isWanted = true;
    loadI18n(language).then((loaded) => {
      if (!isWanted) return;
      document.documentElement.lang = language;
      setI18n(loaded);
    });
    return () => {
      isWanted = false;
    };
  }, [language]);
  useEffect(() => {
    if (theme === undefined) delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);

  // The language that is loaded, until the other one is.
  if (i18n === undefined) return null;
  return (
    <I18nScope i18n={i18n}>
      <I18nProvider locale={i18n.language}>
        <ApiScope language={i18n.language}>
          <NoticesScope>
            <SignedIn />
          </NoticesScope>
        </ApiScope>
      </I18nProvider>
    </I18nScope>
  );
}

function SignedIn() {
  const { t } = useI18n();
  const session = useSession();
  return (
    <div className="console">
      <a className="skip" href="#main">
        {t('skip_to_content')}
      </a>
      <TopBar />
      <ConnectionBanner />
      {session === null ? (
        <SignIn />
      ) : (
        <Suspense fallback={<p className="loading">{t('loading')}</p>}>
          <Outlet />
        </Suspense>
      )}
    </div>
  );
}
