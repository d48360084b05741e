import { eventually } from '../support/eventually.ts';
import { isFinal } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';

const HANGING = 25;
const EVENTS = 110;
/** 25 webhooks could hold 400 of 512 places; those that are known to be slow leave a third to others. */
const PER_WEBHOOK = 16;
const MANY = 300;

test(`${HANGING} receivers that hang leave a quick one all of its places`, async ({ api, receiver }) => {
  const held: (() => void)[] = [];
  receiver.answer = (req, res) => {
    if (req.url === '/quick') held.push(() => res.end());
  };
  const [slowAgent, quickAgent] = [await api.createAgent(), await api.createAgent()];
  for (let index = 0; index < HANGING; index++) {
    await api.createWebhook(slowAgent.id, { webhook_url: new URL(`/hangs/${index}`, receiver.url).href, timeout: 120 });
  }
  const quick = await api.createWebhook(quickAgent.id, { webhook_url: new URL('/quick', receiver.url).href });
  await Promise.all(Array.from({ length: EVENTS }, () => api.publish(slowAgent.id)));
  await receiver.gets(MANY);

  await Promise.all(Array.from({ length: 4 * PER_WEBHOOK }, () => api.publish(quickAgent.id)));
  await eventually(() => (held.length === PER_WEBHOOK ? true : undefined), 'all of its places to be taken');
  receiver.answer = (req, res) => void (req.url === '/quick' && res.end());
  for (const answer of held) answer();
  await eventually(async () => {
    const logs = await api.logs(quick);
    return logs.length === 4 * PER_WEBHOOK && logs.every(isFinal) ? true : undefined;
  }, 'the quick webhook to get all');
});
