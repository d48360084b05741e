import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Schemas } from '../support/api.ts';
import { assertInvalid } from '../support/error-answer.ts';
import { attemptsAt } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { startTestService, type TestService, TOKEN } from '../support/service.ts';

let service: TestService;
let receiver: Receiver;
let webhook: Schemas['CreatedWebhook'];
beforeAll(async () => {
  [service, receiver] = await Promise.all([startTestService(), startReceiver()]);
  const agent = await service.api.createAgent();
  webhook = await service.api.createWebhook(agent.id, { webhook_url: receiver.url });
});
afterAll(async () => {
  await service.close();
  await receiver.close();
});

const publish = <Body = Schemas['Error']>(raw: string, headers = {}) =>
  service.api.call<Body>('POST', `/agents/${webhook.agent_id}/events`, { raw, headers });

test('data are stored, sent and shown as the text that they were sent as', async () => {
  const data =
    '{ "id": 12345678901234567890, "huge": 1e400, "zero": -0, "price": 1.50, "uuid": "0190a7e5-7e11-7000-8000-00000000e7e5",\n "text": "\\u0041\\/" }';
  const { body } = await publish<{ data: Schemas['AcceptedEvent'] }>(`{"event":"event_recording","data":${data}}`);
  const { event_id } = body.data;
  const { id } = await service.api.logThat(webhook, (log) => log.event_id === event_id && log.status === 'success');
  const [received] = attemptsAt(receiver, { event_id });
  expect(received?.body.endsWith(`,"data":${data}}`)).toBe(true);

  const path = `/api/v1/agents/${webhook.agent_id}/webhooks/${webhook.id}/logs`;
  for (const shown of [`${path}/${id}`, path]) {
    const answer = await fetch(`${service.api.url}${shown}`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await answer.text()).toContain(`"request_payload":${received?.body}`);
  }
});

describe('a number of more than 1,000 digits is refused, naming the field', () => {
  const nines = '9'.repeat(1_001);
  test.each([
    ['an integer', nines],
    ['a fraction', `1.${'0'.repeat(90_000)}1`],
    ['an exponent', `1e${nines}`],
  ])('%s', async (_, number) => {
    const raw = `{"event":"event_recording","data":{"list":[${number}]}}`;
    assertInvalid(await publish(raw), 'data', 'Must not have a number of more than 1,000 digits.');
    const { body } = await publish(raw, { 'accept-language': 'pt-BR' });
    expect(body.errors).toEqual({ data: ['Não deve ter um número com mais de 1.000 dígitos.'] });
  });

  test('one of 1,000 digits is not, nor is text of more', async () => {
    const raw = `{"event":"event_recording","data":{"number":${'9'.repeat(1_000)},"text":"${nines}"}}`;
    expect((await publish(raw)).status).toBe(202);
  });
});

describe('a long number is a number to the contract', () => {
  test('and no object', async () => {
    assertInvalid(
      await publish('{"event":"event_recording","data":12345678901234567890}'),
      'data',
      'Must be an object.',
    );
    assertInvalid(await publish('{"event":"event_recording","data":1e400}'), 'data', 'Must be an object.');
  });

  test('and no text or list', async () => {
    const put = (raw: string) =>
      service.api.call<Schemas['Error']>('PUT', `/agents/${webhook.agent_id}/webhooks/${webhook.id}`, { raw });
    assertInvalid(await put('{"name":12345678901234567890}'), 'name', 'Must be text.');
    assertInvalid(await put('{"custom_headers":[12345678901234567890]}'), 'custom_headers.0', 'Must be an object.');
    const huge = await put('{"timeout":1e400}');
    expect(huge.status).toBe(422);
    expect(JSON.stringify(huge.body)).not.toContain('rawJSON');
  });

  test('that is used as it is validated', async () => {
    const { status, body } = await service.api.call<{ data: Schemas['Webhook'] }>(
      'PUT',
      `/agents/${webhook.agent_id}/webhooks/${webhook.id}`,
      { raw: '{"timeout":30.000000000000000000000,"max_retries":-0}' },
    );
    expect([status, body.data.timeout, body.data.max_retries]).toEqual([200, 30, 0]);
  });
});
