import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Webhook as Verifier } from 'standardwebhooks';
import { webhookDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery } from '../support/failed-delivery.ts';
import { type Received, type Receiver, startReceiver } from '../support/receiver.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
let receiver: Receiver;
before(async () => {
  [service, receiver] = await Promise.all([startTestService({ RETRY_SCHEDULE: '1ms' }), startReceiver()]);
});
after(async () => {
  await receiver.close();
  await service.close();
});

const headersOf = ({ headers }: Received) => headers as Record<string, string>;
const signaturesOf = (received: Received) => (headersOf(received)['webhook-signature'] ?? '').split(' ');

test('rule 7: every attempt is signed as Standard Webhooks 1.0 says, under one webhook-id', async () => {
  const { api } = service;
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 2 });
  await api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'success');
  const attempts = attemptsAt(receiver, failed);
  assert.equal(attempts.length, 2);
  for (const attempt of attempts) {
    assert.deepEqual(
      new Verifier(webhook.webhook_secret ?? '').verify(attempt.body, headersOf(attempt)),
      failed.request_payload,
    );
    assert.equal(attempt.headers['webhook-id'], failed.event_id);
    assert.match(headersOf(attempt)['webhook-timestamp'] ?? '', /^\d{10}$/);
    assert.match(headersOf(attempt)['webhook-signature'] ?? '', /^v1,[A-Za-z0-9+/]{43}=$/);
    assert.equal(attempt.headers['content-type'], 'application/json');
  }
});

test('rule 7: a receiver can tell what was changed on the way, or signed by somebody else', async () => {
  const { api } = service;
  const { webhook, failed } = await failedDelivery(api, receiver);
  const [attempt] = attemptsAt(receiver, failed);
  assert.ok(attempt);
  const verifier = new Verifier(webhook.webhook_secret ?? '');
  assert.throws(() => verifier.verify(attempt.body.replace('recording', 'Recording'), headersOf(attempt)));
  assert.throws(() => verifier.verify(attempt.body, { ...headersOf(attempt), 'webhook-id': 'another' }));
  assert.throws(() => new Verifier(Buffer.alloc(32).toString('base64')).verify(attempt.body, headersOf(attempt)));
});

test('rule 7: while a rotation lasts both secrets sign, and both verify; after it the new one alone', async () => {
  const { api, database } = service;
  const { webhook } = await failedDelivery(api, receiver);
  const path = `/agents/${webhook.agent_id}/webhooks/${webhook.id}`;
  const { body } = await api.call<{ data: { webhook_secret: string } }>('POST', `${path}/secret/rotate`);
  const [older, newer] = [webhook.webhook_secret ?? '', body.data.webhook_secret];
  assert.notEqual(older, newer);

  const next = async (): Promise<Received> => {
    const { event_id } = await api.publish(webhook.agent_id);
    return eventually(() => attemptsAt(receiver, { event_id })[0], 'the event at the receiver');
  };
  const during = await next();
  assert.equal(signaturesOf(during).length, 2);
  for (const secret of [older, newer]) new Verifier(secret).verify(during.body, headersOf(during));

  // 24 hours later.
  await webhookDocuments(database).updateOne({ _id: webhook.id }, { $set: { 'secrets.1.expires_at': new Date() } });
  const afterwards = await next();
  assert.equal(signaturesOf(afterwards).length, 1);
  new Verifier(newer).verify(afterwards.body, headersOf(afterwards));
  assert.throws(() => new Verifier(older).verify(afterwards.body, headersOf(afterwards)));
});
