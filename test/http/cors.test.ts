import { describe, expect } from 'vitest';
import { test, testWith } from '../support/fixtures.ts';

const PAGE = 'https://app.example.com';
const OTHER = 'https://other.example.com';
const PREFLIGHT = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization,content-type,idempotency-key',
};

const testWithOrigins = testWith({ CORS_ORIGINS: `${PAGE}, http://localhost:5173` });

const allowed = (headers: Headers) => headers.get('access-control-allow-origin');

describe('a page whose origin is in CORS_ORIGINS', () => {
  testWithOrigins('may ask before it calls, and is told which headers it may send', async ({ api }) => {
    const { status, headers } = await api.call('OPTIONS', '/agents', { headers: { origin: PAGE, ...PREFLIGHT } });
    expect([status, allowed(headers)]).toEqual([204, PAGE]);
    expect(headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(headers.get('access-control-allow-headers')).toBe(PREFLIGHT['access-control-request-headers']);
    expect(headers.get('vary')).toMatch(/\bOrigin\b/);
  });

  testWithOrigins('may read answers, refusals included', async ({ api }) => {
    for (const headers of [{ origin: PAGE }, { origin: PAGE, authorization: 'Bearer wrong' }]) {
      const answer = await api.call('GET', '/agents', { headers });
      expect(allowed(answer.headers)).toBe(PAGE);
      expect(answer.headers.get('access-control-expose-headers')).toContain('Retry-After');
    }
  });
});

describe('a page of any other origin', () => {
  testWithOrigins.for([OTHER, 'null', `${PAGE}.evil.example`, `${PAGE}:8443`])(
    '%s is answered as if it had not asked',
    async (origin, { api }) => {
      const preflight = await api.call('OPTIONS', '/agents', { headers: { origin, ...PREFLIGHT } });
      expect([preflight.status, allowed(preflight.headers)]).toEqual([405, null]);
      const answer = await api.call('GET', '/agents', { headers: { origin } });
      expect([answer.status, allowed(answer.headers)]).toEqual([200, null]);
      expect(answer.headers.get('vary')).toMatch(/\bOrigin\b/);
    },
  );
});

test('without CORS_ORIGINS no page of another origin may read anything', async ({ api }) => {
  const preflight = await api.call('OPTIONS', '/agents', { headers: { origin: PAGE, ...PREFLIGHT } });
  expect([preflight.status, allowed(preflight.headers)]).toEqual([405, null]);
  const { headers } = await api.call('GET', '/agents', { headers: { origin: PAGE } });
  expect(allowed(headers)).toBeNull();
});
