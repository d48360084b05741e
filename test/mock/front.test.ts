import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mock } from '../../toolkit/contract/mock/start.ts';
import { type Api, apiAt, type Schemas } from '../support/api.ts';
import { assertError } from '../support/error-answer.ts';
import { startTestMock } from './mock.ts';

let mock: Mock;
let api: Api;
beforeAll(async () => {
  mock = await startTestMock();
  api = apiAt(mock.url, 'talq_any');
});
afterAll(() => mock.close());

const inPortuguese = { 'accept-language': 'pt-PT' };
const get = (path: string, headers: Record<string, string> = {}) =>
  api.call<Schemas['Error']>('GET', path, { headers });

test('the language asked for is that of the answer, and a variant that nobody speaks gets the one that is spoken', async () => {
  for (const [asked, given] of [
    ['pt-PT', 'pt-BR'],
    ['pt-br;q=0.9, en;q=0.1', 'pt-BR'],
    ['fr', 'en'],
    ['', 'en'],
  ]) {
    const { status, headers, body } = await api.call<Schemas['WebhookListResponse']>(
      'GET',
      '/agents/018cf299-9280-7c3a-9f51-2b7d6e4a1c08/webhooks',
      { headers: { 'accept-language': asked ?? '' } },
    );
    expect([status, headers.get('content-language')]).toStrictEqual([200, given]);
    expect(headers.get('vary') ?? '').toMatch(/Accept-Language/);
    const name = given === 'en' ? 'Recording available' : 'Gravação disponível';
    expect(body.data.available_events.event_recording).toBe(name);
  }
});

test('a request keeps the id that it has, and gets one if it has none that can be used', async () => {
  expect((await get('/agents', { 'x-request-id': 'req-7' })).headers.get('x-request-id')).toBe('req-7');
  expect((await get('/agents', { 'x-request-id': 'a b' })).headers.get('x-request-id') ?? '').toMatch(/^[\da-f-]{36}$/);
});

test('what cannot be answered is refused in the language asked for', async () => {
  const language = 'pt-BR';
  const anonymous = apiAt(mock.url, null);
  assertError(await anonymous.call('GET', '/agents', { headers: inPortuguese }), {
    status: 401,
    code: 'UNAUTHENTICATED',
    message: 'Token Bearer ausente',
    language,
  });
  assertError(await get('/shelves', inPortuguese), {
    status: 404,
    code: 'ROUTE_NOT_FOUND',
    message: 'Rota não encontrada.',
    language,
  });
  const put = await api.call<Schemas['Error']>('PUT', '/agents', { headers: inPortuguese });
  assertError(put, {
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    message: 'O método PUT não é permitido nesta rota.',
    language,
  });
  expect(put.headers.get('allow')).toBe('GET, HEAD, POST');
});

test('HEAD is GET without the body', async () => {
  const { status, body } = await api.call<string>('HEAD', '/agents');
  expect([status, body]).toStrictEqual([200, '']);
});

test('pages of another origin may call it with credentials, and read what they need', async () => {
  const origin = 'http://localhost:5173';
  const { headers } = await get('/agents', { origin });
  expect(headers.get('access-control-allow-origin')).toBe(origin);
  expect(headers.get('access-control-allow-credentials')).toBe('true');
  for (const name of ['Retry-After', 'X-Request-Id', 'Content-Language', 'Allow', 'WWW-Authenticate']) {
    expect(headers.get('access-control-expose-headers')?.split(', ').includes(name), name).toBeTruthy();
  }
  expect(headers.get('vary') ?? '').toMatch(/Origin/);
  expect((await get('/agents')).headers.get('access-control-allow-origin')).toBe(null);
  // What fails is read, too.
  expect((await get('/shelves', { origin })).headers.get('access-control-allow-origin')).toBe(origin);
});

test('a browser that asks first is told yes, without a token', async () => {
  const headers = {
    origin: 'http://localhost:5173',
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'authorization,idempotency-key',
  };
  const answer = await apiAt(mock.url, null).call('OPTIONS', '/agents', { headers });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-methods') ?? '').toMatch(/PATCH/);
  expect(answer.headers.get('access-control-allow-headers')).toBe('authorization,idempotency-key');
  const { origin: _, ...noPage } = headers;
  expect((await apiAt(mock.url, null).call('OPTIONS', '/agents', { headers: noPage })).status).toBe(405);
});

test('it tells what it has at /__mock, and there is nothing else', async () => {
  const { body } = await api.call<{ data: { languages: string[]; sentinels: unknown[] } }>('GET', '//__mock');
  expect(body.data.languages).toStrictEqual(['en', 'es', 'pt-BR']);
  expect(body.data.sentinels.length).toBe(mock.sentinels.length);
  expect((await api.call('POST', '//__mock/reset')).status).toBe(200);
  expect((await api.call('GET', '//__mock/reset')).status).toBe(405);
  expect((await api.call('GET', '//__mock/other')).status).toBe(404);
});
