import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import type { Answer, Api, Schemas } from '../support/api.ts';
import { assertError, assertInvalid } from '../support/error-answer.ts';
import { test } from '../support/fixtures.ts';
import { rawRequest, sendRaw } from '../support/raw-http.ts';
import { TOKEN } from '../support/service.ts';

const authorization = `Bearer ${TOKEN}`;
const invalidJson = { status: 400, code: 'INVALID_JSON', message: 'The request body is not valid JSON.' } as const;
const tooLarge = {
  status: 413,
  code: 'PAYLOAD_TOO_LARGE',
  message: 'The request body is larger than 262,144 bytes.',
} as const;
const unsupported = {
  status: 415,
  code: 'UNSUPPORTED_MEDIA_TYPE',
  message: 'The request body must be sent as application/json.',
} as const;

/** POST /agents with these very bytes. */
async function post(
  api: Api,
  body: string | Buffer<ArrayBuffer> | ReadableStream | undefined,
  headers: Record<string, string> = {},
): Promise<Answer<Schemas['Error']>> {
  const response = await fetch(`${api.url}/api/v1/agents`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body }),
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Schemas['Error'] };
}

describe('a body that is not JSON is refused with 400', () => {
  for (const text of ['{', '{"name":"Ana"', "{'name':'Ana'}", 'name=Ana', '{"name":"Ana"}}', '\u0000', 'NaN']) {
    test(JSON.stringify(text), async ({ api }) => assertError(await post(api, text), invalidJson));
  }
  test('something else than gzip that says it is gzip', async ({ api }) => {
    assertError(await post(api, '{"name":"Ana"}', { 'content-encoding': 'gzip' }), invalidJson);
  });
  test('gzip that ends too early', async ({ api }) => {
    const cut = gzipSync('{"name":"Ana"}').subarray(0, 20);
    assertError(await post(api, cut, { 'content-encoding': 'gzip' }), invalidJson);
  });
  test('but JSON is taken as JSON may be written', async ({ api }) => {
    for (const text of [' {"name":"Ana"}\n', '{"name":"An\\u0061"}', '\ufeff{"name":"Ana"}']) {
      expect((await post(api, text)).status, text).toBe(201);
    }
  });
});

describe('a body larger than 256 KiB is refused with 413', () => {
  const large = JSON.stringify({ name: 'a'.repeat(256 * 1024) });

  test('when it says so itself', async ({ api }) => assertError(await post(api, large), tooLarge));

  test('when it comes in chunks', async ({ api }) => {
    const chunks = new ReadableStream({
      start(controller) {
        for (let at = 0; at < large.length; at += 10_000) {
          controller.enqueue(new TextEncoder().encode(large.slice(at, at + 10_000)));
        }
        controller.close();
      },
    });
    assertError(await post(api, chunks), tooLarge);
  });

  test('when it is small until it is decompressed', async ({ api }) => {
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024, ' '));
    expect(bomb.length).toBeLessThan(32 * 1024);
    assertError(await post(api, bomb, { 'content-encoding': 'gzip' }), tooLarge);
  });

  test('but one of exactly 256 KiB is read', async ({ api }) => {
    const filled = `{"name":"Ana"}${' '.repeat(256 * 1024 - 14)}`;
    expect((await post(api, filled)).status).toBe(201);
    assertError(await post(api, `${filled} `), tooLarge);
  });
});

describe('a body of another type is refused with 415', () => {
  const types = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ];
  for (const type of [...types, 'application/vnd.api+json', 'application/jsonp', 'nonsense', '']) {
    test(`"${type}"`, async ({ api }) =>
      assertError(await post(api, '{"name":"Ana"}', { 'content-type': type }), unsupported));
  }
  test('in a charset that JSON is not written in', async ({ api }) => {
    const type = 'application/json; charset=iso-8859-1';
    assertError(await post(api, '{"name":"Ana"}', { 'content-type': type }), unsupported);
  });
  test('in an encoding that we do not read', async ({ api }) => {
    assertError(await post(api, '{"name":"Ana"}', { 'content-encoding': 'compress' }), unsupported);
  });
  test('but the ways to say JSON are all understood', async ({ api }) => {
    for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'application/json;odd=1']) {
      expect((await post(api, '{"name":"Ana"}', { 'content-type': type })).status, type).toBe(201);
    }
    expect((await post(api, gzipSync('{"name":"Ana"}'), { 'content-encoding': 'gzip' })).status).toBe(201);
    expect((await post(api, brotliCompressSync('{"name":"Ana"}'), { 'content-encoding': 'br' })).status).toBe(201);
  });
});

describe('a body that is missing is not taken for an empty object', () => {
  const missing = 'This field is required.';

  test('no bytes', async ({ api }) => assertInvalid(await post(api, undefined), 'body', missing));
  test('no bytes in chunks', async ({ api }) => {
    const request = rawRequest(
      'POST /api/v1/agents',
      { Authorization: authorization, 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
      '0\r\n\r\n',
    );
    assertInvalid(await sendRaw(api.url, request), 'body', missing);
  });
  test('neither a body nor a word about one', async ({ api }) => {
    const request = rawRequest('POST /api/v1/agents', { Authorization: authorization });
    assertInvalid(await sendRaw(api.url, request), 'body', missing);
  });
  test('which would retry everything', async ({ api }) => {
    const agent = await api.createAgent();
    const webhook = await api.createWebhook(agent.id, { webhook_url: 'http://127.0.0.1:9/' });
    const path = `/agents/${agent.id}/webhooks/${webhook.id}/logs/retry`;
    assertInvalid(await api.call('POST', path), 'body', missing);
    expect((await api.call('POST', path, { body: {} })).status).toBe(202);
  });
});

describe('nesting', () => {
  const nested = (levels: number) => `{"name":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;

  test('deeper than 64 levels is refused, naming the field', async ({ api }) => {
    assertInvalid(await post(api, nested(65)), 'name', 'Must not be nested deeper than 64 levels.');
    assertInvalid(
      await post(api, '['.repeat(100_000) + ']'.repeat(100_000)),
      'body',
      'Must not be nested deeper than 64 levels.',
    );
  });
  test('of 64 levels is for the contract to judge', async ({ api }) => {
    assertInvalid(await post(api, nested(64)), 'name', 'Must be text.');
  });
});

test('a body that comes along with an operation that has none is not looked at', async ({ api }) => {
  const agent = await api.createAgent();
  for (const headers of [{}, { 'content-type': 'text/plain' }, { 'content-encoding': 'compress' }]) {
    const { status } = await api.call('DELETE', `/agents/${agent.id}/webhooks/${agent.id}`, {
      raw: '{',
      headers,
    });
    expect(status).toBe(404);
  }
});
