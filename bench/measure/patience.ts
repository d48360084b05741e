import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

/** Asks again and again until there is something. @throws Error if there is nothing for so many ms */
export async function usableWithin<Value>(ms: number, ask: () => Promise<Value | undefined>): Promise<Value> {
  const until = performance.now() + ms;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (performance.now() > until) throw new Error(`waited ${ms} ms in vain`);
    await delay(POLL_MS);
  }
}
