import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Schemas } from '../support/api.ts';
import { assertError } from '../support/error-answer.ts';
import { rawRequest, sendRaw } from '../support/raw-http.ts';
import { startTestService, type TestService, TOKEN } from '../support/service.ts';

let service: TestService;
before(async () => {
  service = await startTestService();
});
after(() => service.close());

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
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
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
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
    });
  }
});

test('the scheme is understood in any case, with any spaces', async () => {
  for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer  ']) {
    assert.equal((await listWith(`${scheme} ${TOKEN} `)).status, 200, scheme);
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
    assert.equal((await fetch(service.api.url + path)).status, 200, path);
  }
});

test('the database has no token, only its hash and first characters', async () => {
  const stored = JSON.stringify(await service.database.db.collection('tokens').find().toArray());
  assert.equal(stored.includes(TOKEN), false);
  assert.match(stored, /"hint":"talq_test"/);
});
