import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { verifyWebhook } from '../src/index.ts';
import { EVENT, SECRET, signedDelivery } from './support/signed-delivery.ts';

test('what standardwebhooks signs, with any secret and any text, verifies', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 24, maxLength: 64 }),
      fc.string({ unit: 'grapheme' }),
      async (key, text) => {
        const secret = `whsec_${Buffer.from(key).toString('base64')}`;
        const event = { ...EVENT, agent_name: text };
        const { body, headers } = signedDelivery(JSON.stringify(event), [secret]);
        expect(await verifyWebhook(body, headers, secret)).toStrictEqual(event);
        expect(await verifyWebhook(body, headers, secret.slice('whsec_'.length))).toStrictEqual(event);
      },
    ),
    { numRuns: 50 },
  );
});

test('whatever one character of a delivery is changed to, both libraries agree on it', async () => {
  const { body, headers } = signedDelivery();
  const parts = { body, ...headers };
  const names = ['body', 'webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
  const printable = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.nat(400), printable, async (name, index, character) => {
      const at = index % parts[name].length;
      const changed = { ...parts, [name]: parts[name].slice(0, at) + character + parts[name].slice(at + 1) };
      const { body: text, ...rest } = changed;
      const theirs = await accepted(async () => new Webhook(SECRET).verify(text, rest));
      const ours = await accepted(() => verifyWebhook(text, rest, SECRET));
      expect(ours, JSON.stringify(changed)).toBe(theirs);
    }),
    { numRuns: 300 },
  );
});

async function accepted(verify: () => Promise<unknown>): Promise<boolean> {
  return verify().then(
    () => true,
    () => false,
  );
}
