import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { deliveryFigures } from './measure/delivery.ts';
import { quantilesOfTimes } from './measure/quantiles.ts';
import { cpuOfPs, cpuOfStat, usageOf } from './processes/usage.ts';
import { chartOf } from './report/chart.ts';
import { type Result, ratiosOf, rowsOf } from './report/result.ts';
import { formatFigure, tableOf } from './report/table.ts';

describe('CPU time of a process', () => {
  test('is user and system time of /proc/<pid>/stat, whatever the name of the process', () => {
    const stat = '42 (node (main) x) S 1 42 42 0 -1 4194304 5000 0 0 0 123 45 0 0 20 0 12 0 100 1000000 2000';
    expect(cpuOfStat(stat)).toBe(1_680);
  });

  test.each([
    ['0:01.50', 1_500],
    ['12:03', 723_000],
    ['01:02:03', 3_723_000],
    ['2-00:00:01', 172_801_000],
  ])('of ps, %s, is %d ms', (time, ms) => {
    expect(cpuOfPs(time)).toBe(ms);
  });

  test('of this process grows with its work', () => {
    const before = usageOf(process.pid);
    const until = before.cpuMs + 50;
    while (process.cpuUsage().user / 1000 < until + 100 && usageOf(process.pid).cpuMs < until) Math.sqrt(Math.random());
    expect(usageOf(process.pid).cpuMs).toBeGreaterThanOrEqual(until);
    expect(before.rssMb).toBeGreaterThan(10);
  });
});

test('quantiles are in ms, to three digits', () => {
  const times = Array.from({ length: 1_000 }, (_, index) => index + 1);
  const { count, p50, p99, max } = quantilesOfTimes(times);
  expect(count).toBe(1_000);
  expect(Math.abs(p50 - 500)).toBeLessThan(2);
  expect(Math.abs(p99 - 990)).toBeLessThan(2);
  expect(Math.abs(max - 1_000)).toBeLessThan(2);
  expect(quantilesOfTimes([])).toEqual({ count: 0, mean: 0, p50: 0, p99: 0, max: 0 });
});

describe('figures of a delivery', () => {
  const none = quantilesOfTimes([]);
  const measured = {
    load: { ms: 500, accepted: 100, refused: {}, latency: none },
    received: { count: 80, doubles: 2, latency: none },
    ms: 2_000,
    backlog: 30,
    cpu: { service: 160, publisher: 1, receiver: 1 },
    usage: { cpuMs: 1_000, rssMb: 100, peakMb: null },
  };

  test('are of what was received', () => {
    expect(deliveryFigures(measured)).toEqual({
      acceptedPerSecond: 200,
      deliveredPerSecond: 40,
      cpuPerDelivery: 2,
      backlog: 30,
      rssMb: 100,
      doubles: 2,
    });
  });

  test('CPU per delivery is no figure if nothing was received', () => {
    expect(
      deliveryFigures({ ...measured, received: { count: 0, doubles: 0, latency: none } }).cpuPerDelivery,
    ).toBeNull();
  });
});

describe('results', () => {
  const rows = rowsOf({ speed: ['delivered', '/s'], cpu: ['CPU', 'ms'] }, [
    { speed: 300, cpu: 1.5 },
    { speed: 100, cpu: 0 },
    { speed: 1_200, cpu: null },
  ]);
  const result: Result = {
    mode: 'throughput',
    title: 'a <test> & more',
    database: 'embedded engine',
    columns: ['ours', 'this', 'that'],
    rows,
    raw: {},
    seconds: 3,
  };

  test('ratios are of the first column to the others, where there is something to divide', () => {
    expect(rows.map(ratiosOf)).toEqual([
      [3, 0.25],
      [null, null],
    ]);
  });

  test('the table has every figure, its unit and the ratios', () => {
    const lines = stripVTControlCharacters(tableOf(result)).split('\n');
    expect(lines[1]?.split(/ {2,}/)).toEqual(['', 'embedded engine', 'ours', 'this', 'that', '1 ÷ 2', '1 ÷ 3']);
    expect(lines[2]?.split(/ {2,}/)).toEqual(['', 'delivered, /s', '300', '100', '1,200', '3.00 ×', '0.25 ×']);
    expect(lines[3]?.split(/ {2,}/)).toEqual(['', 'CPU, ms', '1.50', '0', '–', '–', '–']);
  });

  test('figures have the digits that mean something', () => {
    expect([1_234.5, 12.34, 0.123, 0, null].map(formatFigure)).toEqual(['1,235', '12.3', '0.12', '0', '–']);
  });

  test('the chart is an image with a bar per figure and column, in proportion', () => {
    const chart = chartOf([result]);
    expect(chart).toContain('a &lt;test&gt; &amp; more');
    const lengths = [...chart.matchAll(/<rect x="270" y="\d+" width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(lengths).toEqual([110, 36.7, 440, 440, 1, 1]);
  });
});
