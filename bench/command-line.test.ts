import { CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { readCommandLine } from './command-line.ts';
import { MODE_NAMES } from './modes.ts';

const read = (...args: string[]) => readCommandLine(args, () => {});

/** What a person is told of a command line that cannot be read. */
function refusalOf(...args: string[]): string {
  let told = '';
  const write = (text: string) => {
    told += text;
  };
  expect(() => readCommandLine(args, write)).toThrow(CommanderError);
  return told;
}

describe('npm run bench', () => {
  test('measures everything but limits, worst and soak by default', () => {
    const { modes, sizes } = read();
    expect(modes).toEqual(MODE_NAMES.filter((name) => !['limits', 'worst', 'soak'].includes(name)));
    expect(sizes.full).toBe(false);
  });

  test('measures what is named, in the usual order', () => {
    expect(read('latency', 'throughput').modes).toEqual(['throughput', 'latency']);
  });

  test('--minutes asks for the soak', () => {
    const { modes, sizes } = read('--minutes', '0.5');
    expect(modes).toEqual(['soak']);
    expect(sizes.minutes).toBe(0.5);
  });

  test('takes sizes and a folder', () => {
    const { sizes, out } = read('--events', '50', '--payload', '100000', '--full', '--out', 'elsewhere');
    expect(sizes).toEqual({ events: 50, eventBytes: 100_000, minutes: 1, full: true });
    expect(out).toBe('elsewhere');
  });

  test.each([
    [['fast'], /throughput.*soak/s],
    [['--events', '0'], /whole number/],
    [['--events', 'many'], /whole number/],
    [['--minutes', '-1'], /above 0/],
    [['--speed'], /unknown option/],
  ])('refuses %j and says why', (args, told) => {
    expect(refusalOf(...args)).toMatch(told);
  });
});
