import { expect } from 'vitest';
import { collections } from '../../server/database/collections.ts';
import { createTokens } from '../../server/environments/tokens.ts';
import { type Api, apiAt, type Schemas } from '../support/api.ts';
import { localClock } from '../support/clock.ts';
import { assertError } from '../support/error-answer.ts';
import { eventually } from '../support/eventually.ts';
import { testWith } from '../support/fixtures.ts';

const LIMIT = '5';
const test = testWith({ INVALID_TOKEN_LIMIT: LIMIT, TRUST_PROXY: '1' });

/** A request with this token from this address. */
const ask = (api: Api, token: string, address: string) =>
  apiAt(api.url, token).call<Schemas['Error']>('GET', '/agents', { headers: { 'x-forwarded-for': address } });

test('invalid tokens are limited by address, with Retry-After; valid ones from there still work', async ({
  api,
  database,
}) => {
  for (let request = 0; request < 5; request++) {
    expect((await ask(api, `talq_unknown_${request}`, '203.0.113.7')).status).toBe(401);
  }
  const refused = await ask(api, 'talq_unknown', '203.0.113.7');
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  assertError(refused, {
    status: 429,
    code: 'RATE_LIMITED',
    message: `Too many requests. Try again in ${seconds} second${seconds === 1 ? '' : 's'}.`,
  });
  expect((await ask(api, 'talq_unknown', '203.0.113.8')).status, 'another address').toBe(401);
  expect((await ask(api, 'talq_test_token_of_the_suite', '203.0.113.7')).status, 'a valid token').toBe(200);
  const token = await createTokens(collections(database.db), localClock).create('other');
  await eventually(
    async () => ((await ask(api, token, '203.0.113.7')).status === 200 ? true : undefined),
    'a token that is made meanwhile',
  );
});

test('the addresses of a /64 of IPv6 count as one', async ({ api }) => {
  for (let host = 1; host <= 5; host++) {
    expect((await ask(api, 'talq_unknown', `2001:db8:0:1::${host}`)).status).toBe(401);
  }
  expect((await ask(api, 'talq_unknown', '2001:db8:0:1:ffff::1')).status).toBe(429);
  expect((await ask(api, 'talq_unknown', '2001:db8:0:2::1')).status).toBe(401);
});

test('X-Forwarded-For counts only as far as TRUST_PROXY says', async ({ api, database, startAnother }) => {
  // The proxy appends what it sees: what is before that, the caller chose.
  for (let request = 0; request < 5; request++) {
    expect((await ask(api, 'talq_unknown', `192.0.2.${request}, 203.0.113.9`)).status).toBe(401);
  }
  expect((await ask(api, 'talq_unknown', '192.0.2.99, 203.0.113.9')).status).toBe(429);

  const untrusting = (await startAnother({ INVALID_TOKEN_LIMIT: LIMIT }, database)).api;
  for (let request = 0; request < 5; request++) {
    expect((await ask(untrusting, 'talq_unknown', `192.0.2.${request}`)).status).toBe(401);
  }
  expect((await ask(untrusting, 'talq_unknown', '192.0.2.99')).status).toBe(429);
});
