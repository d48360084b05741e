import { expect } from 'vitest';
import type { Api, Log, Schemas } from '../support/api.ts';
import { isFinal } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';
import type { Receiver } from '../support/receiver.ts';
import { startTestService } from '../support/service.ts';

/** Takes webhooks to this machine, and sends nothing. `strict` works on the same database, and reaches public addresses alone. */
const test = testWith({ ROLE: 'api' }).extend('strict', { scope: 'file' }, async ({ database }, { onCleanup }) => {
  const strict = await startTestService({ DELIVERY_ALLOWED_SUBNETS: '' }, database);
  onCleanup(() => strict.close());
  return strict;
});

async function deliveryTo(api: Api, webhook_url: string): Promise<Log> {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url, max_retries: 0 });
  await api.publish(agent.id);
  return api.logThat(webhook, isFinal);
}

const atHost = (receiver: Receiver, host: string) => {
  const url = new URL(receiver.url);
  url.hostname = host;
  return url.href;
};

for (const [host, why] of [
  ['localhost', 'a name that resolves to loopback'],
  ['sub.localhost.', 'a name that may'],
  ['127.0.0.1', 'loopback itself'],
  ['[::ffff:127.0.0.1]', 'loopback in another notation'],
] as const) {
  test(`nothing is sent to ${why} (${host}): the connection itself is refused`, async ({
    api,
    receiver,
    strict: _,
  }) => {
    const log = await deliveryTo(api, atHost(receiver, host));
    expect(log.status).toBe('failed');
    expect(
      log.error_code === 'address_forbidden' || (host === 'sub.localhost.' && log.error_code === 'dns_failed'),
    ).toBeTruthy();
    expect(log.http_status).toBe(null);
    expect(receiver.received.length).toBe(0);
  });
}

test('the sentence of a forbidden address is in the language asked for', async ({ api, receiver, strict: _ }) => {
  const log = await deliveryTo(api, atHost(receiver, 'localhost'));
  const { port } = new URL(receiver.url);
  expect(log.error).toBe(`The host localhost:${port} resolves to an address that webhooks may not reach.`);
});

test('a test delivery is refused in the same way', async ({ api, receiver, strict }) => {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: atHost(receiver, 'localhost') });
  const path = `/agents/${agent.id}/webhooks/${webhook.id}`;
  const { body } = await strict.api.call<{ data: Schemas['TestResult'] }>('POST', `${path}/test`);
  expect([body.data.status_code, body.data.error_code]).toStrictEqual([null, 'address_forbidden']);
  expect(receiver.received.length).toBe(0);
});

test('a webhook to a forbidden address is not even made: WEBHOOK_URL_FORBIDDEN', async ({ strict: { api } }) => {
  const agent = await api.createAgent();
  for (const host of ['localhost', '127.0.0.1', '169.254.169.254', '[::1]', '[fe80::1]', '10.0.0.1']) {
    const { status, body } = await api.call<Schemas['Error']>('POST', `/agents/${agent.id}/webhooks`, {
      body: { webhook_url: `http://${host}/hook`, events: ['event_recording'] },
    });
    expect([status, body.code], host).toStrictEqual([422, 'WEBHOOK_URL_FORBIDDEN']);
  }
});

test('a redirect to a forbidden address is not followed', async ({ receiver, startAnother }) => {
  // To the receiver alone; the redirect leads to another address of this machine.
  const { api } = await startAnother({ DELIVERY_ALLOWED_SUBNETS: '127.0.0.1/32' });
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 0 });
  const { port } = new URL(receiver.url);
  receiver.answer = (_req, res) => res.writeHead(307, { location: `http://127.0.0.2:${port}/inside` }).end();
  await api.publish(agent.id);
  const log = await api.logThat(webhook, isFinal);
  expect([log.status, log.http_status]).toStrictEqual(['failed', 307]);
  expect(receiver.received.map(({ path }) => path)).toStrictEqual(['/hook']);
});
