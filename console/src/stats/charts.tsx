import { useMemo } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { Chart, type ChartSeries } from './chart.tsx';
import { filled } from './period.ts';

interface Counts {
  attempts: number;
  successes: number;
  failures: number;
  failures_by_error_code: Record<string, number>;
  duration_ms: { p50: number; p95: number; p99: number } | null;
}
export interface Stats {
  bucket: '1m' | '1h' | '1d';
  from: string;
  to: string;
  totals: Counts;
  buckets: (Counts & { start: string })[];
}

/** What was delivered and what failed over time, and how long it took. */
export function Charts({ stats }: { stats: Stats }) {
  const { t, number, duration } = useI18n();
  const { totals } = stats;
  const { starts, attempts, latency } = useMemo(() => {
    const all = filled(stats);
    return {
      starts: all.map(({ start }) => start),
      attempts: [
        {
          label: t('delivered_count'),
          color: '--success',
          kind: 'bars',
          values: all.map(({ bucket }) => bucket?.successes ?? 0),
        },
        {
          label: t('failed_count'),
          color: '--error',
          kind: 'bars',
          values: all.map(({ bucket }) => bucket?.failures ?? 0),
        },
      ] satisfies ChartSeries[],
      latency: [
        {
          label: t('latency_most'),
          color: '--warning',
          kind: 'line',
          values: all.map(({ bucket }) => bucket?.duration_ms?.p95 ?? null),
        },
        {
          label: t('latency_half'),
          color: '--accent',
          kind: 'line',
          values: all.map(({ bucket }) => bucket?.duration_ms?.p50 ?? null),
        },
      ] satisfies ChartSeries[],
    };
  }, [stats, t]);
  if (totals.attempts === 0 || totals.duration_ms === null) return <p className="muted">{t('no_attempts')}</p>;
  return (
    <div className="chart-pair">
      <section>
        <h2>{t('attempts_over_time')}</h2>
        <Chart starts={starts} series={attempts} format={number} summary={t('chart_attempts', totals)} />
      </section>
      <section>
        <h2>{t('latency_over_time')}</h2>
        <Chart
          starts={starts}
          series={latency}
          format={duration}
          summary={t('chart_latency', {
            half: duration(totals.duration_ms.p50),
            most: duration(totals.duration_ms.p95),
          })}
        />
      </section>
    </div>
  );
}

/** The numbers of a period. */
export function Figures({ totals, backlog }: { totals: Counts; backlog?: number }) {
  const { t, number, percent, duration } = useI18n();
  const { attempts, successes, duration_ms } = totals;
  const figures: [string, string][] = [
    [t('success_rate'), attempts === 0 ? '–' : percent(successes / attempts)],
    [t('volume'), number(attempts)],
    [t('latency_half'), duration_ms === null ? '–' : duration(duration_ms.p50)],
    [t('latency_most'), duration_ms === null ? '–' : duration(duration_ms.p95)],
  ];
  if (backlog !== undefined) figures.push([t('backlog'), number(backlog)]);
  return (
    <dl className="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
