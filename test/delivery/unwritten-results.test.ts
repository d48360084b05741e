import { expect } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery, isFinal } from '../support/failed-delivery.ts';
import { testThroughProxy } from '../support/fixtures.ts';

const test = testThroughProxy({});

test('while a result cannot be written, no other attempt is taken, and then all are', async ({
  api,
  proxy,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  receiver.received.length = 0;

  const written = Promise.withResolvers<void>();
  let isHeld = false;
  let polls = 0;
  let taken = 0;
  proxy.fault = (command, collection, message) => {
    if (collection !== 'logs') return undefined;
    const has = (text: string) => message.includes(text);
    if (command === 'find' && has('event\0') && has('due_at')) polls++;
    const isClaim = command === 'update' && has('delivering\0') && !has('lease.');
    const isLeased = command === 'insert' && has('delivering\0');
    if (isClaim || isLeased) taken++;
    if (command !== 'update' || !has('lease.token') || !has('finished_at')) return undefined;
    isHeld = true;
    return { until: written.promise };
  };
  const seesPolls = (count: number) => {
    const from = polls;
    return eventually(() => (polls >= from + count ? true : undefined), 'polls');
  };

  await api.publish(webhook.agent_id);
  await eventually(() => (isHeld ? true : undefined), 'a result to be written');
  // Sooner or later what is published is not sent, though there are places for it and it was looked for.
  const left = await eventually(async () => {
    const { event_id } = await api.publish(webhook.agent_id);
    await seesPolls(2);
    return attemptsAt(receiver, { event_id }).length === 0 ? event_id : undefined;
  }, 'the process to take no more');
  const sent = receiver.received.length;
  taken = 0;
  expect(await api.retry(webhook, failed.id)).toMatchObject({ status: 200 });
  for (let times = 0; times < 5; times++) {
    await api.publish(webhook.agent_id);
    await seesPolls(1);
  }
  expect(receiver.received).toHaveLength(sent);
  expect(taken).toBe(0);

  written.resolve();
  await eventually(async () => {
    const logs = await api.logs(webhook);
    return logs.every(isFinal) ? true : undefined;
  }, 'all to be sent');
  const logs = await api.logs(webhook);
  expect(logs.filter(({ status }) => status !== 'success').map(({ id }) => id)).toEqual([failed.id]);
  // Each event once: the results that waited were kept.
  expect(attemptsAt(receiver, { event_id: left })).toHaveLength(1);
  expect(receiver.received).toHaveLength(logs.length - 1);
});
