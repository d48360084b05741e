import { Webhook as StandardWebhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '../../test/support/receiver.ts';
import { createClient, unwrap, verifyWebhook } from '../src/index.ts';
import { type ServiceUnderTest, serviceUnderTest } from './support/service.ts';

const AGENT = '/api/v1/agents/{agent_id}';
const WEBHOOK = `${AGENT}/webhooks/{webhook_id}` as const;

let service: ServiceUnderTest;
let receiver: Receiver;
beforeAll(async () => {
  [service, receiver] = await Promise.all([serviceUnderTest(), startReceiver()]);
});
afterAll(() => Promise.all([service.close(), receiver.close()]));

test('deliveries of the service verify, with us and with standardwebhooks, during a rotation with either secret', async (t) => {
  const client = createClient({ baseUrl: service.url, token: service.token });
  const { data: agent } = await unwrap(client.POST('/api/v1/agents', { body: { name: 'Conceição' } }));
  const inAgent = { path: { agent_id: agent.id } };
  const body = { webhook_url: receiver.url, events: ['event_recording' as const] };
  const { data: webhook } = await unwrap(client.POST(`${AGENT}/webhooks`, { params: inAgent, body }));
  const params = { path: { agent_id: agent.id, webhook_id: webhook.id } };
  const secret = webhook.webhook_secret ?? expect.unreachable('no secret was shown');
  await unwrap(client.POST(`${WEBHOOK}/test`, { params }));
  if (receiver.received.length === 0 && process.env['REENTREGA_TEST_URL']) {
    return t.skip('the service at REENTREGA_TEST_URL delivers nothing');
  }

  const tested = receiver.received[0] ?? expect.unreachable('the test was not delivered');
  const test = await verifyWebhook(tested.body, tested.headers, secret);
  if (test.event !== 'webhook.test') return expect.unreachable(test.event);
  expect([test.test, test.agent_name, test.webhook_id]).toStrictEqual([true, 'Conceição', webhook.id]);
  await expect(verifyWebhook(`${tested.body}\n`, tested.headers, secret)).rejects.toMatchObject({
    reason: 'signature_mismatch',
  });

  const { data: rotated } = await unwrap(client.POST(`${WEBHOOK}/secret/rotate`, { params }));
  const event = { event: 'event_recording' as const, data: { recording_id: 'rec_1', title: 'São João ✓' } };
  const { data: published } = await unwrap(client.POST(`${AGENT}/events`, { params: inAgent, body: event }));
  const [, delivery = expect.unreachable('the event was not delivered')] = await receiver.gets(2);
  for (const either of [secret, rotated.webhook_secret]) {
    const verified = await verifyWebhook(delivery.body, delivery.headers, either);
    if (verified.event !== 'event_recording') return expect.unreachable(verified.event);
    expect([verified.event_id, verified.data]).toStrictEqual([published.event_id, event.data]);
    const theirs = new StandardWebhook(either).verify(delivery.body, flat(delivery.headers));
    expect(theirs).toStrictEqual(verified);
  }
});

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}`]));
}
