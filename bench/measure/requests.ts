import type { LoadResult } from '../processes/publisher.ts';
import type { ServiceProcess } from '../processes/service.ts';
import { perSecond } from './delivery.ts';

/** What requests to one process came to, over all rounds. */
export interface RequestFigures {
  perSecond: number;
  /** CPU of the process per request, ms. */
  cpuMs: number;
  p50: number;
}

/**
 * Loads two processes in turns, so that both meet the same disturbances, and adds up what each did.
 * @param load one round for one process; the first round of each warms it up and does not count
 */
export async function inTurns(
  processes: ServiceProcess[],
  rounds: number,
  load: (process: ServiceProcess, index: number, round: number) => Promise<LoadResult>,
): Promise<RequestFigures[]> {
  const sums = processes.map(() => ({ count: 0, ms: 0, cpuMs: 0, p50s: [] as number[] }));
  for (let round = 0; round <= rounds; round++) {
    for (const [index, process] of processes.entries()) {
      const before = process.usage().cpuMs;
      const result = await load(process, index, round);
      const sum = sums[index];
      if (round === 0 || !sum) continue;
      sum.count += result.accepted;
      sum.ms += result.ms;
      sum.cpuMs += process.usage().cpuMs - before;
      sum.p50s.push(result.latency.p50);
    }
  }
  return sums.map(({ count, ms, cpuMs, p50s }) => ({
    perSecond: perSecond(count, ms),
    cpuMs: cpuMs / Math.max(1, count),
    p50: p50s.reduce((sum, p50) => sum + p50, 0) / Math.max(1, p50s.length),
  }));
}
