import { expect } from 'vitest';
import { collections } from '../../server/database/collections.ts';
import { createTokens } from '../../server/environments/tokens.ts';
import { apiAt, type Schemas } from '../support/api.ts';
import { localClock } from '../support/clock.ts';
import { assertError } from '../support/error-answer.ts';
import { testWith } from '../support/fixtures.ts';

const test = testWith({ RATE_LIMIT: '3' });

test('a token may do so much a minute; another token is not held up by it', async ({ api, database }) => {
  const list = () => api.call<Schemas['Error']>('GET', '/agents');
  for (let request = 1; request <= 3; request++) expect((await list()).status).toBe(200);

  const refused = await list();
  const seconds = Number(refused.headers.get('retry-after'));
  expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 60, `${seconds}`).toBeTruthy();
  const message = `Too many requests. Try again in ${seconds} second${seconds === 1 ? '' : 's'}.`;
  assertError(refused, { status: 429, code: 'RATE_LIMITED', message });
  const { status, body } = await api.call<Schemas['Error']>('POST', '/agents', {
    raw: '{',
    headers: { 'accept-language': 'pt' },
  });
  expect(status, 'refused before the body is read').toBe(429);
  expect(body.message).toMatch(/^Muitas requisições\. Tente novamente em \d+ segundos?\.$/);

  const other = apiAt(api.url, await createTokens(collections(database.db), localClock).create('other'));
  expect((await other.call('GET', '/agents')).status).toBe(200);
  expect((await api.call('GET', '//health/live')).status, 'the service itself is not limited').toBe(200);
});
