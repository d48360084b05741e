import { expect } from 'vitest';
import type { Schemas } from '../support/api.ts';
import { test } from '../support/fixtures.ts';

const WEBHOOKS = 40;

test('large events to many webhooks are taken as far as memory goes, and the rest is to be repeated', async ({
  api,
}) => {
  const agent = await api.createAgent();
  for (let count = 0; count < WEBHOOKS; count++) {
    // Nobody is there, and nobody is tried twice.
    await api.createWebhook(agent.id, { webhook_url: 'http://127.0.0.1:1/', max_retries: 0 });
  }
  const body = { event: 'event_recording', data: { notes: 'x'.repeat(250_000) } };
  const publish = () => api.call<Schemas['Error']>('POST', `/agents/${agent.id}/events`, { body });
  const answers = await Promise.all(Array.from({ length: 10 }, publish));
  const refused = answers.filter(({ status }) => status !== 202);
  expect(refused.length > 0 && refused.length < answers.length, `${refused.length} refused`).toBeTruthy();
  for (const { status, headers, body } of refused) {
    expect([status, body.code, headers.get('retry-after')]).toStrictEqual([503, 'SERVICE_UNAVAILABLE', '5']);
  }
  expect((await publish()).status).toBe(202);
});
