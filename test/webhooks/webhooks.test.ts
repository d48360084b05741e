import { describe, expect } from 'vitest';
import type { Answer, Api, Schemas } from '../support/api.ts';
import { assertError, assertInvalid } from '../support/error-answer.ts';
import { test } from '../support/fixtures.ts';

let agent: Schemas['Agent'];
test.beforeAll(async ({ api }) => {
  agent = await api.createAgent();
});

type Created = Schemas['WebhookCreatedResponse'];
const url = 'http://127.0.0.1:9/hook';
const least = { webhook_url: url, events: ['event_recording'] };
const create = <Body = Created>(api: Api, body: object): Promise<Answer<Body>> =>
  api.call('POST', `/agents/${agent.id}/webhooks`, { body });
const pathOf = ({ id }: Pick<Schemas['Webhook'], 'id'>) => `/agents/${agent.id}/webhooks/${id}`;
const read = async (api: Api, webhook: Pick<Schemas['Webhook'], 'id'>) =>
  (await api.call<Schemas['WebhookResponse']>('GET', pathOf(webhook))).body.data;

describe('creating a webhook', () => {
  test('takes a URL and events, and fills in the rest', async ({ api }) => {
    const { status, body } = await create(api, least);
    const { id, created_at, updated_at, webhook_secret, ...rest } = body.data;
    expect([status, body.message]).toStrictEqual([201, 'Webhook created successfully']);
    expect(rest).toStrictEqual({
      agent_id: agent.id,
      name: '127.0.0.1:9',
      webhook_url: url,
      http_method: 'POST',
      events: ['event_recording'],
      events_count: 1,
      custom_headers: [],
      timeout: 30,
      max_retries: 3,
      enabled: true,
      status: 'active',
      disabled_reason: null,
      recoverable_count: 0,
    });
    expect(created_at).toBe(updated_at);
    expect(webhook_secret ?? '').toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await read(api, { id })).toStrictEqual({ id, created_at, updated_at, ...rest });
  });

  test('takes all there is to say', async ({ api }) => {
    const all = {
      name: 'CRM',
      webhook_url: 'http://127.0.0.1:9/hook?key=1#part',
      http_method: 'PATCH',
      events: ['event_action', 'event_recording'],
      custom_headers: [
        { name: 'X-Tenant', value: 'acme' },
        { name: 'Authorization', value: 'Bearer of their own' },
      ],
      timeout: 5,
      max_retries: 0,
      enabled: false,
    };
    const { body } = await create(api, { ...all, webhook_secret: `whsec_${Buffer.alloc(24, 1).toString('base64')}` });
    const webhook = await read(api, body.data);
    expect({ ...webhook, ...all }).toStrictEqual(webhook);
    expect([webhook.status, webhook.disabled_reason, webhook.events_count]).toStrictEqual(['disabled', 'manual', 2]);
    expect('webhook_secret' in body.data, 'who brought a secret knows it').toBe(false);
  });

  test('shows a secret that we made once, and never again', async ({ api, database }) => {
    const { data } = (await create(api, least)).body;
    const secret = data.webhook_secret ?? '';
    const answers = await Promise.all([
      api.call('GET', pathOf(data)),
      api.call('GET', `/agents/${agent.id}/webhooks`),
      api.call('PUT', pathOf(data), { body: { name: 'x' } }),
      api.call('PATCH', `${pathOf(data)}/toggle`),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(JSON.stringify(body).includes(secret.slice(6, 30))).toBe(false);
    }
    const stored = await database.db.collection<{ _id: string }>('webhooks').findOne({ _id: data.id });
    expect(JSON.stringify(stored).includes(secret.slice(6, 30)), 'nor is it readable in the database').toBe(false);
  });

  test('refuses secrets that Standard Webhooks would', async ({ api }) => {
    const ofBytes = (count: number) => `whsec_${Buffer.alloc(count, 1).toString('base64')}`;
    for (const good of [24, 25, 26, 32, 64]) {
      expect((await create(api, { ...least, webhook_secret: ofBytes(good) })).status, `${good} bytes`).toBe(201);
    }
    for (const bad of [ofBytes(23), 'whsec_short', ofBytes(32).slice(6), `${ofBytes(24)}!`]) {
      assertInvalid(
        await create(api, { ...least, webhook_secret: bad }),
        'webhook_secret',
        'Does not have the expected format.',
      );
    }
    assertInvalid(
      await create(api, { ...least, webhook_secret: ofBytes(67) }),
      'webhook_secret',
      'Must have at most 94 characters.',
    );
  });
});

describe('changing a webhook', () => {
  test('changes the fields given, and leaves the others', async ({ api }) => {
    const headers = [{ name: 'X-A', value: '1' }];
    const webhook = await read(api, (await create(api, { ...least, custom_headers: headers })).body.data);
    const changes = [
      { name: 'Renamed' },
      { events: ['event_action', 'event_recording'] },
      { timeout: 120 },
      { custom_headers: [] },
      { webhook_url: 'http://127.0.0.1:9/other' },
      { http_method: 'PUT' },
      { max_retries: 10 },
    ];
    let expected = webhook as Record<string, unknown>;
    for (const change of changes) {
      const { status, body } = await api.call<Schemas['WebhookChangedResponse']>('PUT', pathOf(webhook), {
        body: change,
      });
      expected = {
        ...expected,
        ...change,
        ...('events' in change && { events_count: 2 }),
        updated_at: body.data.updated_at,
      };
      expect([status, body]).toStrictEqual([
        200,
        { success: true, message: 'Webhook updated successfully', data: expected },
      ]);
    }
    expect(await read(api, webhook)).toStrictEqual(expected);
  });

  test('turns it off and on', async ({ api }) => {
    const webhook = (await create(api, least)).body.data;
    const toggle = () => api.call<Schemas['WebhookChangedResponse']>('PATCH', `${pathOf(webhook)}/toggle`);
    const off = await toggle();
    expect([off.status, off.body.message]).toStrictEqual([200, 'Webhook disabled']);
    expect([off.body.data.enabled, off.body.data.status, off.body.data.disabled_reason]).toStrictEqual([
      false,
      'disabled',
      'manual',
    ]);
    const on = await toggle();
    expect([on.status, on.body.message]).toStrictEqual([200, 'Webhook enabled']);
    expect([on.body.data.enabled, on.body.data.status, on.body.data.disabled_reason]).toStrictEqual([
      true,
      'active',
      null,
    ]);
  });

  test('refuses what creating refuses, and then changes nothing', async ({ api }) => {
    const webhook = await read(api, (await create(api, least)).body.data);
    const put = (body: object) =>
      api.call<Schemas['Error']>('PUT', pathOf(webhook), { body: { name: 'New', ...body } });
    assertInvalid(await put({ timeout: 0 }), 'timeout', 'Must be 5 or more.');
    assertInvalid(await put({ id: webhook.id }), 'id', 'This field is not accepted here.');
    expect((await put({ webhook_url: 'http://10.0.0.1/' })).body.code).toBe('WEBHOOK_URL_FORBIDDEN');
    expect(await read(api, webhook)).toStrictEqual(webhook);
  });
});

test('a deleted webhook is gone', async ({ api }) => {
  const webhook = (await create(api, least)).body.data;
  const { status, body } = await api.call('DELETE', pathOf(webhook));
  expect([status, body]).toStrictEqual([200, { success: true, message: 'Webhook deleted successfully' }]);
  const gone = { status: 404, code: 'WEBHOOK_NOT_FOUND', message: 'Webhook not found.' } as const;
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/logs'],
    ['POST', '/test'],
    ['DELETE', ''],
    ['PATCH', '/toggle'],
  ] as const) {
    assertError(await api.call(method, pathOf(webhook) + path), gone);
  }
});

test('an agent can have 100 webhooks', async ({ api }) => {
  const busy = await api.createAgent();
  const post = () => api.call<Schemas['Error']>('POST', `/agents/${busy.id}/webhooks`, { body: least });
  const first = await api.createWebhook(busy.id, { webhook_url: url });
  for (let made = 1; made < 100; made += 11) await Promise.all(Array.from({ length: 11 }, post));
  const list = await api.call<Schemas['WebhookListResponse']>('GET', `/agents/${busy.id}/webhooks`);
  expect(list.body.data.webhooks.length).toBe(100);
  expect(list.body.data.webhooks.at(-1)?.id, 'the newest first').toBe(first.id);

  assertError(await post(), {
    status: 409,
    code: 'QUOTA_EXCEEDED',
    message: 'An agent can have at most 100 webhooks.',
  });
  await api.deleteWebhook(first);
  expect((await post()).status).toBe(201);
});

test('the events that there are, are named in the language asked for', async ({ api }) => {
  const availableIn = async (language: string) => {
    const headers = { 'accept-language': language };
    const { body } = await api.call<Schemas['WebhookListResponse']>('GET', `/agents/${agent.id}/webhooks`, {
      headers,
    });
    return body.data.available_events;
  };
  const [english, portuguese] = [await availableIn('en'), await availableIn('pt')];
  expect(Object.keys(portuguese)).toStrictEqual(Object.keys(english));
  expect(Object.keys(english).length).toBe(19);
  expect('webhook.test' in english).toBe(false);
  expect(english.event_phone_call_started).toBe('Phone call started');
  expect(portuguese.event_phone_call_started).toBe('Chamada telefônica iniciada');
  for (const name of Object.keys(english) as (keyof typeof english)[]) {
    expect(english[name], name).not.toBe(portuguese[name]);
    expect((await create(api, { webhook_url: url, events: [name] })).status, name).toBe(201);
  }
});
