import { Link } from '@tanstack/react-router';
import { useI18n } from '../i18n/i18n.tsx';
import { type StatsPeriod, statsPeriodNames } from './period.ts';

/** The period of the statistics on this screen, as the URL has it. */
export function PeriodChoice({ period }: { period: StatsPeriod }) {
  const { t } = useI18n();
  const texts = { '1h': t('last_hour'), '24h': t('last_24_hours'), '7d': t('last_7_days') };
  return (
    <nav className="chips" aria-label={t('period')}>
      {statsPeriodNames.map((name) => (
        <Link
          key={name}
          to="."
          search={(search: Record<string, unknown>) => ({ ...search, period: name })}
          replace
          className="chip"
          data-current={name === period || undefined}
          activeOptions={{ exact: true, explicitUndefined: true }}
        >
          {texts[name]}
        </Link>
      ))}
    </nav>
  );
}
