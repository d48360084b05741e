import { expect } from 'vitest';
import type { Api, Log } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery, isFinal } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

const test = testWith({ RETRY_SCHEDULE: '1ms' });

const story = (logs: Log[]) =>
  logs.toReversed().map(({ attempt, trigger, status }) => `${attempt} ${trigger} ${status}`);

async function webhookThatFails(api: Api, receiver: Receiver, status: number, max_retries: number) {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries });
  receiver.answer = status;
  const { event_id } = await api.publish(agent.id);
  return { webhook, event_id };
}

for (const allowed of [0, 1, 3]) {
  test(`rule 6: with max_retries ${allowed}, a delivery that keeps failing is attempted ${1 + allowed} times`, async ({
    api,
    receiver,
  }) => {
    const { webhook, event_id } = await webhookThatFails(api, receiver, 500, allowed);
    const last = await api.logThat(webhook, (log) => log.attempt === 1 + allowed && log.status === 'failed');
    expect(last.next_attempt_at).toBe(null);
    const logs = await api.logs(webhook);
    expect(story(logs)).toStrictEqual([
      '1 event failed',
      ...Array.from({ length: allowed }, (_, index) => `${index + 2} automatic failed`),
    ]);
    // Each is the retry of the one before it.
    for (const [index, log] of logs.entries()) expect(log.original_log_id).toBe(logs[index + 1]?.id ?? null);
    expect(attemptsAt(receiver, { event_id }).length).toBe(1 + allowed);
  });
}

test('rule 6: the automatic retries end with the first success', async ({ api, receiver }) => {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 5 });
  let attempts = 0;
  receiver.answer = (_req, res) => res.writeHead(++attempts < 3 ? 502 : 204).end();
  await api.publish(agent.id);
  const delivered = await api.logThat(webhook, ({ status }) => status === 'success');
  expect([delivered.attempt, delivered.http_status, delivered.error]).toStrictEqual([3, 204, null]);
  expect(delivered.delivered_at).toBeTruthy();
  expect((await api.logs(webhook)).every(isFinal)).toBeTruthy();
});

test('rule 6: any 2xx is a success', async ({ api, receiver }) => {
  for (const status of [200, 201, 202, 204, 226, 299]) {
    const { webhook } = await webhookThatFails(api, receiver, status, 0);
    const log = await api.logThat(webhook, isFinal);
    expect([log.status, log.http_status, log.error_code]).toStrictEqual(['success', status, null]);
  }
});

test('rule 6: all else fails, and says with which status', async ({ api, receiver }) => {
  for (const status of [300, 304, 400, 401, 404, 409, 429, 500, 503, 599]) {
    const { webhook } = await webhookThatFails(api, receiver, status, 0);
    const log = await api.logThat(webhook, isFinal);
    expect([log.status, log.http_status, log.error_code, log.error]).toStrictEqual([
      'failed',
      status,
      'http_status',
      `The receiver answered with status ${status}.`,
    ]);
    expect(log.delivered_at).toBe(null);
  }
});

test('rule 6: redirects are not followed', async ({ api, receiver }) => {
  const elsewhere = await startReceiver();
  try {
    for (const status of [301, 302, 303, 307, 308]) {
      const agent = await api.createAgent();
      const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 0 });
      receiver.answer = (_req, res) => res.writeHead(status, { location: elsewhere.url }).end();
      await api.publish(agent.id);
      const log = await api.logThat(webhook, isFinal);
      expect([log.status, log.http_status, log.response_headers?.['location']]).toStrictEqual([
        'failed',
        status,
        elsewhere.url,
      ]);
    }
    expect(elsewhere.received.length).toBe(0);
  } finally {
    await elsewhere.close();
  }
});

test('rule 6: 410 disables the webhook: nothing more is sent, and what waits is canceled', async ({
  receiver,
  startAnother,
}) => {
  const { api } = await startAnother({ RETRY_SCHEDULE: '1h' });
  const { agent, webhook } = await failedDelivery(api, receiver); // its automatic retry waits
  receiver.answer = 410;
  const { event_id } = await api.publish(agent.id);
  const gone = await api.logThat(webhook, (log) => log.event_id === event_id && log.status === 'failed');
  expect([gone.http_status, gone.next_attempt_at]).toStrictEqual([410, null]);

  const disabled = await eventually(async () => {
    const now = await api.webhook(webhook);
    return now.enabled ? undefined : now;
  }, 'the webhook to be disabled');
  expect([disabled.status, disabled.disabled_reason]).toStrictEqual(['disabled', 'gone']);
  const canceled = await api.logThat(webhook, ({ status }) => status === 'canceled');
  expect([canceled.trigger, canceled.error_code]).toStrictEqual(['automatic', 'webhook_disabled']);
  expect((await api.publish(agent.id)).deliveries).toBe(0);
  expect((await api.logs(webhook)).filter(({ status }) => status === 'canceled').length).toBe(2);

  // Whoever enables it again starts afresh.
  const enabled = await api.toggle(webhook);
  expect([enabled.enabled, enabled.disabled_reason]).toStrictEqual([true, null]);
  receiver.answer = 200;
  expect((await api.retry(webhook, gone.id)).status).toBe(200);
  await api.logThat(webhook, ({ trigger, status }) => trigger === 'manual' && status === 'success');
});
