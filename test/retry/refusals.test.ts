import { expect } from 'vitest';
import type { Api, Log, Schemas, Webhook } from '../support/api.ts';
import { logDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';

/** The retry is refused for this reason, in both languages, and leaves no log behind. */
async function assertRefused(api: Api, webhook: Webhook, log: Log, reason: string): Promise<void> {
  const before = await api.logs(webhook);
  const sentences = { en: 'Log cannot be retried', 'pt-BR': 'Não é possível retentar o log' };
  for (const [language, message] of Object.entries(sentences)) {
    const { status, headers, body } = await api.retry<Schemas['LogNotRetriableError']>(webhook, log.id, {
      'accept-language': language,
    });
    expect(status).toBe(422);
    expect(headers.get('content-language')).toBe(language);
    const { request_id, ...rest } = body;
    expect(rest).toStrictEqual({ success: false, message, code: 'LOG_NOT_RETRIABLE', reason });
    expect(typeof request_id).toBe('string');
  }
  expect((await api.logs(webhook)).map(({ id }) => id)).toStrictEqual(before.map(({ id }) => id));
}

test('a log that succeeded is refused: already_succeeded', async ({ api, receiver }) => {
  const { webhook, failed } = await failedDelivery(api, receiver);
  const { body } = await api.retry(webhook, failed.id);
  const delivered = await api.logThat(webhook, ({ id, status }) => id === body.data.log_id && status === 'success');
  await assertRefused(api, webhook, delivered, 'already_succeeded');
});

test('a failed log whose event was delivered by a later attempt is refused: already_delivered', async ({
  api,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver);
  await api.retry(webhook, failed.id);
  await api.logThat(webhook, ({ trigger, status }) => trigger === 'manual' && status === 'success');
  await assertRefused(api, webhook, failed, 'already_delivered');
});

test('the same event delivered to another webhook does not count: that log is retried', async ({
  api,
  database,
  receiver,
}) => {
  const { agent, webhook, failed } = await failedDelivery(api, receiver);
  const other = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  await logDocuments(database).updateOne({ _id: failed.id }, { $set: { webhook_id: other.id } });
  expect((await api.retry(other, failed.id)).status).toBe(200);
  expect((await api.retry(webhook, failed.id)).status).toBe(404);
});

test('a log that waits for its time is refused: in_progress', async ({ api, receiver }) => {
  const { webhook } = await failedDelivery(api, receiver);
  const waiting = await api.logThat(webhook, ({ status }) => status === 'queued');
  await assertRefused(api, webhook, waiting, 'in_progress');
});

test('a log that is being delivered is refused: in_progress, and so is another retry of the log it retries: retry_in_progress', async ({
  api,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver);
  const held: (() => void)[] = [];
  receiver.answer = (_req, res) => held.push(() => res.end());
  const { body } = await api.retry(webhook, failed.id);
  const delivering = await api.logThat(webhook, ({ status }) => status === 'delivering');
  expect(delivering.id).toBe(body.data.log_id);
  await assertRefused(api, webhook, delivering, 'in_progress');
  await assertRefused(api, webhook, failed, 'retry_in_progress');

  (await eventually(() => held[0], 'the retry at the receiver'))();
  await api.logThat(webhook, ({ id, status }) => id === delivering.id && status === 'success');
  expect(attemptsAt(receiver, failed).length).toBe(2);
});

test('a log whose automatic retry is being delivered is refused: retry_in_progress', async ({
  receiver,
  startAnother,
}) => {
  const { api } = await startAnother({ RETRY_SCHEDULE: '1ms' });
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 1 });
  const held: (() => void)[] = [];
  let attempts = 0;
  receiver.answer = (_req, res) => {
    if (++attempts === 1) res.writeHead(500).end();
    else held.push(() => res.end());
  };
  await api.publish(agent.id);
  await api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'delivering');
  const failed = await api.logThat(webhook, ({ status }) => status === 'failed');
  await assertRefused(api, webhook, failed, 'retry_in_progress');
  (await eventually(() => held[0], 'the automatic retry at the receiver'))();
  await api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'success');
  receiver.answer = 200;
});

test('a log older than the window of 30 days is refused: too_old; one of 29 days is retried', async ({
  api,
  database,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000);
  const logs = logDocuments(database);
  await logs.updateOne({ _id: failed.id }, { $set: { created_at: daysAgo(30.01) } });
  await assertRefused(api, webhook, failed, 'too_old');
  await logs.updateOne({ _id: failed.id }, { $set: { created_at: daysAgo(29) } });
  expect((await api.retry(webhook, failed.id)).status).toBe(200);
});

test('a log of a disabled webhook is refused: webhook_disabled; once it is enabled again, it is retried', async ({
  api,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver);
  await api.toggle(webhook);
  await assertRefused(api, webhook, failed, 'webhook_disabled');
  await api.toggle(webhook);
  expect((await api.retry(webhook, failed.id)).status).toBe(200);
});

test('a log that was canceled because another attempt took its place is refused: canceled', async ({
  api,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver);
  await api.retry(webhook, failed.id);
  const canceled = await api.logThat(webhook, ({ status }) => status === 'canceled');
  await assertRefused(api, webhook, canceled, 'canceled');
});
