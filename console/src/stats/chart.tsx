import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useI18n } from '../i18n/i18n.tsx';
import './stats.css';

const HEIGHT_PX = 170;

export interface ChartSeries {
  label: string;
  /** The name of a design token, as `--success`. */
  color: `--${string}`;
  kind: 'bars' | 'line';
  values: readonly (number | null)[];
}

/**
 * Series over time. Bars are stacked: of two, the first is drawn as the sum of both, behind the second.
 * @param starts in s
 * @param summary what a chart says, for who does not see it
 * @param format how values are written at the axis
 */
export function Chart({
  starts,
  series,
  summary,
  format,
}: {
  starts: readonly number[];
  series: readonly ChartSeries[];
  summary: string;
  format: (value: number) => string;
}) {
  const { language } = useI18n();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null || starts.length === 0) return;
    const style = getComputedStyle(element);
    const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
    const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
    const isLong = (starts.at(-1) ?? 0) - (starts[0] ?? 0) > 2 * 86_400;
    const axis = {
      stroke: colorOf(style, '--muted'),
      font: '12px "Inter Variable", sans-serif',
      ticks: { show: false },
    };
    const bars = uPlot.paths.bars?.({ size: [0.8, 24] });
    const grid = { stroke: colorOf(style, '--line'), width: 1 };
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT_PX,
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] } },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 26,
            space: 86,
            values: (_, at) => at.map((s) => (isLong ? day : time).format(s * 1000)),
          },
          { ...axis, grid, size: 58, values: (_, at) => at.map(format) },
        ],
        series: [
          {},
          ...series.map(({ color, kind }) => ({
            stroke: colorOf(style, color),
            width: kind === 'bars' ? 0 : 2,
            ...(kind === 'bars' && bars && { fill: colorOf(style, color), paths: bars }),
            points: { show: kind === 'line', size: 4 },
          })),
        ],
      },
      [[...starts], ...stacked(series)],
      element,
    );
    const resized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      chart.destroy();
    };
  }, [starts, series, format, language]);
  return (
    <figure className="chart">
      <div className="plot" ref={place} role="img" aria-label={summary} />
      <figcaption>
        {series.map(({ label, color }) => (
          <span key={label} className="legend" data-color={color}>
            {label}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function stacked(series: readonly ChartSeries[]): (number | null)[][] {
  return series.map(({ kind, values }, index) =>
    kind === 'line'
      ? [...values]
      : values.map((value, at) =>
          series.slice(index + 1).reduce((sum, other) => sum + (other.values[at] ?? 0), value ?? 0),
        ),
  );
}

/** Canvas does not know `light-dark()`: an element does. */
function colorOf(style: CSSStyleDeclaration, token: string): string {
  const probe = document.createElement('i');
  probe.style.color = style.getPropertyValue(token);
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
