import { expect } from 'vitest';
import type { Schemas } from '../support/api.ts';
import { test } from '../support/fixtures.ts';

const URL = 'https://receiver.example.com/';

test('of many webhooks that are created at once, as many are there as an agent can have', async ({ api, database }) => {
  const agent = await api.createAgent();
  const body = { webhook_url: URL, events: ['event_recording'] };
  const answers = await Promise.all(
    Array.from({ length: 115 }, () => api.call<Schemas['Error']>('POST', `/agents/${agent.id}/webhooks`, { body })),
  );
  const refused = answers.filter(({ status }) => status !== 201);
  expect(refused.length).toBe(15);
  for (const { status, body } of refused) expect([status, body.code]).toStrictEqual([409, 'QUOTA_EXCEEDED']);
  const stored = await database.db.collection('webhooks').countDocuments({ agent_id: agent.id });
  expect(stored).toBe(100);
});

test('toggles at the same instant each turn it once', async ({ api }) => {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: URL });
  const answers = await Promise.all(
    Array.from({ length: 11 }, () =>
      api.call<{ message: string }>('PATCH', `/agents/${agent.id}/webhooks/${webhook.id}/toggle`),
    ),
  );
  const messages = answers.map(({ body }) => body.message).sort();
  expect(messages).toStrictEqual([...Array(6).fill('Webhook disabled'), ...Array(5).fill('Webhook enabled')]);
  const { enabled, disabled_reason } = await api.webhook(webhook);
  expect([enabled, disabled_reason]).toStrictEqual([false, 'manual']);
});
