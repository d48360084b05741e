import { describe, expect } from 'vitest';
import type { Schemas } from '../support/api.ts';
import { assertInvalid } from '../support/error-answer.ts';
import { test } from '../support/fixtures.ts';

/**
 * One case for each keyword of JSON Schema that the contract uses in requests: the validator gives its findings as sentences of
 * its own, and a new wording of them has to be noticed.
 */
let agent: Schemas['Agent'];
let webhook: Schemas['Webhook'];
test.beforeAll(async ({ api }) => {
  agent = await api.createAgent();
  webhook = await api.createWebhook(agent.id, { webhook_url: 'http://127.0.0.1:9/' });
});

type Failure = Schemas['Error'];
const events = [
  'event_phone_call_started',
  'event_phone_call_ended',
  'event_phone_call_did_not_connect',
  'event_phone_call_connected',
  'event_phone_call_disconnected',
  'event_phone_call_error',
  'event_participant_joined',
  'event_participant_left',
  'event_voicemail_detected',
  'event_voicemail_message_left',
  'event_conversation_started',
  'event_conversation_ended',
  'event_action',
  'event_action_failed',
  'event_recording',
  'event_connection_established',
  'event_connection_closed',
  'event_connection_error',
  'event_user_connected',
];
const good = { webhook_url: 'http://127.0.0.1:9/', events: ['event_recording'] };
const header = (name: unknown, value: unknown) => ({ ...good, custom_headers: [{ name, value }] });
const noFormat = 'Does not have the expected format.';

describe('a webhook is refused, naming the field and what is wrong with it', () => {
  const table: [keyword: string, body: unknown, field: string, sentence: string][] = [
    ['type object', [], 'body', 'Must be an object.'],
    ['type object', 'text', 'body', 'Must be an object.'],
    ['type object', null, 'body', 'Must be an object.'],
    ['type string', { ...good, name: 7 }, 'name', 'Must be text.'],
    ['type string, null given', { ...good, name: null }, 'name', 'Must be text.'],
    ['type integer', { ...good, timeout: '30' }, 'timeout', 'Must be a whole number.'],
    ['type integer, a fraction given', { ...good, timeout: 30.5 }, 'timeout', 'Must be a whole number.'],
    ['type boolean', { ...good, enabled: 'true' }, 'enabled', 'Must be true or false.'],
    ['type array', { ...good, events: 'event_recording' }, 'events', 'Must be a list.'],
    ['required', { webhook_url: good.webhook_url }, 'events', 'This field is required.'],
    ['required, in a list', header('X-A', undefined), 'custom_headers.0.value', 'This field is required.'],
    ['enum', { ...good, http_method: 'GET' }, 'http_method', 'Must be one of: POST, PUT, PATCH.'],
    [
      'enum, in a list',
      { ...good, events: ['event_recording', 'x'] },
      'events.1',
      `Must be one of: ${events.join(', ')}.`,
    ],
    ['minLength', { ...good, name: '' }, 'name', 'Must have at least 1 character.'],
    ['minLength, in a list', header('', 'x'), 'custom_headers.0.name', 'Must have at least 1 character.'],
    ['maxLength', { ...good, name: 'x'.repeat(201) }, 'name', 'Must have at most 200 characters.'],
    [
      'maxLength, in a list',
      header('X-A', 'x'.repeat(1001)),
      'custom_headers.0.value',
      'Must have at most 1,000 characters.',
    ],
    ['minimum', { ...good, timeout: 4 }, 'timeout', 'Must be 5 or more.'],
    ['minimum of 0', { ...good, max_retries: -1 }, 'max_retries', 'Must be 0 or more.'],
    ['maximum', { ...good, timeout: 121 }, 'timeout', 'Must be 120 or less.'],
    ['minItems', { ...good, events: [] }, 'events', 'Must have at least 1 item.'],
    [
      'maxItems',
      { ...good, custom_headers: Array(21).fill({ name: 'a', value: 'b' }) },
      'custom_headers',
      'Must have at most 20 items.',
    ],
    [
      'uniqueItems',
      { ...good, events: ['event_action', 'event_action'] },
      'events',
      'Must not contain the same item twice.',
    ],
    ['pattern', { ...good, name: '   ' }, 'name', noFormat],
    ['pattern, in a list', header('X A', 'x'), 'custom_headers.0.name', noFormat],
    ['additionalProperties', { ...good, url: 'x' }, 'url', 'This field is not accepted here.'],
    [
      'additionalProperties named like a method',
      { ...good, toString: 1 },
      'toString',
      'This field is not accepted here.',
    ],
  ];
  for (const [keyword, body, field, sentence] of table) {
    test(`${keyword}: ${field} ${sentence}`, async ({ api }) => {
      const answer = await api.call<Failure>('POST', `/agents/${agent.id}/webhooks`, { body });
      assertInvalid(answer, field, sentence);
    });
  }
  test('additionalProperties named __proto__', async ({ api }) => {
    const raw = '{"name":"Ana","__proto__":{"polluted":true}}';
    const answer = await api.call<Failure>('POST', '/agents', { raw });
    assertInvalid(answer, '__proto__', 'This field is not accepted here.');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
  test('minProperties', async ({ api }) => {
    const path = `/agents/${agent.id}/webhooks/${webhook.id}`;
    assertInvalid(await api.call('PUT', path, { body: {} }), 'body', 'Must have at least 1 field.');
  });
  test('and nothing was made', async ({ api }) => {
    const { body } = await api.call<Schemas['WebhookListResponse']>('GET', `/agents/${agent.id}/webhooks`);
    expect(body.data.webhooks.map(({ id }) => id)).toStrictEqual([webhook.id]);
  });
});

describe('a parameter is refused, naming it and what is wrong with it', () => {
  const table: [query: string, field: string, sentence: string][] = [
    ['page=0', 'page', 'Must be 1 or more.'],
    ['page=10001', 'page', 'Must be 10,000 or less.'],
    ['page=1.5', 'page', 'Must be a whole number.'],
    ['page=one', 'page', 'Must be a whole number.'],
    ['page=', 'page', 'This field is required.'],
    ['page=1&page=2', 'page', 'Must be a whole number.'],
    ['page=1e999', 'page', 'Must be a whole number.'],
    ['page=1e2', 'page', 'Must be a whole number.'],
    ['page=0x1', 'page', 'Must be a whole number.'],
    ['per_page=101', 'per_page', 'Must be 100 or less.'],
    ['per_page=-1', 'per_page', 'Must be 1 or more.'],
    ['status=lost', 'status', 'Must be one of: queued, delivering, success, failed, canceled.'],
    ['event=x', 'event', `Must be one of: ${[...events, 'webhook.test'].join(', ')}.`],
    ['from=yesterday', 'from', noFormat],
    ['from=2024-02-30T00:00:00Z', 'from', 'Must be a valid date-time.'],
    ['from=2024-00-00T00:00:00Z', 'from', 'Must be a valid date-time.'],
    ['to=2024-01-15', 'to', noFormat],
    ['from=2024-01-16T00:00:00Z&to=2024-01-15T00:00:00Z', 'from', 'Must be earlier than the end of the period.'],
    ['from=2024-01-16T00:00:00Z&to=2024-01-16T00:00:00Z', 'from', 'Must be earlier than the end of the period.'],
    [`cursor=${'a'.repeat(201)}`, 'cursor', 'Must have at most 200 characters.'],
    ['cursor=a.b', 'cursor', noFormat],
    ['cursor=abc', 'cursor', 'This cursor is not valid. Use the next_cursor of a previous answer.'],
    ['limit=1', 'limit', 'This parameter does not exist.'],
    ['page%5B%5D=1', 'page', 'Must be a whole number.'],
    ['__proto__=1', '__proto__', 'This parameter does not exist.'],
    ['Page=1', 'Page', 'This parameter does not exist.'],
  ];
  for (const [query, field, sentence] of table) {
    test(`?${query.slice(0, 60)}: ${field} ${sentence.slice(0, 60)}`, async ({ api }) => {
      const path = `/agents/${agent.id}/webhooks/${webhook.id}/logs?${query}`;
      assertInvalid(await api.call<Failure>('GET', path), field, sentence);
    });
  }
  test('an id that is no UUID', async ({ api }) => {
    const no = { agent_id: '7', webhook_id: `${webhook.id}0`, log_id: 'x'.repeat(36), task_id: '{}' };
    const under = `/agents/${agent.id}/webhooks`;
    const paths = {
      agent_id: `/agents/${no.agent_id}`,
      webhook_id: `${under}/${no.webhook_id}`,
      log_id: `${under}/${webhook.id}/logs/${no.log_id}`,
      task_id: `${under}/${webhook.id}/tasks/${encodeURIComponent(no.task_id)}`,
    };
    for (const [field, path] of Object.entries(paths)) {
      assertInvalid(await api.call<Failure>('GET', path), field, 'Must be a UUID.');
    }
  });
  test('a header', async ({ api }) => {
    const publish = (key: string) =>
      api.call<Failure>('POST', `/agents/${agent.id}/events`, {
        body: { event: 'event_recording', data: {} },
        headers: { 'idempotency-key': key },
      });
    assertInvalid(await publish('k'.repeat(256)), 'idempotency-key', 'Must have at most 255 characters.');
    assertInvalid(await publish('ké'), 'idempotency-key', noFormat);
  });
  test('but an unknown one is refused where no parameter exists, too', async ({ api }) => {
    assertInvalid(await api.call('GET', '//health/live?a=b'), 'a', 'This parameter does not exist.');
  });
});

test('a UUID in capital letters is the same UUID', async ({ api }) => {
  const path = `/agents/${agent.id.toUpperCase()}/webhooks/${webhook.id.toUpperCase()}`;
  const { status, body } = await api.call<Schemas['WebhookResponse']>('GET', path);
  expect([status, body.data?.id]).toStrictEqual([200, webhook.id]);
});
