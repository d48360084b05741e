import { Webhook as StandardWebhook } from 'standardwebhooks';
import { expect } from 'vitest';
import type { Api, Schemas } from '../support/api.ts';
import { webhookDocuments } from '../support/documents.ts';
import { assertError } from '../support/error-answer.ts';
import { test } from '../support/fixtures.ts';
import type { Receiver } from '../support/receiver.ts';

async function setUp(api: Api, receiver: Receiver) {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  const path = `/agents/${agent.id}/webhooks/${webhook.id}`;
  const rotate = async () => {
    const { status, body } = await api.call<Schemas['SecretRotatedResponse']>('POST', `${path}/secret/rotate`);
    expect(status).toBe(200);
    return body;
  };
  /** Which of these secrets signed a delivery made now. */
  const signers = async (secrets: string[]) => {
    const count = receiver.received.length;
    await api.call('POST', `${path}/test`);
    const { body = '', headers = {} } = receiver.received[count] ?? {};
    const signed = secrets.filter((secret) => {
      try {
        new StandardWebhook(secret).verify(body, headers as Record<string, string>);
        return true;
      } catch {
        return false;
      }
    });
    return { signed, signatures: String(headers['webhook-signature']).split(' ').length };
  };
  return { webhook, path, rotate, signers, first: webhook.webhook_secret ?? '' };
}

test('a rotated secret signs at once, and the one before it signs along for 24 h', async ({
  api,
  database,
  receiver,
}) => {
  const { webhook, path, rotate, signers, first } = await setUp(api, receiver);
  expect(await signers([first])).toStrictEqual({ signed: [first], signatures: 1 });

  const rotatedAt = Date.now();
  const { message, data } = await rotate();
  expect(message).toBe('Webhook secret rotated successfully');
  expect(data.webhook_secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(data.webhook_secret).not.toBe(first);
  const hours = (Date.parse(data.previous_secret_expires_at) - rotatedAt) / 3_600_000;
  expect(hours > 23.9 && hours < 24.1, `${hours} h`).toBeTruthy();
  const both = [data.webhook_secret, first];
  expect(await signers(both)).toStrictEqual({ signed: both, signatures: 2 });
  expect(JSON.stringify((await api.call('GET', path)).body).includes('whsec_')).toBe(false);

  // As 24 hours would do.
  const documents = webhookDocuments(database);
  await documents.updateOne({ _id: webhook.id }, { $set: { 'secrets.1.expires_at': new Date(Date.now() - 1000) } });
  expect(await signers(both)).toStrictEqual({ signed: [data.webhook_secret], signatures: 1 });
});

test('of rotations at the same instant no secret is lost', async ({ api, receiver }) => {
  // Enough connections to the database for all to be at it at once, and a few rounds, for the instant to be the same.
  await Promise.all(Array.from({ length: 16 }, () => api.call('GET', '/agents')));
  for (let round = 0; round < 5; round++) {
    const { rotate, signers, first } = await setUp(api, receiver);
    const rotated = await Promise.all([rotate(), rotate(), rotate(), rotate()]);
    const secrets = [...rotated.map(({ data }) => data.webhook_secret), first];
    const { signed, signatures } = await signers(secrets);
    expect([signed, signatures]).toStrictEqual([secrets, 5]);
  }
});

test('a secret that is given takes the place of all others at once', async ({ api, receiver }) => {
  const { path, rotate, signers, first } = await setUp(api, receiver);
  const { data } = await rotate();
  const given = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
  await api.call('PUT', path, { body: { webhook_secret: given } });
  expect(await signers([given, data.webhook_secret, first])).toStrictEqual({ signed: [given], signatures: 1 });
});

test('rotated more often than secrets are kept: refused, and none of those that were handed out is dropped', async ({
  api,
  database,
  receiver,
}) => {
  const { webhook, path, rotate, signers, first } = await setUp(api, receiver);
  const secrets = [first];
  for (let times = 0; times < 4; times++) secrets.unshift((await rotate()).data.webhook_secret);
  const again = (language: string) =>
    api.call<Schemas['Error']>('POST', `${path}/secret/rotate`, { headers: { 'accept-language': language } });
  assertError(await again('en'), {
    status: 409,
    code: 'QUOTA_EXCEEDED',
    message: 'A webhook can have at most 5 valid secrets. A previous one is valid for 24 hours.',
  });
  assertError(await again('pt-BR'), {
    status: 409,
    code: 'QUOTA_EXCEEDED',
    message: 'Um webhook pode ter no máximo 5 segredos válidos. Um segredo anterior vale por 24 horas.',
    language: 'pt-BR',
  });
  expect(await signers(secrets)).toStrictEqual({ signed: secrets, signatures: 5 });

  // As 24 hours would do.
  const expired = { 'secrets.4.expires_at': new Date(Date.now() - 1000) };
  await webhookDocuments(database).updateOne({ _id: webhook.id }, { $set: expired });
  secrets.unshift((await rotate()).data.webhook_secret);
  expect(await signers(secrets)).toStrictEqual({ signed: secrets.slice(0, 5), signatures: 5 });
});
