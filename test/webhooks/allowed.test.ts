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

describe('what is not a URL that we can send to is refused, with the reason', () => {
  const scheme = {
    en: 'Must be an http or https URL, such as https://example.com/webhooks.',
    'pt-BR': 'Deve ser uma URL http ou https, como https://example.com/webhooks.',
  };
  const credentials = {
    en: 'The URL must not contain a username or password.',
    'pt-BR': 'A URL não deve conter usuário nem senha.',
  };
  const space = {
    en: 'The URL must not contain spaces or control characters. Write a space as %20.',
    'pt-BR': 'A URL não deve conter espaços nem caracteres de controle. Escreva um espaço como %20.',
  };
  const noHost = {
    en: 'The URL has no host.',
    'pt-BR': 'Falta o host na URL.',
  };
  const host = {
    en: 'The host of the URL is neither a valid name nor an IP address.',
    'pt-BR': 'O host da URL não é um nome válido nem um endereço IP.',
  };
  const port = {
    en: 'The port of the URL must be a number from 1 to 65535.',
    'pt-BR': 'A porta da URL deve ser um número de 1 a 65535.',
  };
  const letters = (ascii: string) => ({
    en: `The host of the URL must be in ASCII: ${ascii}.`,
    'pt-BR': `O host da URL deve estar em ASCII: ${ascii}.`,
  });
  const character = (one: string, encoded: string) => ({
    en: `The URL must not contain ${one} as it is. Write it as ${encoded}.`,
    'pt-BR': `A URL não deve conter ${one} diretamente. Escreva como ${encoded}.`,
  });
  const table: [url: unknown, sentences: { en: string; 'pt-BR': string }][] = [
    ['', scheme],
    ['example.com', scheme],
    ['example.com:8080/hook', scheme],
    ['//example.com/', scheme],
    ['https:example.com', scheme],
    ['ftp://example.com/', scheme],
    ['wss://example.com/', scheme],
    ['file:///etc/passwd', scheme],
    ['javascript:alert(1)', scheme],
    ['my webhook', scheme],
    ['https://', noHost],
    ['https:///hook', noHost],
    ['https://:8080/hook', noHost],
    ['https://?a=b', noHost],
    ['https://exa mple.com/', space],
    [' https://example.com/', space],
    ['https://example.com/a b', space],
    ['https://example.com/\u0000', space],
    ['https://example.com/\n', space],
    ['https://user:secret@example.com/', credentials],
    ['https://user@example.com/', credentials],
    ['HTTPS://user@example.com:0/', credentials],
    ['https://@example.com/', credentials],
    ['https://açaí.example.com/', letters('xn--aa-4iaz.example.com')],
    ['http://BÜCHER.example:8080/hook', letters('xn--bcher-kva.example')],
    ['https://１２７.０.０.１/', letters('127.0.0.1')],
    ['https://example.com/ação', character('ç', '%C3%A7')],
    ['https://example.com/?q=<1>', character('<', '%3C')],
    ['https://example.com/100%', character('%', '%25')],
    ['https://example.com/a[0]', character('[', '%5B')],
    ['https://example.com/\ud800', character('\ufffd', '%EF%BF%BD')],
    ['https://example.com\\hook', character('\\', '%5C')],
    ['https://example.com:0/', port],
    ['https://example.com:00/', port],
    ['https://example.com:65536/', port],
    ['https://example.com:99999/', port],
    ['https://example.com:http/', port],
    ['https://example.com:-1/', port],
    ['https://1.2.3.256/', host],
    ['https://1.2.3.4.5/', host],
    ['https://[::g]/', host],
    ['https://[::1/', host],
    ['https://::1/', host],
    ['https://exa<mple.com/', host],
    [
      `https://example.com/${'x'.repeat(2048)}`,
      { en: 'Must have at most 2,048 characters.', 'pt-BR': 'Deve ter no máximo 2.048 caracteres.' },
    ],
    [7, { en: 'Must be text.', 'pt-BR': 'Deve ser um texto.' }],
  ];
  for (const [webhook_url, sentences] of table) {
    test(JSON.stringify(webhook_url).slice(0, 60), async ({ api }) => {
      const webhooks = `/agents/${agent.id}/webhooks`;
      const events: Schemas['EventName'][] = ['event_recording'];
      for (const [method, path] of [
        ['POST', webhooks],
        ['PUT', `${webhooks}/${agent.id}`], // refused before the webhook is even looked for
      ] as const) {
        for (const language of ['en', 'pt-BR'] as const) {
          const { status, body } = await api.call<Schemas['Error']>(method, path, {
            body: { webhook_url, events },
            headers: { 'accept-language': language },
          });
          expect([status, body.code, body.errors], `${method} ${language}`).toStrictEqual([
            422,
            'VALIDATION_FAILED',
            { webhook_url: [sentences[language]] },
          ]);
          expect(JSON.stringify(body).includes('secret')).toBe(false);
        }
      }
    });
  }
});

test('schemes are the same in any letter case (RFC 3986, 3.1), and are kept in lower case', async ({ api }) => {
  const { status, body } = await create<Schemas['WebhookCreatedResponse']>(api, 'HTTP://Example.com/Hook');
  expect([status, body.data.webhook_url]).toStrictEqual([201, 'http://Example.com/Hook']);
  const { body: changed } = await api.call<Schemas['WebhookChangedResponse']>(
    'PUT',
    `/agents/${agent.id}/webhooks/${body.data.id}`,
    { body: { webhook_url: 'HttpS://example.com' } },
  );
  expect(changed.data.webhook_url).toBe('https://example.com');
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
