import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Schemas } from '../support/api.ts';
import { assertError } from '../support/error-answer.ts';
import { rawRequest, sendRaw } from '../support/raw-http.ts';
import { startTestService, type TestService, TOKEN } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

/** GET /agents with this header, or with none. Over a raw connection: HTTP clients tidy header values up. */
const listWith = (authorization: string | null) =>
  sendRaw<Schemas['Error']>(
    service.api.url,
    rawRequest('GET /api/v1/agents', authorization === null ? {} : { Authorization: authorization }),
  );

const missing = { status: 401, code: 'UNAUTHENTICATED', message: 'Missing Bearer Token' } as const;
const wrong = { status: 401, code: 'UNAUTHENTICATED', message: 'Invalid Bearer Token' } as const;

test('a request without a token is refused, and told which scheme to use', async () => {
  for (const header of [null, '']) {
    const answer = await listWith(header);
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
    test(what, async () => {
      const answer = await listWith(header);
      assertError(answer, wrong);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    });
  }
});

test('the scheme is understood in any case, with any spaces', async () => {
  for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer  ']) {
    expect((await listWith(`${scheme} ${TOKEN} `)).status, scheme).toBe(200);
  }
});

test('what is not authenticated is not even read', async () => {
  const request = rawRequest(
    'POST /api/v1/agents?nonsense=1',
    { 'Content-Type': 'text/plain', 'Content-Length': '1' },
    '{',
  );
  assertError(await sendRaw(service.api.url, request), missing);
});

test('the service itself is open to all', async () => {
  for (const path of ['/health/live', '/health/ready', '/metrics', '/openapi.json']) {
    expect((await fetch(service.api.url + path)).status, path).toBe(200);
  }
});

test('the database has no token, only its hash and first characters', async () => {
  const stored = JSON.stringify(await service.database.db.collection('tokens').find().toArray());
  expect(stored.includes(TOKEN)).toBe(false);
  expect(stored).toMatch(/"hint":"talq_test"/);
});
