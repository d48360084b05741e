import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const FIRST_WAIT_MS = 15;
const LONGEST_WAIT_MS = 250;

/**
 * Asks again and again until there is an answer, and gives it. The longer it takes, the longer the waits in between: what is asked for
 * would be late for all the asking. Fails, with what it waited for, when patience (ms) runs out.
 */
export async function eventually<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  what: string,
  patience = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 1.3, LONGEST_WAIT_MS)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await delay(wait);
  }
}
