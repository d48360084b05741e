import { describe, expect } from 'vitest';
import type { Api, Schemas } from '../support/api.ts';
import { assertError } from '../support/error-answer.ts';
import { test } from '../support/fixtures.ts';
import { rawRequest, sendRaw } from '../support/raw-http.ts';
import { TOKEN } from '../support/service.ts';

/** GET /agents with this header, or with none. Over a raw connection: HTTP clients tidy header values up. */
const listWith = (api: Api, authorization: string | null) =>
  sendRaw<Schemas['Error']>(
    api.url,
    rawRequest('GET /api/v1/agents', authorization === null ? {} : { Authorization: authorization }),
  );

const missing = { status: 401, code: 'UNAUTHENTICATED', message: 'Missing Bearer Token' } as const;
const wrong = { status: 401, code: 'UNAUTHENTICATED', message: 'Invalid Bearer Token' } as const;

test('a request without a token is refused, and told which scheme to use', async ({ api }) => {
  for (const header of [null, '']) {
    const answer = await listWith(api, header);
    assertError(answer, missing);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }
});

describe('a token that is not one is refused', () => {
  const table: Record<string, string> = {
    'one that nobody made': 'Bearer talq_unknown',
    'the right one and more': `Bearer ${TOKEN}x`,
    'the right one, cut': `Bearer ${TOKEN.slice(0, -1)}`,
    'the right one in capital letters': `Bearer ${TOKEN.toUpperCase()}`,
    'two of them': `Bearer ${TOKEN} ${TOKEN}`,
    'one of another kind': 'Bearer sk_live_1234',
    'the scheme alone': 'Bearer',
    'the token alone': TOKEN,
    'another scheme': `Basic ${Buffer.from(`${TOKEN}:`).toString('base64')}`,
    'a scheme that begins alike': `Bearers ${TOKEN}`,
    'an empty one': 'Bearer ""',
    'a huge one': `Bearer talq_${'x'.repeat(8_000)}`,
    'an operator of the database': 'Bearer {"$ne":null}',
    bytes: 'Bearer talq_\u00ff\u00fe',
  };
  for (const [what, header] of Object.entries(table)) {
    test(what, async ({ api }) => {
      const answer = await listWith(api, header);
      assertError(answer, wrong);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    });
  }
});

test('the scheme is understood in any case, with any spaces', async ({ api }) => {
  for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer  ']) {
    expect((await listWith(api, `${scheme} ${TOKEN} `)).status, scheme).toBe(200);
  }
});

test('what is not authenticated is not even read', async ({ api }) => {
  const request = rawRequest(
    'POST /api/v1/agents?nonsense=1',
    { 'Content-Type': 'text/plain', 'Content-Length': '1' },
    '{',
  );
  assertError(await sendRaw(api.url, request), missing);
});

test('the service itself is open to all', async ({ api }) => {
  for (const path of ['/health/live', '/health/ready', '/metrics', '/openapi.json']) {
    expect((await fetch(api.url + path)).status, path).toBe(200);
  }
});

test('the database has no token, only its hash and first characters', async ({ database }) => {
  const stored = JSON.stringify(await database.db.collection('tokens').find().toArray());
  expect(stored.includes(TOKEN)).toBe(false);
  expect(stored).toMatch(/"hint":"talq_test"/);
});
