import type { RetryOptions } from '../../src/index.ts';

export interface RecordedWaits {
  /** The waits asked for, in ms. None of them takes any time. */
  waits: number[];
  retry: Required<Pick<RetryOptions, 'wait' | 'random'>>;
}

/** Waits that are written down instead of waited. @param random the number that jitter is made of */
export function recordedWaits(random = 0): RecordedWaits {
  const waits: number[] = [];
  const wait = async (ms: number) => {
    waits.push(ms);
  };
  return { waits, retry: { wait, random: () => random } };
}
