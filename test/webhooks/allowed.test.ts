import { describe, expect } from 'vitest';
import type { Api, Schemas } from '../support/api.ts';
import { assertError, assertInvalid } from '../support/error-answer.ts';
import { testWith } from '../support/fixtures.ts';

// As it is deployed: no private address is allowed.
const test = testWith({ DELIVERY_ALLOWED_SUBNETS: '' });

let agent: Schemas['Agent'];
test.beforeAll(async ({ api }) => {
  agent = await api.createAgent();
});

const create = <Body = Schemas['Error']>(api: Api, webhook_url: unknown, rest: object = {}) =>
  api.call<Body>('POST', `/agents/${agent.id}/webhooks`, {
    body: { webhook_url, events: ['event_recording'], ...rest },
  });

describe('a URL that leads into our own network is refused', () => {
  const hosts = [
    '127.0.0.1',
    '127.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    'localhost',
    'LOCALHOST',
    'api.localhost',
    '[::1]',
    '[::]',
    '[fe80::1]',
    '[fc00::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:db8::1]',
  ];
  for (const host of hosts) {
    test(host, async ({ api }) => {
      const answer = await create(api, `https://${host}/hook`);
      if (answer.body.code === 'VALIDATION_FAILED')
        expect(Object.keys(answer.body.errors ?? {})).toStrictEqual(['webhook_url']);
      else
        assertError(answer, {
          status: 422,
          code: 'WEBHOOK_URL_FORBIDDEN',
          message: 'The URL points to an address that webhooks may not reach.',
        });
    });
  }
  test('told in Portuguese, too', async ({ api }) => {
    const headers = { 'accept-language': 'pt-BR' };
    const body = { webhook_url: 'http://10.0.0.1/', events: ['event_recording'] };
    const answer = await api.call<Schemas['Error']>('POST', `/agents/${agent.id}/webhooks`, { body, headers });
    const message = 'A URL aponta para um endereço que os webhooks não podem acessar.';
    assertError(answer, { status: 422, code: 'WEBHOOK_URL_FORBIDDEN', message, language: 'pt-BR' });
  });
});

describe('what is not a URL that we can send to is refused', () => {
  const noFormat = 'Does not have the expected format.';
  const table: [url: unknown, sentence: string][] = [
    ['example.com', noFormat],
    ['//example.com/', noFormat],
    ['ftp://example.com/', noFormat],
    ['file:///etc/passwd', noFormat],
    ['javascript:alert(1)', noFormat],
    ['https://', noFormat],
    ['https://exa mple.com/', noFormat],
    ['https://example.com/\u0000', noFormat],
    ['https://example.com/ação', noFormat],
    ['https://2130706433/', noFormat],
    ['https://0x7f.1/', noFormat],
    ['https://example.com:99999/', 'Must be an absolute URL.'],
    ['', noFormat],
    [`https://example.com/${'x'.repeat(2048)}`, 'Must have at most 2,048 characters.'],
    [7, 'Must be text.'],
  ];
  for (const [url, sentence] of table) {
    test(JSON.stringify(url).slice(0, 60), async ({ api }) =>
      assertInvalid(await create(api, url), 'webhook_url', sentence),
    );
  }
  test('one with a username or password', async ({ api }) => {
    for (const url of ['https://user:secret@example.com/', 'https://user@example.com/']) {
      const { status, body } = await create(api, url);
      expect([status, body.code, Object.keys(body.errors ?? {})]).toStrictEqual([
        422,
        'VALIDATION_FAILED',
        ['webhook_url'],
      ]);
      expect(JSON.stringify(body).includes('secret')).toBe(false);
    }
  });
});

test('public addresses are taken as they are', async ({ api }) => {
  for (const url of [
    'https://example.com',
    'http://example.com:8080/a?b=c#d',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://my_host.example/',
  ]) {
    const { status, body } = await create<Schemas['WebhookCreatedResponse']>(api, url);
    expect([status, body.data.webhook_url]).toStrictEqual([201, url]);
  }
});

describe('headers that are not the caller’s to set are refused', () => {
  const names = [
    'Host',
    'content-type',
    'Content-Length',
    'Transfer-Encoding',
    'User-Agent',
    'Connection',
    'webhook-id',
    'Webhook-Signature',
    'WEBHOOK-ANYTHING',
  ];
  for (const name of names) {
    test(name, async ({ api }) => {
      const custom_headers = [
        { name: 'X-Fine', value: 'yes' },
        { name, value: 'x' },
      ];
      const answer = await create(api, 'https://example.com/', { custom_headers });
      assertInvalid(
        answer,
        'custom_headers.1.name',
        `The header ${name} is set by the service and cannot be customized.`,
      );
    });
  }
  test('and so are values that would make a header of their own', async ({ api }) => {
    const custom_headers = [{ name: 'X-A', value: 'a\r\nX-Injected: b' }];
    assertInvalid(
      await create(api, 'https://example.com/', { custom_headers }),
      'custom_headers.0.value',
      'Does not have the expected format.',
    );
  });
});
