import { describe, expect } from 'vitest';
import type { Api, Schemas } from '../support/api.ts';
import { assertInvalid } from '../support/error-answer.ts';
import { attemptsAt } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';
import { TOKEN } from '../support/service.ts';

let webhook: Schemas['CreatedWebhook'];
test.beforeAll(async ({ api, receiver }) => {
  const agent = await api.createAgent();
  webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
});

const publish = <Body = Schemas['Error']>(api: Api, raw: string, headers = {}) =>
  api.call<Body>('POST', `/agents/${webhook.agent_id}/events`, { raw, headers });

test('data are stored, sent and shown as the text that they were sent as', async ({ api, receiver }) => {
  const data =
    '{ "id": 12345678901234567890, "huge": 1e400, "zero": -0, "price": 1.50, "uuid": "0190a7e5-7e11-7000-8000-00000000e7e5",\n "text": "\\u0041\\/" }';
  const { body } = await publish<{ data: Schemas['AcceptedEvent'] }>(api, `{"event":"event_recording","data":${data}}`);
  const { event_id } = body.data;
  const { id } = await api.logThat(webhook, (log) => log.event_id === event_id && log.status === 'success');
  const [received] = attemptsAt(receiver, { event_id });
  expect(received?.body.endsWith(`,"data":${data}}`)).toBe(true);

  const path = `/api/v1/agents/${webhook.agent_id}/webhooks/${webhook.id}/logs`;
  for (const shown of [`${path}/${id}`, path]) {
    const answer = await fetch(`${api.url}${shown}`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await answer.text()).toContain(`"request_payload":${received?.body}`);
  }
});

describe('a number of more than 1,000 digits is refused, naming the field', () => {
  const nines = '9'.repeat(1_001);
  test.for([
    ['an integer', nines],
    ['a fraction', `1.${'0'.repeat(90_000)}1`],
    ['an exponent', `1e${nines}`],
  ])('%s', async ([, number], { api }) => {
    const raw = `{"event":"event_recording","data":{"list":[${number}]}}`;
    assertInvalid(await publish(api, raw), 'data', 'Must not have a number of more than 1,000 digits.');
    const { body } = await publish(api, raw, { 'accept-language': 'pt-BR' });
    expect(body.errors).toEqual({ data: ['Não deve ter um número com mais de 1.000 dígitos.'] });
  });

  test('one of 1,000 digits is not, nor is text of more', async ({ api }) => {
    const raw = `{"event":"event_recording","data":{"number":${'9'.repeat(1_000)},"text":"${nines}"}}`;
    expect((await publish(api, raw)).status).toBe(202);
  });
});

describe('a long number is a number to the contract', () => {
  test('and no object', async ({ api }) => {
    assertInvalid(
      await publish(api, '{"event":"event_recording","data":12345678901234567890}'),
      'data',
      'Must be an object.',
    );
    assertInvalid(await publish(api, '{"event":"event_recording","data":1e400}'), 'data', 'Must be an object.');
  });

  test('and no text or list', async ({ api }) => {
    const put = (raw: string) =>
      api.call<Schemas['Error']>('PUT', `/agents/${webhook.agent_id}/webhooks/${webhook.id}`, { raw });
    assertInvalid(await put('{"name":12345678901234567890}'), 'name', 'Must be text.');
    assertInvalid(await put('{"custom_headers":[12345678901234567890]}'), 'custom_headers.0', 'Must be an object.');
    const huge = await put('{"timeout":1e400}');
    expect(huge.status).toBe(422);
    expect(JSON.stringify(huge.body)).not.toContain('rawJSON');
  });

  test('that is used as it is validated', async ({ api }) => {
    const { status, body } = await api.call<{ data: Schemas['Webhook'] }>(
      'PUT',
      `/agents/${webhook.agent_id}/webhooks/${webhook.id}`,
      { raw: '{"timeout":30.000000000000000000000,"max_retries":-0}' },
    );
    expect([status, body.data.timeout, body.data.max_retries]).toEqual([200, 30, 0]);
  });
});
