import { describe, expect } from 'vitest';
import type { Api, Schemas } from '../support/api.ts';
import { assertError, assertInvalid } from '../support/error-answer.ts';
import { test } from '../support/fixtures.ts';
import { rawRequest, sendRaw } from '../support/raw-http.ts';
import { TOKEN } from '../support/service.ts';

type Failure = Schemas['Error'];
const call = (api: Api, method: string, path: string) => api.call<Failure>(method, path);
const routeNotFound = { status: 404, code: 'ROUTE_NOT_FOUND', message: 'Route not found.' } as const;

describe('a route that does not exist is told with 404', () => {
  for (const path of [
    '//',
    '//api',
    '//api/v1',
    '//api/v2/agents',
    '//Health/live',
    '//health/live/',
    '/agents/',
    '/Agents',
  ]) {
    test(path, async ({ api }) => assertError(await call(api, 'GET', path), routeNotFound));
  }
  test('whatever its method, and without a token', async ({ api }) => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      assertError(await sendRaw<Failure>(api.url, rawRequest(`${method} /nowhere`)), routeNotFound);
    }
  });
  test('a path that cannot be decoded', async ({ api }) => {
    const headers = { Authorization: `Bearer ${TOKEN}` };
    for (const part of ['%zz', '%', '%c3%28', '%ff']) {
      const answer = await sendRaw<Failure>(api.url, rawRequest(`GET /api/v1/agents/${part}`, headers));
      assertError(answer, routeNotFound);
    }
  });
  test('but one that can be decoded is an id like any other', async ({ api }) => {
    for (const part of ['%2f', '%00', '%20', 'a%2Fb', '..%2f..', '%F0%9F%90%A2']) {
      assertInvalid(await call(api, 'GET', `/agents/${part}`), 'agent_id', 'Must be a UUID.');
    }
  });
});

describe('a method that a route does not have is refused with 405 and what it has', () => {
  const id = '018cf299-9280-7c3a-9f51-2b7d6e4a1c08';
  const table = [
    ['PUT', '/agents', 'GET, HEAD, POST'],
    ['DELETE', '/agents', 'GET, HEAD, POST'],
    ['OPTIONS', '/agents', 'GET, HEAD, POST'],
    ['PATCH', `/agents/${id}`, 'DELETE, GET, HEAD'],
    ['GET', `/agents/${id}/events`, 'POST'],
    ['PATCH', `/agents/${id}/webhooks/${id}`, 'DELETE, GET, HEAD, PUT'],
    ['GET', `/agents/${id}/webhooks/${id}/toggle`, 'PATCH'],
    ['PUT', `/agents/${id}/webhooks/${id}/logs/${id}/retry`, 'GET, HEAD, POST'],
    ['POST', '//health/live', 'GET, HEAD'],
    ['POST', '//openapi.json', 'GET, HEAD'],
  ] as const;
  for (const [method, path, allow] of table) {
    test(`${method} ${path}`, async ({ api }) => {
      const answer = await call(api, method, path);
      const message = `The method ${method} is not allowed on this route.`;
      assertError(answer, { status: 405, code: 'METHOD_NOT_ALLOWED', message });
      expect(answer.headers.get('allow')).toBe(allow);
    });
  }
  test('logs/retry is a route of its own, not a log', async ({ api }) => {
    const answer = await call(api, 'GET', `/agents/${id}/webhooks/${id}/logs/retry`);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  });
});

test('HEAD is answered like GET, without the body', async ({ api }) => {
  for (const path of ['/agents', '//health/live', '//metrics', '//openapi.json']) {
    const [got, head] = [await call(api, 'GET', path), await call(api, 'HEAD', path)];
    expect([head.status, head.body], path).toStrictEqual([200, '']);
    expect(head.headers.get('content-type'), path).toBe(got.headers.get('content-type'));
    expect(head.headers.get('content-language'), path).toBe('en');
  }
  expect((await call(api, 'HEAD', '/agents?per_page=0')).status).toBe(422);
  expect((await call(api, 'HEAD', '/agents/018cf299-9280-7c3a-9f51-2b7d6e4a1c08')).status).toBe(404);
});

describe('what is not HTTP is told so in the shape of every error', () => {
  const malformed = { status: 400, code: 'MALFORMED_REQUEST', message: 'The request is not valid HTTP.' } as const;
  const authorized = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' };
  const post = (headers: Record<string, string>, body: string) =>
    rawRequest('POST /api/v1/agents', { ...authorized, ...headers }, body);
  const table: Record<string, string> = {
    'no request at all': 'this is not HTTP\r\n\r\n',
    'a version that does not exist': 'GET /health/live HTTP/9.9\r\nHost: x\r\n\r\n',
    'a request without Host': 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n',
    'a header without a name': 'GET /health/live HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n',
    'two lengths': 'POST /api/v1/agents HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
    'a length and chunks': post({ 'Content-Length': '2', 'Transfer-Encoding': 'chunked' }, '0\r\n\r\n'),
    'chunks that are none': post({ 'Transfer-Encoding': 'chunked' }, 'zz\r\n'),
    'an encrypted connection': '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001',
  };
  for (const [what, bytes] of Object.entries(table)) {
    test(what, async ({ api }) => assertError(await sendRaw<Failure>(api.url, bytes), malformed));
  }
  test('headers that are too large', async ({ api }) => {
    const bytes = rawRequest('GET /health/live', { 'X-Large': 'a'.repeat(20_000) });
    assertError(await sendRaw<Failure>(api.url, bytes), { ...malformed, status: 431 });
  });
  test('and the service goes on', async ({ api }) =>
    expect((await call(api, 'GET', '//health/live')).status).toBe(200));
  test('an expectation that nobody knows is ignored', async ({ api }) => {
    const bytes = rawRequest('GET /health/live', { Expect: 'the-unexpected' });
    expect((await sendRaw(api.url, bytes)).status).toBe(200);
  });
});

describe('X-Request-Id', () => {
  const idFor = async (api: Api, given: string) => {
    const answer = await api.call<Failure>('GET', '/nowhere', { headers: { 'x-request-id': given } });
    expect(answer.body.request_id).toBe(answer.headers.get('x-request-id'));
    return answer.body.request_id;
  };
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

  test('of the caller is kept', async ({ api }) => {
    for (const given of ['a', 'req_1.2-3', '018cf299-9280-7c3a-9f51-2b7d6e4a1c08', 'x'.repeat(100)]) {
      expect(await idFor(api, given)).toBe(given);
    }
  });
  test('that is odd is replaced', async ({ api }) => {
    for (const given of ['', 'two words', 'x'.repeat(101), 'a,b', '<script>', '"', 'a/b', 'é']) {
      const id = await idFor(api, given);
      expect(id, given).toMatch(uuid);
    }
  });
  test('is made for each request', async ({ api }) => {
    const [one, other] = [await call(api, 'GET', '/agents'), await call(api, 'GET', '/agents')];
    expect(one.headers.get('x-request-id') ?? '').toMatch(uuid);
    expect(one.headers.get('x-request-id')).not.toBe(other.headers.get('x-request-id'));
  });
});
