import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { languages } from '../../generated/keys.ts';
import { type Language, useI18n } from '../i18n/i18n.tsx';
import { chosenBefore, type Preferences, remember } from '../preferences.ts';
import { signOut, useSession } from '../session/session.ts';
import { Button } from '../widgets/button.tsx';
import { Icon } from '../widgets/icon.tsx';

const NAMES: Record<Language, { short: string; name: string }> = {
  en: { short: 'EN', name: 'English' },
  'pt-BR': { short: 'PT', name: 'Português' },
};

/** The console's name, the language, the theme, and the way out. In a frame of another page, that page has them. */
export function TopBar() {
  const { t, language } = useI18n();
  const { embed, theme } = useSearch({ from: '__root__' });
  const session = useSession();
  const navigate = useNavigate();
  if (embed) return null;

  const choose = (choice: Preferences) => {
    remember(choice);
    navigate({ to: '.', search: (search) => ({ ...search, ...choice }), replace: true });
  };
  const isDark =
    (theme ?? chosenBefore().theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) ===
    'dark';
  return (
    <header className="top-bar">
      <Link to="/" className="brand">
        <Icon name="logo" />
        Reentrega
      </Link>
      <div className="top-bar-end">
        <fieldset className="languages" aria-label={t('language')}>
          {languages.map((each) => (
            <Button key={each} kind="plain" aria-pressed={each === language} onPress={() => choose({ lang: each })}>
              <span lang={each} aria-hidden>
                {NAMES[each].short}
              </span>
              <span lang={each} className="only-read">
                {NAMES[each].name}
              </span>
            </Button>
          ))}
        </fieldset>
        <Button
          kind="plain"
          aria-label={t('dark_theme')}
          aria-pressed={isDark}
          onPress={() => choose({ theme: isDark ? 'light' : 'dark' })}
        >
          <Icon name="theme" />
        </Button>
        {session !== null && (
          <Button kind="plain" onPress={() => signOut()}>
            <Icon name="sign-out" />
            <span className="wide-only">{t('sign_out')}</span>
            <span className="only-read narrow-only">{t('sign_out')}</span>
          </Button>
        )}
      </div>
    </header>
  );
}
