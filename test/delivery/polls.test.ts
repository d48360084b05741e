import { expect } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { testThroughProxy } from '../support/fixtures.ts';
import type { WireProxy } from '../support/wire-proxy.ts';

const test = testThroughProxy({});

/** How often an idle worker polls, ms. */
const POLL_EVERY = 250;
const POLLS = 16;
const HANGING = 25;
const EVENTS = 110;

/** When the service looks for logs, from now on. */
function findsThrough(proxy: WireProxy): number[] {
  const finds: number[] = [];
  proxy.fault = (command, collection) => {
    if (command === 'find' && collection === 'logs') finds.push(performance.now());
    return undefined;
  };
  return finds;
}

/** How many polls the clock allowed in the time in which so many finds came. */
async function pollsDuring(finds: number[], count: number): Promise<number> {
  finds.length = 0;
  await eventually(() => (finds.length >= count ? true : undefined), `${count} finds`);
  return ((finds[count - 1] ?? 0) - (finds[0] ?? 0)) / POLL_EVERY;
}

test('an idle worker asks for due logs once per poll', async ({ service: _, proxy }) => {
  const finds = findsThrough(proxy);
  await pollsDuring(finds, 2); // started
  // Beside the polls, the recovery job looks for what was left behind, every 5 s.
  expect(await pollsDuring(finds, POLLS)).toBeGreaterThan(POLLS * 0.7);
});

test(`${HANGING} receivers that hang do not make a worker poll more often`, async ({ api, proxy, receiver }) => {
  const finds = findsThrough(proxy);
  receiver.answer = () => undefined;
  const agent = await api.createAgent();
  for (let index = 0; index < HANGING; index++) {
    await api.createWebhook(agent.id, { webhook_url: `${receiver.url}/${index}`, timeout: 120 });
  }
  await Promise.all(Array.from({ length: EVENTS }, () => api.publish(agent.id)));
  await receiver.gets(300);
  await pollsDuring(finds, 20); // what has room is taken
  // At most three finds per poll: what is new, a page of all that waits, and webhooks with room.
  expect(await pollsDuring(finds, 3 * POLLS)).toBeGreaterThan(POLLS * 0.7);
});
