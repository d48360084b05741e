import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';

const PAGE = 'https://app.example.com';
const OTHER = 'https://other.example.com';
const PREFLIGHT = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization,content-type,idempotency-key',
};

let open: TestService;
let closed: TestService;
beforeAll(async () => {
  [open, closed] = await Promise.all([
    startTestService({ CORS_ORIGINS: `${PAGE}, http://localhost:5173` }),
    startTestService(),
  ]);
});
afterAll(async () => {
  await open.close();
  await closed.close();
});

const allowed = (headers: Headers) => headers.get('access-control-allow-origin');

describe('a page whose origin is in CORS_ORIGINS', () => {
  test('may ask before it calls, and is told which headers it may send', async () => {
    const { status, headers } = await open.api.call('OPTIONS', '/agents', { headers: { origin: PAGE, ...PREFLIGHT } });
    expect([status, allowed(headers)]).toEqual([204, PAGE]);
    expect(headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(headers.get('access-control-allow-headers')).toBe(PREFLIGHT['access-control-request-headers']);
    expect(headers.get('vary')).toMatch(/\bOrigin\b/);
  });

  test('may read answers, refusals included', async () => {
    for (const headers of [{ origin: PAGE }, { origin: PAGE, authorization: 'Bearer wrong' }]) {
      const answer = await open.api.call('GET', '/agents', { headers });
      expect(allowed(answer.headers)).toBe(PAGE);
      expect(answer.headers.get('access-control-expose-headers')).toContain('Retry-After');
    }
  });
});

describe('a page of any other origin', () => {
  test.each([OTHER, 'null', `${PAGE}.evil.example`, `${PAGE}:8443`])(
    '%s is answered as if it had not asked',
    async (origin) => {
      const preflight = await open.api.call('OPTIONS', '/agents', { headers: { origin, ...PREFLIGHT } });
      expect([preflight.status, allowed(preflight.headers)]).toEqual([405, null]);
      const answer = await open.api.call('GET', '/agents', { headers: { origin } });
      expect([answer.status, allowed(answer.headers)]).toEqual([200, null]);
      expect(answer.headers.get('vary')).toMatch(/\bOrigin\b/);
    },
  );
});

test('without CORS_ORIGINS no page of another origin may read anything', async () => {
  const preflight = await closed.api.call('OPTIONS', '/agents', { headers: { origin: PAGE, ...PREFLIGHT } });
  expect([preflight.status, allowed(preflight.headers)]).toEqual([405, null]);
  const { headers } = await closed.api.call('GET', '/agents', { headers: { origin: PAGE } });
  expect(allowed(headers)).toBeNull();
});
