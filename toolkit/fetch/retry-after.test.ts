import { expect, test } from 'vitest';
import { retryAfterOf } from './retry-after.ts';

const NOW = Date.UTC(1994, 10, 6, 8, 49, 0);
const secondsOf = (value: string) => retryAfterOf(new Headers({ 'Retry-After': value }), NOW);

test('seconds, and the three forms of a date, all of them GMT', () => {
  expect(secondsOf('7')).toBe(7);
  for (const date of ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994']) {
    expect(secondsOf(date), date).toBe(37);
  }
});

test('a date that is over is no wait', () => {
  expect(secondsOf('Sun, 06 Nov 1994 08:00:00 GMT')).toBe(0);
});

test('what is neither is not taken for a year', () => {
  for (const value of ['-5', '1.5', '+5', '5s', 'soon', '2030-01-01', 'May 5', '']) {
    expect(secondsOf(value), value).toBeUndefined();
  }
  expect(retryAfterOf(new Headers())).toBeUndefined();
});
