import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createLogger, type Logger } from '../observability/logger.ts';
import { type RunningClock, startClock } from './clock.ts';

const START = Date.UTC(2026, 0, 15, 12);
const BETWEEN_MEASURES = 5_000;

/** The clock of a machine and that of a database, and the way between them. */
let database: { ahead: number; there: number; back: number; fails: boolean };
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'setInterval', 'clearInterval'], now: START });
  database = { ahead: 0, there: 0, back: 0, fails: false };
});
afterEach(() => void vi.useRealTimers());

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
/** When the machine's clock is set, that of the database goes on. */
let set = 0;
const databaseTime = () => Date.now() - set + database.ahead;
function setMachine(ms: number): void {
  set += ms;
  vi.setSystemTime(Date.now() + ms);
}
beforeEach(() => {
  set = 0;
});

async function ask(): Promise<Date> {
  await wait(database.there);
  const told = new Date(databaseTime());
  if (database.fails) throw new Error('no primary');
  await wait(database.back);
  return told;
}

async function start(logger?: Logger): Promise<RunningClock> {
  const starting = startClock({ ask, logger });
  await vi.advanceTimersByTimeAsync(2_000);
  const clock = await starting;
  onTestFinished(() => clock.stop());
  return clock;
}

const error = (clock: RunningClock) => Math.abs(clock.now().getTime() - databaseTime());

describe('the time', () => {
  test.each([-60_000, -3, 0, 250, 3_600_000])('is that of a database %i ms ahead of the machine', async (ahead) => {
    database.ahead = ahead;
    const clock = await start();
    expect(error(clock)).toBeLessThanOrEqual(1);
    expect(Math.abs(clock.skewMs() + ahead)).toBeLessThanOrEqual(1);
    expect(clock.fromNow(500).getTime() - clock.now().getTime()).toBe(500);
  });

  test('leaves out the way to the database, as long as both directions take the same', async () => {
    Object.assign(database, { ahead: 60_000, there: 100, back: 100 });
    expect(error(await start())).toBeLessThanOrEqual(1);
  });

  test('is at most half a round trip off when they do not', async () => {
    Object.assign(database, { ahead: 60_000, there: 180, back: 20 });
    expect(error(await start())).toBeLessThanOrEqual(101);
  });

  test('comes from the quickest of several answers', async () => {
    database.ahead = 60_000;
    const ways = [
      [300, 0],
      [0, 200],
      [2, 2],
      [400, 0],
      [0, 100],
    ].values();
    const starting = startClock({
      ask: () => {
        [database.there = 0, database.back = 0] = ways.next().value ?? [];
        return ask();
      },
    });
    await vi.advanceTimersByTimeAsync(2_000);
    const clock = await starting;
    onTestFinished(() => clock.stop());
    expect(error(clock)).toBeLessThanOrEqual(1);
  });

  test('goes on as it was while the clock of the machine is set', async () => {
    const clock = await start();
    for (const ms of [90_000, -180_000]) {
      setMachine(ms);
      expect(error(clock)).toBeLessThanOrEqual(1);
      expect(Math.abs(clock.skewMs() - set)).toBeLessThanOrEqual(1);
    }
  });

  test('follows another clock of the database, as of a new primary', async () => {
    const clock = await start();
    database.ahead = 42_000;
    await vi.advanceTimersByTimeAsync(BETWEEN_MEASURES);
    expect(error(clock)).toBeLessThanOrEqual(1);
  });

  test('does not jitter with the way to the database', async () => {
    const clock = await start();
    const zero = () => clock.now().getTime() - Date.now();
    const before = zero();
    for (const [there, back] of [
      [0, 400],
      [300, 0],
      [20, 30],
    ]) {
      Object.assign(database, { there, back });
      await vi.advanceTimersByTimeAsync(BETWEEN_MEASURES);
      expect(zero()).toBe(before);
    }
  });

  test('is kept while the database does not answer, and put right when it does again', async () => {
    database.ahead = 60_000;
    const clock = await start();
    database.fails = true;
    await vi.advanceTimersByTimeAsync(10 * BETWEEN_MEASURES);
    expect(error(clock)).toBeLessThanOrEqual(1);
    Object.assign(database, { fails: false, ahead: 70_000 });
    await vi.advanceTimersByTimeAsync(BETWEEN_MEASURES);
    expect(error(clock)).toBeLessThanOrEqual(1);
  });

  test('is not known without a first answer', async () => {
    database.fails = true;
    const failing = expect(startClock({ ask })).rejects.toThrow('no primary');
    await vi.advanceTimersByTimeAsync(2_000);
    await failing;
  });

  test('is not asked for any more after a stop', async () => {
    const clock = await start();
    await clock.stop();
    database.ahead = 42_000;
    await vi.advanceTimersByTimeAsync(10 * BETWEEN_MEASURES);
    expect(error(clock)).toBeGreaterThan(41_000);
  });
});

describe('skew', () => {
  /** What is reported at the start, and after each change of the database's time. */
  async function reports(...ahead: number[]): Promise<string[]> {
    const logger = createLogger('silent');
    const lines: string[] = [];
    for (const level of ['warn', 'info'] as const) {
      vi.spyOn(logger, level).mockImplementation((fields: unknown) => {
        lines.push(`${level} ${typeof fields === 'object' ? JSON.stringify(fields) : ''}`);
      });
    }
    database.ahead = ahead.shift() ?? 0;
    await start(logger);
    for (const next of ahead) {
      database.ahead = next;
      await vi.advanceTimersByTimeAsync(3 * BETWEEN_MEASURES);
    }
    return lines;
  }

  test('of a few seconds is not reported', async () => {
    expect(await reports(0, 4_900, -4_900)).toStrictEqual([]);
  });
  test('of more is reported once, with its size, however often it is measured', async () => {
    expect(await reports(-60_000, -60_000, -60_500)).toStrictEqual(['warn {"skew_seconds":60}']);
    expect(await reports(0, 8_000, 8_000)).toStrictEqual(['warn {"skew_seconds":-8}']);
  });
  test('that is another one is reported again, and so is its end', async () => {
    expect(await reports(60_000, 20_000, 0, 0)).toStrictEqual([
      'warn {"skew_seconds":-60}',
      'warn {"skew_seconds":-20}',
      'info {"skew_seconds":0}',
    ]);
  });
  test('about the limit is reported once', async () => {
    expect(await reports(0, 5_100, 4_900, 5_100, 4_900)).toStrictEqual(['warn {"skew_seconds":-5.1}']);
  });
});
