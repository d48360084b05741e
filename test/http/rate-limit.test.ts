import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { collections } from '../../server/database/collections.ts';
import { createTokens } from '../../server/environments/tokens.ts';
import { apiAt, type Schemas } from '../support/api.ts';
import { assertError } from '../support/error-answer.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
before(async () => {
  service = await startTestService({ RATE_LIMIT: '3' });
});
after(() => service.close());

test('a token may do so much a minute; another token is not held up by it', async () => {
  const { api, database } = service;
  const list = () => api.call<Schemas['Error']>('GET', '/agents');
  for (let request = 1; request <= 3; request++) assert.equal((await list()).status, 200);

  const refused = await list();
  const seconds = Number(refused.headers.get('retry-after'));
  assert.ok(Number.isInteger(seconds) && seconds >= 1 && seconds <= 60, `${seconds}`);
  const message = `Too many requests. Try again in ${seconds} second${seconds === 1 ? '' : 's'}.`;
  assertError(refused, { status: 429, code: 'RATE_LIMITED', message });
  const { status, body } = await api.call<Schemas['Error']>('POST', '/agents', {
    raw: '{',
    headers: { 'accept-language': 'pt' },
  });
  assert.equal(status, 429, 'refused before the body is read');
  assert.match(body.message, /^Muitas requisições\. Tente novamente em \d+ segundos?\.$/);

  const other = apiAt(api.url, await createTokens(collections(database.db)).create('other'));
  assert.equal((await other.call('GET', '/agents')).status, 200);
  assert.equal((await api.call('GET', '//health/live')).status, 200, 'the service itself is not limited');
});
