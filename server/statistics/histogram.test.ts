import { expect, test } from 'vitest';
import { binOf, quantiles } from './histogram.ts';

function histogram(values: number[]): Map<number, number> {
  const bins = new Map<number, number>();
  for (const value of values) bins.set(binOf(value), (bins.get(binOf(value)) ?? 0) + 1);
  return bins;
}

test('every duration up to an hour is read within 5 % or 1 ms', () => {
  for (let ms = 0; ms <= 3_600_000; ms = Math.ceil(ms * 1.003 + 1)) {
    const [read = NaN] = quantiles(histogram([ms]), [0.5]) ?? [];
    expect(Math.abs(read - ms), `${ms} ms`).toBeLessThanOrEqual(Math.max(1, ms * 0.05));
  }
});

test('quantiles are those of the values, within 5 %', () => {
  const values = Array.from({ length: 1_000 }, (_, index) => index + 1);
  const [p50 = 0, p95 = 0, p99 = 0, all = 0] = quantiles(histogram(values), [0.5, 0.95, 0.99, 1]) ?? [];
  for (const [read, true_] of [
    [p50, 500],
    [p95, 950],
    [p99, 990],
    [all, 1_000],
  ] as const)
    expect(Math.abs(read - true_) / true_).toBeLessThan(0.05);
});

test('of one duration every quantile is that one; of none there is none', () => {
  expect(quantiles(histogram([7]), [0.5, 0.95, 0.99])).toStrictEqual([7, 7, 7]);
  expect(quantiles(new Map(), [0.5])).toBeNull();
});
