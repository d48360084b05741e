import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Answer, Schemas } from '../support/api.ts';
import { assertError, assertInvalid } from '../support/error-answer.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
let agent: Schemas['Agent'];
before(async () => {
  service = await startTestService();
  agent = await service.api.createAgent();
});
after(() => service.close());

type Created = Schemas['WebhookCreatedResponse'];
const url = 'http://127.0.0.1:9/hook';
const least = { webhook_url: url, events: ['event_recording'] };
const create = <Body = Created>(body: object): Promise<Answer<Body>> =>
  service.api.call('POST', `/agents/${agent.id}/webhooks`, { body });
const pathOf = ({ id }: Pick<Schemas['Webhook'], 'id'>) => `/agents/${agent.id}/webhooks/${id}`;
const read = async (webhook: Pick<Schemas['Webhook'], 'id'>) =>
  (await service.api.call<Schemas['WebhookResponse']>('GET', pathOf(webhook))).body.data;

describe('creating a webhook', () => {
  test('takes a URL and events, and fills in the rest', async () => {
    const { status, body } = await create(least);
    const { id, created_at, updated_at, webhook_secret, ...rest } = body.data;
    assert.deepEqual([status, body.message], [201, 'Webhook created successfully']);
    assert.deepEqual(rest, {
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
    });
    assert.equal(created_at, updated_at);
    assert.match(webhook_secret ?? '', /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.deepEqual(await read({ id }), { id, created_at, updated_at, ...rest });
  });

  test('takes all there is to say', async () => {
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
    const { body } = await create({ ...all, webhook_secret: `whsec_${Buffer.alloc(24, 1).toString('base64')}` });
    const webhook = await read(body.data);
    assert.deepEqual({ ...webhook, ...all }, webhook);
    assert.deepEqual([webhook.status, webhook.disabled_reason, webhook.events_count], ['disabled', 'manual', 2]);
    assert.equal('webhook_secret' in body.data, false, 'who brought a secret knows it');
  });

  test('shows a secret that we made once, and never again', async () => {
    const { data } = (await create(least)).body;
    const secret = data.webhook_secret ?? '';
    const answers = await Promise.all([
      service.api.call('GET', pathOf(data)),
      service.api.call('GET', `/agents/${agent.id}/webhooks`),
      service.api.call('PUT', pathOf(data), { body: { name: 'x' } }),
      service.api.call('PATCH', `${pathOf(data)}/toggle`),
    ]);
    for (const { status, body } of answers) {
      assert.equal(status, 200);
      assert.equal(JSON.stringify(body).includes(secret.slice(6, 30)), false);
    }
    const stored = await service.database.db.collection<{ _id: string }>('webhooks').findOne({ _id: data.id });
    assert.equal(JSON.stringify(stored).includes(secret.slice(6, 30)), false, 'nor is it readable in the database');
  });

  test('refuses secrets that Standard Webhooks would', async () => {
    const ofBytes = (count: number) => `whsec_${Buffer.alloc(count, 1).toString('base64')}`;
    for (const good of [24, 25, 26, 32, 64]) {
      assert.equal((await create({ ...least, webhook_secret: ofBytes(good) })).status, 201, `${good} bytes`);
    }
    for (const bad of [ofBytes(23), 'whsec_short', ofBytes(32).slice(6), `${ofBytes(24)}!`]) {
      assertInvalid(
        await create({ ...least, webhook_secret: bad }),
        'webhook_secret',
        'Does not have the expected format.',
      );
    }
    assertInvalid(
      await create({ ...least, webhook_secret: ofBytes(67) }),
      'webhook_secret',
      'Must have at most 94 characters.',
    );
  });
});

describe('changing a webhook', () => {
  test('changes the fields given, and leaves the others', async () => {
    const headers = [{ name: 'X-A', value: '1' }];
    const webhook = await read((await create({ ...least, custom_headers: headers })).body.data);
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
      const { status, body } = await service.api.call<Schemas['WebhookChangedResponse']>('PUT', pathOf(webhook), {
        body: change,
      });
      expected = {
        ...expected,
        ...change,
        ...('events' in change && { events_count: 2 }),
        updated_at: body.data.updated_at,
      };
      assert.deepEqual(
        [status, body],
        [200, { success: true, message: 'Webhook updated successfully', data: expected }],
      );
    }
    assert.deepEqual(await read(webhook), expected);
  });

  test('turns it off and on', async () => {
    const webhook = (await create(least)).body.data;
    const toggle = () => service.api.call<Schemas['WebhookChangedResponse']>('PATCH', `${pathOf(webhook)}/toggle`);
    const off = await toggle();
    assert.deepEqual([off.status, off.body.message], [200, 'Webhook disabled']);
    assert.deepEqual(
      [off.body.data.enabled, off.body.data.status, off.body.data.disabled_reason],
      [false, 'disabled', 'manual'],
    );
    const on = await toggle();
    assert.deepEqual([on.status, on.body.message], [200, 'Webhook enabled']);
    assert.deepEqual([on.body.data.enabled, on.body.data.status, on.body.data.disabled_reason], [true, 'active', null]);
  });

  test('refuses what creating refuses, and then changes nothing', async () => {
    const webhook = await read((await create(least)).body.data);
    const put = (body: object) =>
      service.api.call<Schemas['Error']>('PUT', pathOf(webhook), { body: { name: 'New', ...body } });
    assertInvalid(await put({ timeout: 0 }), 'timeout', 'Must be 5 or more.');
    assertInvalid(await put({ id: webhook.id }), 'id', 'This field is not accepted here.');
    assert.equal((await put({ webhook_url: 'http://10.0.0.1/' })).body.code, 'WEBHOOK_URL_FORBIDDEN');
    assert.deepEqual(await read(webhook), webhook);
  });
});

test('a deleted webhook is gone', async () => {
  const webhook = (await create(least)).body.data;
  const { status, body } = await service.api.call('DELETE', pathOf(webhook));
  assert.deepEqual([status, body], [200, { success: true, message: 'Webhook deleted successfully' }]);
  const gone = { status: 404, code: 'WEBHOOK_NOT_FOUND', message: 'Webhook not found.' } as const;
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/logs'],
    ['POST', '/test'],
    ['DELETE', ''],
    ['PATCH', '/toggle'],
  ] as const) {
    assertError(await service.api.call(method, pathOf(webhook) + path), gone);
  }
});

test('an agent can have 100 webhooks', async () => {
  const { api } = service;
  const busy = await api.createAgent();
  const post = () => api.call<Schemas['Error']>('POST', `/agents/${busy.id}/webhooks`, { body: least });
  const first = await api.createWebhook(busy.id, { webhook_url: url });
  for (let made = 1; made < 100; made += 11) await Promise.all(Array.from({ length: 11 }, post));
  const list = await api.call<Schemas['WebhookListResponse']>('GET', `/agents/${busy.id}/webhooks`);
  assert.equal(list.body.data.webhooks.length, 100);
  assert.equal(list.body.data.webhooks.at(-1)?.id, first.id, 'the newest first');

  assertInvalid(await post(), 'body', 'An agent can have at most 100 webhooks.');
  await api.call('DELETE', `/agents/${busy.id}/webhooks/${first.id}`);
  assert.equal((await post()).status, 201);
});

test('the events that there are, are named in the language asked for', async () => {
  const availableIn = async (language: string) => {
    const headers = { 'accept-language': language };
    const { body } = await service.api.call<Schemas['WebhookListResponse']>('GET', `/agents/${agent.id}/webhooks`, {
      headers,
    });
    return body.data.available_events;
  };
  const [english, portuguese] = [await availableIn('en'), await availableIn('pt')];
  assert.deepEqual(Object.keys(portuguese), Object.keys(english));
  assert.equal(Object.keys(english).length, 19);
  assert.equal('webhook.test' in english, false);
  assert.equal(english.event_phone_call_started, 'Phone call started');
  assert.equal(portuguese.event_phone_call_started, 'Chamada telefônica iniciada');
  for (const name of Object.keys(english) as (keyof typeof english)[]) {
    assert.notEqual(english[name], portuguese[name], name);
    assert.equal((await create({ webhook_url: url, events: [name] })).status, 201, name);
  }
});
