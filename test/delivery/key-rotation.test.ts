import { Webhook as StandardWebhook } from 'standardwebhooks';
import { expect, onTestFinished, test } from 'vitest';
import type { WebhookDocument } from '../../server/database/collections.ts';
import { sealer } from '../../server/delivery/attempt/secrets.ts';
import type { Webhook } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { startReceiver } from '../support/receiver.ts';
import { startTestService } from '../support/service.ts';

const key = (byte: number) => Buffer.alloc(32, byte);
const text = (...bytes: number[]) => bytes.map((byte) => key(byte).toString('base64')).join(',');
const [OLD, NEW] = [1, 2];
const WEBHOOKS = 250;

async function setUp() {
  const [database, receiver] = await Promise.all([testDatabase(), startReceiver()]);
  onTestFinished(async () => {
    await receiver.close();
    await database.drop();
  });
  /** Does the work with a service that has these keys. */
  async function withKeys<Result>(
    ENCRYPTION_KEY: string,
    work: (api: Awaited<ReturnType<typeof startTestService>>['api']) => Promise<Result>,
  ): Promise<Result> {
    const service = await startTestService({ ENCRYPTION_KEY, QUOTA_WEBHOOKS_PER_AGENT: '1000' }, database);
    try {
      return await work(service.api);
    } finally {
      await service.close();
    }
  }
  return { database, receiver, withKeys, webhooks: database.db.collection<WebhookDocument>('webhooks') };
}

test('a new key takes over: all is re-encrypted, nothing changes for receivers, and the old key can go', async () => {
  const { receiver, withKeys, webhooks } = await setUp();
  const [webhook, secrets] = await withKeys(text(OLD), async (api) => {
    const agent = await api.createAgent();
    const custom_headers = [{ name: 'X-Credential', value: 'opens-the-door' }];
    const made = await api.createWebhook(agent.id, { webhook_url: receiver.url, custom_headers });
    const path = `/agents/${agent.id}/webhooks/${made.id}/secret/rotate`;
    const { body } = await api.call<{ data: { webhook_secret: string } }>('POST', path);
    const many = Array.from({ length: WEBHOOKS }, () => api.createWebhook(agent.id, { webhook_url: receiver.url }));
    await Promise.all(many);
    return [made as Webhook, [body.data.webhook_secret, made.webhook_secret ?? '']] as const;
  });
  /** Sends a test, and checks that receivers notice nothing. */
  const works = async (api: Parameters<Parameters<typeof withKeys>[1]>[0]) => {
    const count = receiver.received.length;
    await api.call('POST', `/agents/${webhook.agent_id}/webhooks/${webhook.id}/test`);
    const { body = '', headers = {} } = receiver.received[count] ?? {};
    for (const secret of secrets) new StandardWebhook(secret).verify(body, headers as Record<string, string>);
    expect(headers['x-credential']).toBe('opens-the-door');
  };
  /** How many webhooks the key alone opens. */
  const openedBy = async (byte: number) => {
    const { isCurrent } = sealer([key(byte)]);
    const all = await webhooks.find().toArray();
    return all.filter(({ _id, secrets, sealed_headers }) =>
      [sealed_headers, ...secrets.map(({ sealed }) => sealed)].every((one) => isCurrent(one, _id)),
    ).length;
  };

  await withKeys(text(OLD, NEW), works);
  expect(await openedBy(OLD), 'the second key only opens').toBe(WEBHOOKS + 1);
  await withKeys(text(NEW, OLD), async (api) => {
    await works(api);
    await eventually(async () => ((await openedBy(NEW)) === WEBHOOKS + 1 ? true : undefined), 'all to be re-encrypted');
    await eventually(async () => {
      const { body } = await api.call<string>('GET', '//metrics');
      return /^reentrega_webhooks_to_reencrypt 0$/m.test(String(body)) ? true : undefined;
    }, 'the metric to tell');
    await works(api);
  });
  await withKeys(text(NEW), works);
  await expect(withKeys(text(OLD), works)).rejects.toThrow(/^ENCRYPTION_KEY is not the key [^\n]*$/);
}, 120_000);

test('a start without a key that is still needed is refused in one line', async () => {
  const { database, withKeys, webhooks, receiver } = await setUp();
  await withKeys(text(OLD), async (api) => {
    const agent = await api.createAgent();
    return api.createWebhook(agent.id, { webhook_url: receiver.url });
  });
  // One that no key opens: what is sealed with the old key may still be there.
  await webhooks.updateOne({}, { $set: { sealed_headers: sealer([key(9)]).seal('[]', 'nobody') } });
  await withKeys(text(NEW, OLD), async () => {
    const settings = database.db.collection<{ _id: string; value: string }>('settings');
    const both = sealer([key(NEW), key(OLD)]).fingerprints.join();
    expect((await settings.findOne({ _id: 'encryption_key_fingerprint' }))?.value).toBe(both);
  });
  await expect(withKeys(text(NEW), async () => undefined)).rejects.toThrow(
    /^ENCRYPTION_KEY lacks a key that some webhook secrets in this database are sealed with; [^\n]*$/,
  );
  await withKeys(text(OLD, NEW), async () => undefined);
}, 60_000);
