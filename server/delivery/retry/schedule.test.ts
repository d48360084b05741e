import fc from 'fast-check';
import { assert, expect, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { nextAttemptAt, parseRetryAfter } from './schedule.ts';

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;
const now = new Date('2024-01-15T11:30:00Z');
const { RETRY_SCHEDULE: standard } = readConfig({ MONGODB_URI: 'mongodb://127.0.0.1/reentrega' });

/** The standard wait before the retry of this number, without jitter. */
function standardWait(used: number): number {
  const at = nextAttemptAt(now, { schedule: standard, used, allowed: 10, random: 0.5 });
  assert(at);
  return at.getTime() - now.getTime();
}

test('the standard waits are 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h and 24 h', () => {
  const hours = [2, 5, 10, 14, 20, 24, 24].map((count) => count * 3600);
  expect(Array.from({ length: 10 }, (_, used) => standardWait(used) / SECOND)).toStrictEqual([
    5,
    5 * 60,
    30 * 60,
    ...hours,
  ]);
});

const anySchedule = fc.array(fc.integer({ min: 1, max: 7 * DAY }), { minLength: 1, maxLength: 12 });
const anyChance = fc.double({ min: 0, max: 1, noNaN: true });
const anyWait = fc.oneof(fc.nat({ max: 10 * DAY }), fc.constant(Number.POSITIVE_INFINITY));

test('there are max_retries automatic retries: one is due while some are left, and none after that', () => {
  fc.assert(
    fc.property(anySchedule, fc.nat(12), fc.nat(10), (schedule, used, allowed) => {
      expect(nextAttemptAt(now, { schedule, used, allowed }) !== null).toBe(used < allowed);
    }),
  );
});

test('a wait differs from the schedule by 20 % at most, and takes the last one for all beyond it', () => {
  fc.assert(
    fc.property(anySchedule, fc.nat(12), anyChance, (schedule, used, random) => {
      const at = nextAttemptAt(now, { schedule, used, allowed: 13, random });
      const wait = (at?.getTime() ?? 0) - now.getTime();
      const planned = schedule[Math.min(used, schedule.length - 1)] ?? 0;
      assert(wait >= Math.floor(planned * 0.8) && wait <= Math.ceil(planned * 1.2), `${wait} for ${planned}`);
    }),
  );
});

test('waits are spread: by chance they are as short as 80 % and as long as 120 %', () => {
  const waitAt = (random: number) =>
    (nextAttemptAt(now, { schedule: [1000], used: 0, allowed: 1, random })?.getTime() ?? 0) - now.getTime();
  expect([0, 0.5, 1].map(waitAt)).toStrictEqual([800, 1000, 1200]);
});

test('Retry-After lengthens a wait to what it says, up to 24 hours, and never shortens it', () => {
  fc.assert(
    fc.property(anySchedule, anyChance, anyWait, (schedule, random, retryAfter) => {
      const [plain, asked] = [0, retryAfter].map(
        (wait) => nextAttemptAt(now, { schedule, used: 0, allowed: 1, random, retryAfter: wait })?.getTime() ?? 0,
      ) as [number, number];
      expect(asked).toBe(Math.max(plain, Math.floor(now.getTime() + Math.min(retryAfter, DAY))));
    }),
  );
});

test('whatever a receiver sends as Retry-After is read as a wait of 0 ms or more', () => {
  const anyHeader = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  );
  fc.assert(fc.property(anyHeader, (header) => void expect(parseRetryAfter(header, now)).toBeGreaterThanOrEqual(0)));
  fc.assert(
    fc.property(fc.nat(), (seconds) => void expect(parseRetryAfter(String(seconds), now)).toBe(seconds * SECOND)),
  );
  fc.assert(
    fc.property(fc.nat(10 * 86_400), (seconds) => {
      const date = new Date(now.getTime() + seconds * SECOND).toUTCString();
      expect(parseRetryAfter(date, now)).toBe(seconds * SECOND);
    }),
  );
});

test('each form of an HTTP date is read, and nothing else is taken for one', () => {
  const moment = new Date('1994-11-06T08:48:37Z');
  for (const date of ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994']) {
    expect(parseRetryAfter(date, moment), date).toBe(60 * SECOND);
  }
  for (const none of [
    '-7200',
    '7200.5',
    '1e9',
    '2124-01-15',
    '1/15/2124',
    'later 2124',
    'Infinity',
    'Friday 2124',
    'Mon, 01 Jan 2124 00:00:00 EST',
  ]) {
    expect(parseRetryAfter(none, moment), none).toBe(0);
  }
});
