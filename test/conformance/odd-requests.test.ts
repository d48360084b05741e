import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drafts, languages } from '../../generated/operations.ts';
import type { Mock } from '../../toolkit/contract/mock/start.ts';
import { startTestMock } from '../mock/mock.ts';
import { startTestService, type TestService, TOKEN } from '../support/service.ts';
import { type OddRequest, sendOdd, type Target } from './odd-request.ts';

/** The service, the mock with its examples, and the mock with the service behind it. */
let targets: Target[];
let service: TestService;
let mocks: Mock[];
beforeAll(async () => {
  // One after the other: each computes for a while, which would keep the others waiting for their databases.
  service = await startTestService();
  const examples = await startTestMock();
  const stateful = await startTestMock({ stateful: true });
  mocks = [examples, stateful];
  const agent = await service.api.createAgent();
  const webhook = await service.api.createWebhook(agent.id, { webhook_url: 'http://127.0.0.1:9/' });
  targets = [
    { name: 'service', url: service.api.url, token: TOKEN, agent: agent.id, webhook: webhook.id },
    {
      name: 'mock',
      url: examples.url,
      token: examples.token,
      agent: examples.seeded['agent_id']?.id ?? '',
      webhook: examples.seeded['webhook_id']?.id ?? '',
    },
    {
      name: 'stateful mock',
      url: stateful.url,
      token: stateful.token,
      agent: stateful.seeded['agent']?.id ?? '',
      webhook: stateful.seeded['webhook CRM']?.id ?? '',
    },
  ];
}, 60_000);
afterAll(async () => {
  await Promise.all([service.close(), ...mocks.map((mock) => mock.close())]);
});

const AGENTS = '/api/v1/agents';
const WEBHOOKS = `${AGENTS}/{agent}/webhooks`;
const EVENTS = `${AGENTS}/{agent}/events`;
const LOGS = `${WEBHOOKS}/{webhook}/logs`;
const ana = '{"name":"Ana"}';
const event = (data: string) => `{"event":"event_recording","data":${data}}`;

type Headers = NonNullable<OddRequest['headers']>;
const create = (body: string | Buffer, ...headers: Headers): OddRequest => ({
  method: 'POST',
  path: AGENTS,
  headers,
  body,
});
const publish = (data: string): OddRequest => ({ method: 'POST', path: EVENTS, body: event(data) });
const webhook = (body: object): OddRequest => ({ method: 'POST', path: WEBHOOKS, body: JSON.stringify(body) });
const get = (path: string, ...headers: Headers): OddRequest => ({ path, headers });
const as = (method: string, path: string, ...headers: Headers): OddRequest => ({ method, path, headers });
const chunked: Headers[number] = ['Transfer-Encoding', 'chunked'];
const json: Headers[number] = ['Content-Type', 'application/json'];

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const noUtf8 = (text: string) => Buffer.from(text, 'latin1');
const KIB = 1024;

/** What each answers, by status, and by code where it is an error. */
const ODD: Record<string, [status: number, code: string | null, request: OddRequest][]> = {
  bodies: [
    [201, null, create(`\ufeff${ana}`)],
    [201, null, create(` \r\n\t${ana}\n`)],
    [201, null, create(gzipSync(ana), ['Content-Encoding', 'gzip'])],
    [201, null, create(deflateSync(ana), ['Content-Encoding', 'deflate'])],
    [201, null, create(brotliCompressSync(ana), ['Content-Encoding', 'br'])],
    [201, null, create(ana, ['Content-Encoding', 'identity'])],
    [400, 'INVALID_JSON', create(gzipSync(ana).subarray(0, 20), ['Content-Encoding', 'gzip'])],
    [400, 'INVALID_JSON', create(ana, ['Content-Encoding', 'gzip'])],
    [400, 'INVALID_JSON', create(ana, ['Content-Encoding', 'br'])],
    [413, 'PAYLOAD_TOO_LARGE', create(gzipSync(Buffer.alloc(5_000 * KIB, ' ')), ['Content-Encoding', 'gzip'])],
    [415, 'UNSUPPORTED_MEDIA_TYPE', create(ana, ['Content-Encoding', 'compress'])],
    [400, 'INVALID_JSON', create(noUtf8('{"name":"Jos\u00e9"}'))],
    [400, 'INVALID_JSON', create(noUtf8('{"name":"\u00ed\u00a0\u0080"}'))],
    [400, 'INVALID_JSON', create(noUtf8('{"name":"\u00c0\u00af"}'))],
    [400, 'INVALID_JSON', create(Buffer.from(ana, 'utf16le'))],
    [400, 'INVALID_JSON', create("{'name':'Ana'}")],
    [400, 'INVALID_JSON', create(`${ana}x`)],
    [400, 'INVALID_JSON', create('{"name":NaN}')],
    [400, 'INVALID_JSON', create('{"name":"Ana",}')],
    [422, 'VALIDATION_FAILED', create('null')],
    [422, 'VALIDATION_FAILED', create('"text"')],
    [422, 'VALIDATION_FAILED', create('[]')],
    [422, 'VALIDATION_FAILED', create('1e999')],
    [422, 'VALIDATION_FAILED', create(`{"name":${nested(70)}}`)],
    [422, 'VALIDATION_FAILED', create(nested(100_000))],
    [422, 'VALIDATION_FAILED', publish(`{"deep":${nested(63)}}`)],
    [202, null, publish(`{"deep":${nested(61)}}`)],
    [422, 'VALIDATION_FAILED', create('{"name":"Ana","__proto__":{"x":1}}')],
    [422, 'VALIDATION_FAILED', create('{"name":"Ana","toString":1,"constructor":2}')],
    [202, null, publish('{"__proto__":{"polluted":true}}')],
    [422, 'VALIDATION_FAILED', publish('{"\\ud800":1}')],
    [202, null, publish('{"half":"\\ud800"}')],
    [202, null, publish('{"zero":-0,"huge":1e999,"long":12345678901234567890}')],
    [422, 'VALIDATION_FAILED', publish(`{"long":${'9'.repeat(1_001)}}`)],
    [422, 'VALIDATION_FAILED', publish('12345678901234567890')],
    [422, 'VALIDATION_FAILED', webhook({ webhook_url: 'https://example.com', events: ['event_action'], timeout: 1e9 })],
    [
      201,
      null,
      {
        method: 'POST',
        path: WEBHOOKS,
        body: '{"webhook_url":"https://example.com","events":["event_action"],"max_retries":-0}',
      },
    ],
    [413, 'PAYLOAD_TOO_LARGE', create(`{"name":"${'a'.repeat(256 * KIB)}"}`)],
    [413, 'PAYLOAD_TOO_LARGE', create(`${ana}${' '.repeat(300 * KIB)}`)],
    [201, null, create(`${ana}${' '.repeat(256 * KIB - ana.length)}`)],
  ],
  'how a body is sent': [
    [201, null, create(`e\r\n${ana}\r\n0\r\n\r\n`, chunked, ['Content-Length', null])],
    [201, null, create(`7\r\n{"name"\r\n7\r\n:"Ana"}\r\n0\r\nX-Trailer: 1\r\n\r\n`, chunked, ['Content-Length', null])],
    [422, 'VALIDATION_FAILED', create('0\r\n\r\n', chunked, ['Content-Length', null])],
    [400, 'MALFORMED_REQUEST', create('zz\r\n', chunked, ['Content-Length', null])],
    [400, 'MALFORMED_REQUEST', create(ana, chunked, ['Content-Length', '14'])],
    [400, 'MALFORMED_REQUEST', create(ana, ['Content-Length', '14'], ['Content-Length', '15'])],
    [400, 'MALFORMED_REQUEST', create(ana, ['Content-Length', '-1'])],
    [400, 'MALFORMED_REQUEST', create(ana, ['Content-Length', '7'])],
    [422, 'VALIDATION_FAILED', as('POST', AGENTS, json)],
    [422, 'VALIDATION_FAILED', as('POST', AGENTS, json, ['Content-Length', '0'])],
    [415, 'UNSUPPORTED_MEDIA_TYPE', create(ana, ['Content-Type', null])],
    [415, 'UNSUPPORTED_MEDIA_TYPE', create(ana, ['Content-Type', ''])],
    [415, 'UNSUPPORTED_MEDIA_TYPE', create(ana, ['Content-Type', 'text/json'])],
    [415, 'UNSUPPORTED_MEDIA_TYPE', create(ana, ['Content-Type', 'application/json, text/plain'])],
    [415, 'UNSUPPORTED_MEDIA_TYPE', create(ana, ['Content-Type', 'application/vnd.api+json'])],
    [415, 'UNSUPPORTED_MEDIA_TYPE', create(ana, ['Content-Type', 'application/json; charset=utf-16'])],
    [201, null, create(ana, ['Content-Type', 'APPLICATION/JSON;charset="UTF-8"'])],
    [201, null, create(ana, ['Content-Type', 'application/json ; odd=1; charset=utf8'])],
    [201, null, create(ana, ['Expect', '100-continue'])],
    [201, null, create(ana, ['Expect', 'the-unexpected'])],
    [200, null, { ...get(AGENTS), body: '{' }],
  ],
  targets: [
    [200, null, get('http://{host}/api/v1/agents')],
    [200, null, get('HTTP://other.example/api/v1/agents?page=1')],
    [404, 'ROUTE_NOT_FOUND', get('http://{host}')],
    [404, 'ROUTE_NOT_FOUND', get('//api/v1/agents')],
    [404, 'ROUTE_NOT_FOUND', get('/api//v1/agents')],
    [404, 'ROUTE_NOT_FOUND', get('/api/./v1/agents')],
    [404, 'ROUTE_NOT_FOUND', get('/api/v1/x/../agents')],
    [404, 'ROUTE_NOT_FOUND', get('/api/v1/%61gents')],
    [404, 'ROUTE_NOT_FOUND', get('/api%2Fv1/agents')],
    [404, 'ROUTE_NOT_FOUND', get(`${AGENTS}/`)],
    [404, 'ROUTE_NOT_FOUND', get('/API/V1/AGENTS')],
    [404, 'ROUTE_NOT_FOUND', get(`${AGENTS};v=1`)],
    [404, 'ROUTE_NOT_FOUND', get(`${AGENTS}/%zz`)],
    [404, 'ROUTE_NOT_FOUND', get(`${AGENTS}/%ff`)],
    [404, 'ROUTE_NOT_FOUND', as('OPTIONS', '*')],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}/a%2Fb`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}/..%2f..`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}/%00`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}/018CF299-9280-7C3A-9F51-2B7D6E4A1C0`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}/{018cf299-9280-7c3a-9f51-2b7d6e4a1c08}`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}/urn:uuid:018cf299-9280-7c3a-9f51-2b7d6e4a1c08`)],
    [422, 'VALIDATION_FAILED', get(`${WEBHOOKS}/x/logs/y?page=1`)],
  ],
  'methods and hosts': [
    [200, null, as('HEAD', AGENTS)],
    [422, null, as('HEAD', `${AGENTS}?page=0`)],
    [404, null, as('HEAD', '/nowhere')],
    [405, 'METHOD_NOT_ALLOWED', as('OPTIONS', AGENTS)],
    [405, 'METHOD_NOT_ALLOWED', as('TRACE', AGENTS)],
    [405, 'METHOD_NOT_ALLOWED', as('PUT', AGENTS)],
    [405, 'METHOD_NOT_ALLOWED', as('PROPFIND', AGENTS)],
    [405, 'METHOD_NOT_ALLOWED', as('GET', `${LOGS}/retry`)],
    [405, null, as('HEAD', EVENTS)],
    [400, 'MALFORMED_REQUEST', as('get', AGENTS)],
    [400, 'MALFORMED_REQUEST', get(AGENTS, ['Host', null])],
    [400, 'MALFORMED_REQUEST', get(AGENTS, ['Host', 'a'], ['Host', 'b'])],
    [200, null, { ...get(AGENTS, ['Host', null]), version: '1.0' }],
    [400, 'MALFORMED_REQUEST', { ...get(AGENTS), version: '9.9' }],
    [431, 'MALFORMED_REQUEST', get(AGENTS, ['X-Large', 'a'.repeat(20_000)])],
    [401, 'UNAUTHENTICATED', get(AGENTS, ['Authorization', null])],
    [401, 'UNAUTHENTICATED', get(AGENTS, ['Authorization', ''])],
    [401, 'UNAUTHENTICATED', get(AGENTS, ['Authorization', 'Basic YTpi'])],
    [401, 'UNAUTHENTICATED', get(AGENTS, ['Authorization', 'Bearer'])],
    [401, 'UNAUTHENTICATED', get(AGENTS, ['Authorization', 'Bearer a b'])],
    [401, 'UNAUTHENTICATED', { ...create('{'), headers: [['Authorization', null]] }],
  ],
  queries: [
    [422, 'VALIDATION_FAILED', get(`${LOGS}?from=2024-01-16T00:00:00Z&to=2024-01-15T00:00:00Z`)],
    [422, 'VALIDATION_FAILED', get(`${LOGS}?from=2024-01-16T00:00:00Z&to=2024-01-16T03:00:00%2B03:00`)],
    [
      422,
      'VALIDATION_FAILED',
      {
        method: 'POST',
        path: `${LOGS}/retry`,
        body: '{"from":"2024-01-16T00:00:00Z","to":"2024-01-15T00:00:00Z"}',
      },
    ],
    [200, null, get(`${LOGS}?from=2024-01-15T00:00:00+03:00`)],
    [200, null, get(`${LOGS}?from=2024-01-15T00:00:00%2B03:00&to=2024-01-16T00%3A00%3A00Z`)],
    [422, 'VALIDATION_FAILED', get(`${LOGS}?from=2024-01-15T00:00:00%2003:00`)],
    [422, 'VALIDATION_FAILED', get(`${LOGS}?from=2024-02-30T00:00:00Z`)],
    [422, 'VALIDATION_FAILED', get(`${LOGS}?from=2024-01-15T00:00:00Z&from=2024-01-16T00:00:00Z`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page=1&page=2`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page[]=1`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page=`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page=0x1`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page=1e2`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page=1e999`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page=1.0`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page=-0`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page=%201`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page=+1`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page=12345678901234567890`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page=%D9%A1`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?page=true`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?Page=1`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?__proto__=1&constructor=2`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?a=1&b=2&page=0&per_page=x`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?=1`)],
    [422, 'VALIDATION_FAILED', get('/health/live?x=1')],
    [200, null, get(`${AGENTS}?`)],
    [200, null, get(`${AGENTS}?&&page=1&`)],
    [200, null, get(`${AGENTS}?pa%67e=1`)],
    [422, 'VALIDATION_FAILED', get(`${AGENTS}?${Array.from({ length: 1_100 }, (_, at) => `a${at}`).join('&')}&z=1`)],
  ],
  'URLs of webhooks': [
    [201, null, webhook({ webhook_url: 'HTTPS://example.com', events: ['event_action'] })],
    [201, null, webhook({ webhook_url: 'https://xn--bcher-kva.example/', events: ['event_action'] })],
    ...[
      'example.com',
      'ftp://example.com/',
      'https://user@example.com/',
      'https://bücher.example/',
      'https://example.com:0/',
      'https://example.com:65536/',
      'https://1.2.3.256/',
      'https://example.com/a b',
      'https://example.com/ação',
    ].map((webhook_url): [number, string, OddRequest] => [
      422,
      'VALIDATION_FAILED',
      webhook({ webhook_url, events: ['event_action'] }),
    ]),
  ],
  'many mistakes at once': [
    [422, 'VALIDATION_FAILED', webhook({})],
    [422, 'VALIDATION_FAILED', webhook({ webhook_url: 7, events: ['x', 'y'], timeout: 1, name: '', color: 'red' })],
    [422, 'VALIDATION_FAILED', webhook({ webhook_url: 'https://example.com', events: Array(50).fill('x') })],
    [422, 'VALIDATION_FAILED', { ...publish('[]'), headers: [['Idempotency-Key', 'k'.repeat(300)]] }],
  ],
};

// The mock's examples are in English where a draft has gaps, and its answers say so.
for (const language of languages.filter((one) => !drafts.includes(one))) {
  for (const [kind, requests] of Object.entries(ODD)) {
    describe(`${kind}, in ${language}`, () => {
      test.each(requests.map(([status, code, request]) => ({ name: nameOf(request), status, code, request })))(
        '$status $name',
        async ({ status, code, request }) => {
          const [first, ...others] = await Promise.all(targets.map((target) => sendOdd(target, request, language)));
          expect.assert(first);
          expect({ status: first.status, code: first.body['code'] ?? null }).toEqual({ status, code });
          for (const answer of others) expect(comparable(answer, status)).toEqual(comparable(first, status));
        },
      );
    });
  }
}

test('all wrong fields of a request are told, 20 of them at most', async () => {
  const [target] = targets;
  expect.assert(target);
  const errorsOf = async (body: object) => (await sendOdd(target, webhook(body), 'en')).body['errors'];
  expect(await errorsOf({ webhook_url: 7, events: [], timeout: 1, name: '', color: 'red' })).toEqual({
    color: ['This field is not accepted here.'],
    webhook_url: ['Must be text.'],
    events: ['Must have at least 1 item.'],
    timeout: ['Must be 5 or more.'],
    name: ['Must have at least 1 character.'],
  });
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`a${at}`, 1]));
  expect(Object.keys((await errorsOf(many)) ?? {})).toHaveLength(20);
});

/** An error to the letter; of a success only what does not depend on what is there. */
function comparable({ status, headers, body }: Awaited<ReturnType<typeof sendOdd>>, expected: number) {
  const { request_id, ...rest } = body;
  return expected < 400 ? { status, headers } : { status, headers, body: rest, named: typeof request_id };
}

function nameOf({ method = 'GET', path, headers = [], body = '' }: OddRequest): string {
  const text = `${method} ${path} ${headers.flat().join(' ')} ${JSON.stringify(body.toString('latin1'))}`;
  return text.replaceAll(/[^ -~]/g, '?').slice(0, 110);
}
