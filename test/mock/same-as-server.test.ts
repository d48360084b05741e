import { afterAll, assert, beforeAll, expect } from 'vitest';
import type { Mock } from '../../toolkit/contract/mock/start.ts';
import { apiAt, type CallOptions } from '../support/api.ts';
import { test } from '../support/fixtures.ts';
import { startTestMock } from './mock.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startTestMock();
});
afterAll(() => mock.close());

const AGENT = '/agents/018cf299-9280-7c3a-9f51-2b7d6e4a1c08';
const WEBHOOK = `${AGENT}/webhooks/018cf29e-2660-7b12-8e44-51c0a9d3f7e6`;
const webhook = { webhook_url: 'https://example.com/hooks', events: ['event_recording'] };

const WRONG_URLS = [
  '',
  'example.com',
  'ftp://example.com/',
  'https://',
  'https://exa mple.com/',
  'https://user:secret@example.com/',
  'https://açaí.example.com/',
  'https://example.com/ação',
  'https://example.com:0/',
  'https://example.com:65536/',
  'https://1.2.3.256/',
  `https://example.com/${'x'.repeat(2048)}`,
];

/** Requests that are wrong in themselves: whoever reads the contract refuses them, whatever there is. */
const WRONG: [string, string, CallOptions][] = [
  ['GET', '/agents?page=0', {}],
  ['GET', '/agents?per_page=101', {}],
  ['GET', '/agents?per_page=many', {}],
  ['GET', '/agents?per_page=', {}],
  ['GET', '/agents?color=red', {}],
  ['GET', '/agents/', {}],
  ['GET', '/agents/7', {}],
  ['GET', '/agents/%zz', {}],
  ['POST', '/agents', { body: {} }],
  ['POST', '/agents', { body: { name: '' } }],
  ['POST', '/agents', { body: { name: 7 } }],
  ['POST', '/agents', { body: [] }],
  ['POST', '/agents', {}],
  ['POST', '/agents', { raw: '{' }],
  ['POST', '/agents', { raw: 'name=Ana', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ['POST', '/agents', { raw: '{}', headers: { 'content-type': 'application/json; charset=latin1' } }],
  ['POST', '/agents', { body: { name: 'x'.repeat(300_000) } }],
  ['POST', `${AGENT}/webhooks`, { body: { webhook_url: 'https://example.com' } }],
  ...WRONG_URLS.flatMap((webhook_url): [string, string, CallOptions][] => [
    ['POST', `${AGENT}/webhooks`, { body: { ...webhook, webhook_url } }],
    ['PUT', WEBHOOK, { body: { webhook_url } }],
  ]),
  ['POST', `${AGENT}/webhooks`, { body: { ...webhook, events: [] } }],
  ['POST', `${AGENT}/webhooks`, { body: { ...webhook, events: ['event_recording', 'event_recording'] } }],
  ['POST', `${AGENT}/webhooks`, { body: { ...webhook, events: ['event_other'] } }],
  ['POST', `${AGENT}/webhooks`, { body: { ...webhook, timeout: 4 } }],
  ['POST', `${AGENT}/webhooks`, { body: { ...webhook, timeout: 5.5 } }],
  ['POST', `${AGENT}/webhooks`, { body: { ...webhook, max_retries: 11 } }],
  ['POST', `${AGENT}/webhooks`, { body: { ...webhook, http_method: 'GET' } }],
  ['POST', `${AGENT}/webhooks`, { body: { ...webhook, color: 'red' } }],
  ['POST', `${AGENT}/webhooks`, { body: { ...webhook, custom_headers: [{ name: 'X A', value: '' }] } }],
  ['POST', `${AGENT}/webhooks`, { body: { ...webhook, custom_headers: [{ name: 'X-A' }] } }],
  ['PUT', WEBHOOK, { body: {} }],
  ['GET', `${WEBHOOK}/logs?status=lost`, {}],
  ['GET', `${WEBHOOK}/logs?from=yesterday`, {}],
  ['GET', `${WEBHOOK}/logs?from=2024-02-30T00:00:00Z`, {}],
  ['POST', `${WEBHOOK}/logs/retry`, { body: { color: 'red' } }],
  ['POST', `${WEBHOOK}/logs/7/retry`, {}],
  ['POST', `${AGENT}/events`, { body: { event: 'event_recording' }, headers: { 'idempotency-key': '' } }],
  ['POST', `${AGENT}/events`, { body: { event: 'event_recording', data: [] } }],
  ['PATCH', '/agents', {}],
  ['GET', '//nowhere', {}],
];

for (const language of ['en', 'pt-BR']) {
  test(`what is wrong is refused by the mock as by the server, in ${language}`, async ({ api: server }) => {
    for (const [method, path, options] of WRONG) {
      const asked = { ...options, headers: { 'accept-language': language, ...options.headers } };
      const [ours, theirs] = await Promise.all(
        [apiAt(mock.url, 'talq_any'), server].map((api) => api.call<object>(method, path, asked)),
      );
      const where = `${method} ${path} ${JSON.stringify(options).slice(0, 100)}`;
      assert(theirs && ours && theirs.status >= 400, where);
      const plain = ({ body, status }: typeof ours) => ({ status, ...body, request_id: null });
      expect(plain(ours), where).toStrictEqual(plain(theirs));
      expect(ours.headers.get('allow'), where).toBe(theirs.headers.get('allow'));
    }
  });
}
