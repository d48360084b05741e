import { assert, expect } from 'vitest';
import { testThroughProxy } from '../support/fixtures.ts';

const test = testThroughProxy({});

const WEBHOOKS = 10;
const EVENTS = 10;

test('a bulk retry of one webhook reads no logs of others that the same events went to', async ({
  api,
  proxy,
  receiver,
}) => {
  receiver.answer = 500;
  const agent = await api.createAgent();
  const webhooks = await Promise.all(
    Array.from({ length: WEBHOOKS }, () => api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 0 })),
  );
  for (let index = 0; index < EVENTS; index++) await api.publish(agent.id);
  for (const webhook of webhooks) {
    await expect
      .poll(async () => (await api.logs(webhook)).filter(({ status }) => status === 'failed').length)
      .toBe(EVENTS);
  }
  const [webhook] = webhooks;
  assert(webhook);
  receiver.answer = 200;

  const read = new Set<unknown>();
  proxy.fault = (command, collection) => {
    if (command !== 'find' || collection !== 'logs') return undefined;
    return (answer) => {
      for (const log of answer['cursor']?.firstBatch ?? []) if (log.webhook_id) read.add(log.webhook_id);
      return answer;
    };
  };
  const task = await api.taskEnd(webhook, (await api.retryLogs(webhook)).id);
  expect([task.queued, [...read]]).toEqual([EVENTS, [webhook.id]]);
});
