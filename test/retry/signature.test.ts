import { Webhook as Verifier } from 'standardwebhooks';
import { assert, expect } from 'vitest';
import { webhookDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';
import type { Received } from '../support/receiver.ts';

const test = testWith({ RETRY_SCHEDULE: '1ms' });

const headersOf = ({ headers }: Received) => headers as Record<string, string>;
const signaturesOf = (received: Received) => (headersOf(received)['webhook-signature'] ?? '').split(' ');

test('rule 7: every attempt is signed as Standard Webhooks 1.0 says, under one webhook-id', async ({
  api,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 2 });
  await api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'success');
  const attempts = attemptsAt(receiver, failed);
  expect(attempts.length).toBe(2);
  for (const attempt of attempts) {
    expect(new Verifier(webhook.webhook_secret ?? '').verify(attempt.body, headersOf(attempt))).toStrictEqual(
      failed.request_payload,
    );
    expect(attempt.headers['webhook-id']).toBe(failed.event_id);
    expect(headersOf(attempt)['webhook-timestamp'] ?? '').toMatch(/^\d{10}$/);
    expect(headersOf(attempt)['webhook-signature'] ?? '').toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
    expect(attempt.headers['content-type']).toBe('application/json');
  }
});

test('rule 7: a receiver can tell what was changed on the way, or signed by somebody else', async ({
  api,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver);
  const [attempt] = attemptsAt(receiver, failed);
  assert(attempt);
  const verifier = new Verifier(webhook.webhook_secret ?? '');
  expect(() => verifier.verify(attempt.body.replace('recording', 'Recording'), headersOf(attempt))).toThrow();
  expect(() => verifier.verify(attempt.body, { ...headersOf(attempt), 'webhook-id': 'another' })).toThrow();
  expect(() => new Verifier(Buffer.alloc(32).toString('base64')).verify(attempt.body, headersOf(attempt))).toThrow();
});

test('rule 7: while a rotation lasts both secrets sign, and both verify; after it the new one alone', async ({
  api,
  database,
  receiver,
}) => {
  const { webhook } = await failedDelivery(api, receiver);
  const path = `/agents/${webhook.agent_id}/webhooks/${webhook.id}`;
  const { body } = await api.call<{ data: { webhook_secret: string } }>('POST', `${path}/secret/rotate`);
  const [older, newer] = [webhook.webhook_secret ?? '', body.data.webhook_secret];
  expect(older).not.toBe(newer);

  const next = async (): Promise<Received> => {
    const { event_id } = await api.publish(webhook.agent_id);
    return eventually(() => attemptsAt(receiver, { event_id })[0], 'the event at the receiver');
  };
  const during = await next();
  expect(signaturesOf(during).length).toBe(2);
  for (const secret of [older, newer]) new Verifier(secret).verify(during.body, headersOf(during));

  // 24 hours later.
  await webhookDocuments(database).updateOne({ _id: webhook.id }, { $set: { 'secrets.1.expires_at': new Date() } });
  const afterwards = await next();
  expect(signaturesOf(afterwards).length).toBe(1);
  new Verifier(newer).verify(afterwards.body, headersOf(afterwards));
  expect(() => new Verifier(older).verify(afterwards.body, headersOf(afterwards))).toThrow();
});
