import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { startReceiver } from '../support/receiver.ts';
import { startTestService } from '../support/service.ts';
import { startWireProxy } from '../support/wire-proxy.ts';

/** How often an idle worker polls, ms. */
const POLL_EVERY = 250;
const POLLS = 16;
const HANGING = 25;
const EVENTS = 110;

/** A service behind a proxy that notes when it looks for logs. */
async function countedService() {
  const database = await testDatabase('loopback');
  const proxy = await startWireProxy(database.uri);
  const finds: number[] = [];
  proxy.fault = (command, collection) => {
    if (command === 'find' && collection === 'logs') finds.push(performance.now());
    return undefined;
  };
  const [service, receiver] = await Promise.all([
    startTestService({}, { ...database, uri: proxy.uri }),
    startReceiver(),
  ]);
  onTestFinished(async () => {
    await receiver.close();
    await service.close();
    await proxy.close();
    await database.drop();
  });
  return { api: service.api, receiver, finds };
}

/** How many polls the clock allowed in the time in which so many finds came. */
async function pollsDuring(finds: number[], count: number): Promise<number> {
  finds.length = 0;
  await eventually(() => (finds.length >= count ? true : undefined), `${count} finds`);
  return ((finds[count - 1] ?? 0) - (finds[0] ?? 0)) / POLL_EVERY;
}

test('an idle worker asks for due logs once per poll', async () => {
  const { finds } = await countedService();
  await pollsDuring(finds, 2); // started
  // Beside the polls, the recovery job looks for what was left behind, every 5 s.
  expect(await pollsDuring(finds, POLLS)).toBeGreaterThan(POLLS * 0.7);
});

test(`${HANGING} receivers that hang do not make a worker poll more often`, async () => {
  const { api, receiver, finds } = await countedService();
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
