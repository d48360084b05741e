import { setTimeout as delay } from 'node:timers/promises';
import { DemoError } from './demo-error.ts';

const PATIENCE_MS = 15_000;
const POLL_MS = 50;

/** Asks again and again until there is an answer, and gives it. @throws DemoError with `complaint` when patience runs out */
export async function until<T>(complaint: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new DemoError([complaint]);
    await delay(POLL_MS);
  }
}
