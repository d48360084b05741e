import { Link } from '@tanstack/react-router';
import { useI18n } from '../i18n/i18n.tsx';

export function NotFound() {
  const { t } = useI18n();
  return (
    <main className="page narrow" id="main">
      <h1>{t('not_found')}</h1>
      <p>
        <Link to="/">{t('to_the_start')}</Link>
      </p>
    </main>
  );
}
