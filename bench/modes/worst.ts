import { type LongestTurn, startWorstTarget } from '../../test/http/worst-target.ts';
import type { Mode } from './mode.ts';

const TRIES = 3;
const SHOWN = 15;

/** How long the worst requests for every operation hold up the event loop. What is compiled at first, and what else the machine does, is left out by the best of some tries. */
export const worst: Mode = async ({ step }) => {
  await using target = await startWorstTarget();
  const measured: (LongestTurn & { name: string })[] = [];
  for (const [index, request] of target.requests.entries()) {
    step(`${index + 1} of ${target.requests.length}: ${request.name}`);
    const turns: LongestTurn[] = [];
    for (let count = 0; count < TRIES; count++) turns.push(await target.turn([request]));
    const least = (of: keyof LongestTurn) => Math.min(...turns.map((turn) => turn[of]));
    measured.push({ name: request.name, cpuMs: least('cpuMs'), delayMs: least('delayMs') });
  }
  measured.sort((one, other) => other.cpuMs - one.cpuMs);
  return {
    title: `the longest turns of the event loop, of ${measured.length} requests`,
    columns: ['CPU', 'delay'],
    rows: measured.slice(0, SHOWN).map(({ name, cpuMs, delayMs }) => ({
      figure: name,
      unit: 'ms',
      values: [cpuMs, delayMs],
    })),
    raw: measured,
  };
};
