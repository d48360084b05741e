import { expect } from 'vitest';
import type { TestDatabase } from '../support/database.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';
import { startTestService, TOKEN } from '../support/service.ts';

/** Every document of the database, as text. */
async function everything(database: TestDatabase): Promise<string> {
  const { db } = database;
  const collections = await db.listCollections({}, { nameOnly: true }).toArray();
  const documents = await Promise.all(collections.map(({ name }) => db.collection(name).find().toArray()));
  return JSON.stringify(documents);
}

test('nobody who reads the database reads a webhook secret, the value of a custom header or a token', async ({
  api,
  database,
  receiver,
}) => {
  const secret = `whsec_${Buffer.from('a secret of 32 bytes, in base 64').toString('base64')}`;
  const { webhook, failed } = await failedDelivery(api, receiver, {
    webhook_secret: secret,
    custom_headers: [{ name: 'X-Credential', value: 'opens-the-door' }],
  });
  const path = `/agents/${webhook.agent_id}/webhooks/${webhook.id}`;
  const { body: rotated } = await api.call<{ data: { webhook_secret: string } }>('POST', `${path}/secret/rotate`);
  await api.retry(webhook, failed.id);
  await api.logThat(webhook, ({ status }) => status === 'success');
  await api.call('POST', `${path}/test`);
  expect(receiver.received.at(-1)?.headers['x-credential']).toBe('opens-the-door');

  const stored = await everything(database);
  expect(stored.includes(webhook.id) && stored.includes(failed.event_id)).toBeTruthy(); // it is the right database
  for (const hidden of [secret, rotated.data.webhook_secret]) {
    expect(!stored.includes(hidden)).toBeTruthy();
    expect(!stored.includes(hidden.replace('whsec_', ''))).toBeTruthy();
  }
  for (const hidden of ['opens-the-door', Buffer.from('opens-the-door').toString('base64'), TOKEN]) {
    expect(!stored.includes(hidden), hidden).toBeTruthy();
  }
});

test('the secrets of one webhook cannot be used by another that they are copied to', async ({
  api,
  database,
  receiver,
}) => {
  const { webhook } = await failedDelivery(api, receiver);
  const thief = await failedDelivery(api, receiver);
  const webhooks = database.db.collection<{ _id: string; secrets: unknown }>('webhooks');
  const owner = await webhooks.findOne({ _id: webhook.id });
  await webhooks.updateOne({ _id: thief.webhook.id }, { $set: { secrets: owner?.secrets } });
  const before = receiver.received.length;
  const path = `/agents/${thief.agent.id}/webhooks/${thief.webhook.id}`;
  const { body } = await api.call<{ data: { error_code: string; status_code: number | null } }>('POST', `${path}/test`);
  expect([body.data.error_code, body.data.status_code]).toStrictEqual(['internal_error', null]);
  expect(receiver.received.length).toBe(before);
});

test('a service with another key refuses to start on this database', async ({ database }) => {
  const ENCRYPTION_KEY = Buffer.alloc(32, 8).toString('base64');
  await expect(startTestService({ ENCRYPTION_KEY }, database)).rejects.toThrow(/ENCRYPTION_KEY is not the key/);
});
