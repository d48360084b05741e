import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import tls from 'node:tls';
import zlib from 'node:zlib';
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import type { Api, Log } from '../support/api.ts';
import { authority, certificate } from '../support/certificates.ts';
import { isFinal } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';
import { startRawReceiver } from '../support/raw-receiver.ts';
import { startReceiver } from '../support/receiver.ts';

const KEPT = 16 * 1024;
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';
const OK = `${HEAD}Content-Length: 2\r\n\r\nok`;

async function deliveryTo(api: Api, webhook_url: string, timeout = 30): Promise<Log> {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url, timeout, max_retries: 0 });
  await api.publish(agent.id);
  return api.logThat(webhook, isFinal);
}

/** The log of a delivery to a receiver that does this once it was sent something. */
async function deliveryToOneThat(api: Api, does: (socket: Socket) => void, timeout?: number): Promise<Log> {
  const receiver = await startRawReceiver(does);
  onTestFinished(() => receiver.close());
  return deliveryTo(api, receiver.url, timeout);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe('informational answers', () => {
  test.for([
    ['one 100', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['several 100', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(5)],
    [
      '100, 102 and 103',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n',
    ],
  ] as const)('%s before the answer, unasked, are passed over', async ([_what, before], { api }) => {
    expect(await deliveryToOneThat(api, (socket) => socket.write(before + OK))).toMatchObject({
      status: 'success',
      http_status: 200,
      response_body: 'ok',
    });
  });

  test('100 in a packet of its own is passed over', async ({ api }) => {
    const log = await deliveryToOneThat(api, (socket) => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      setTimeout(() => socket.write(OK), 100);
    });
    expect(log).toMatchObject({ status: 'success', response_body: 'ok' });
  });

  test('100 without end is no answer', async ({ api }) => {
    const log = await deliveryToOneThat(api, (socket) => socket.write('HTTP/1.1 100 Continue\r\n\r\n'.repeat(50)));
    expect(log).toMatchObject({ status: 'failed', error_code: 'invalid_response', http_status: null });
  });

  test('another protocol, which nobody asked for, is no answer', async ({ api }) => {
    const log = await deliveryToOneThat(api, (socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
    );
    expect(log).toMatchObject({ status: 'failed', error_code: 'invalid_response' });
  });
});

describe('a kept-alive connection that the receiver closes as the next request comes', () => {
  /** Answers the first request of each connection, and does this at the second one. */
  async function receiverThat(does: (socket: Socket) => void) {
    const counts: number[] = [];
    const server = createServer((socket) => {
      const index = counts.push(0) - 1;
      socket.on('error', () => undefined);
      socket.on('data', () => {
        counts[index] = (counts[index] ?? 0) + 1;
        if (counts[index] === 1) socket.write(OK);
        else does(socket);
      });
    });
    const port = await listen(server);
    return { url: `http://127.0.0.1:${port}/hook`, counts };
  }

  test.for([
    ['is closed', (socket: Socket) => socket.end()],
    ['is reset', (socket: Socket) => socket.resetAndDestroy()],
  ] as const)(
    'and %s without a byte: it is sent once more on a new one, as the same attempt',
    async ([_how, does], { api }) => {
      const { url, counts } = await receiverThat(does);
      expect(await deliveryTo(api, url)).toMatchObject({ status: 'success' });
      expect(await deliveryTo(api, url)).toMatchObject({ status: 'success', attempt: 1 });
      expect(counts).toEqual([2, 1]);
    },
  );

  test('after the first byte of an answer it is not sent again', async ({ api }) => {
    const { url, counts } = await receiverThat((socket) => socket.end('HTTP/1.1 2'));
    await deliveryTo(api, url);
    expect(await deliveryTo(api, url)).toMatchObject({ status: 'failed', error_code: 'connection_failed' });
    expect(counts).toEqual([2]);
  });

  test('on a new connection it is not sent again', async ({ api }) => {
    let connections = 0;
    const log = await deliveryToOneThat(api, (socket) => {
      connections += 1;
      socket.destroy();
    });
    expect(log).toMatchObject({ status: 'failed', error_code: 'connection_failed' });
    expect(connections).toBe(1);
  });
});

/** The log of a delivery that is answered with these headers and this body. */
async function answered(api: Api, headers: Record<string, string>, body: Uint8Array): Promise<Log> {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  receiver.answer = (_req, res) => res.writeHead(200, headers).end(body);
  return deliveryTo(api, receiver.url);
}

describe('charsets', () => {
  const utf16be = Buffer.from('ação €', 'utf16le').swap16();
  test.for([
    ['text/plain; charset=ISO-8859-1', Buffer.from('ação', 'latin1'), 'ação'],
    ['text/plain;charset="iso-8859-1"', Buffer.from('ação', 'latin1'), 'ação'],
    ["text/plain; charset='iso-8859-1'", Buffer.from('ação', 'latin1'), 'ação'],
    ['text/plain; charset=windows-1252', Buffer.from([0x80, 0x20, 0x93, 0xe7, 0x94]), '€ “ç”'],
    ['text/plain; charset=utf-16', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be]), 'ação €'],
    ['text/plain; charset=utf-16', Buffer.from('\ufeffação €', 'utf16le'), 'ação €'],
    ['text/plain; charset=utf-16be', utf16be, 'ação €'],
    ['text/plain', Buffer.from('\ufeffação €', 'utf16le'), 'ação €'],
    ['application/json', Buffer.from('\ufeff"ação"'), '"ação"'],
    ['text/plain; charset=Shift_JIS', Buffer.from([0x83, 0x65]), 'テ'],
    ['text/plain; charset=klingon', Buffer.from('ação'), '[charset klingon is not known; read as UTF-8]\nação'],
    ['text/plain; charset=', Buffer.from('ação'), 'ação'],
  ] as const)('%s', async ([type, bytes, text], { api }) => {
    expect((await answered(api, { 'content-type': type }, bytes)).response_body).toBe(text);
  });
});

describe('compressed answers', () => {
  const text = 'bem recebido, ação '.repeat(20);
  test.for([
    ['gzip', zlib.gzipSync(text)],
    ['x-gzip', zlib.gzipSync(text)],
    ['GZIP', zlib.gzipSync(text)],
    ['deflate', zlib.deflateSync(text)],
    ['deflate', zlib.deflateRawSync(text)],
    ['br', zlib.brotliCompressSync(text)],
    ['zstd', zlib.zstdCompressSync(text)],
    ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(text))],
    ['identity', Buffer.from(text)],
  ] as const)('%s is inflated', async ([encoding, bytes], { api }) => {
    expect(await answered(api, { 'content-encoding': encoding }, bytes)).toMatchObject({
      status: 'success',
      response_body: text,
      response_headers: { 'content-encoding': encoding },
    });
  });

  test('inflated text is decoded by its charset', async ({ api }) => {
    const headers = { 'content-encoding': 'gzip', 'content-type': 'text/plain; charset=iso-8859-1' };
    expect((await answered(api, headers, zlib.gzipSync(Buffer.from('ação', 'latin1')))).response_body).toBe('ação');
  });

  const million = Buffer.alloc(100_000_000, 'a');
  test.for([
    ['gzip', () => zlib.gzipSync(million)],
    ['br', () => zlib.brotliCompressSync(million, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } })],
    ['zstd', () => zlib.zstdCompressSync(million)],
    ['gzip, gzip', () => zlib.gzipSync(zlib.gzipSync(million))],
  ] as const)('a bomb (%s) is cut at 16 KiB', async ([encoding, bomb], { api }) => {
    const log = await answered(api, { 'content-encoding': encoding }, bomb());
    expect(log.status).toBe('success');
    expect(log.response_body).toBe('a'.repeat(KEPT));
  });

  test('a long one that does not compress is inflated as far as 16 KiB', async ({ api }) => {
    const noise = Array.from({ length: 60_000 }, (_, index) => ((index * 7919) % 36 ** 3).toString(36)).join('');
    const log = await answered(api, { 'content-encoding': 'gzip' }, zlib.gzipSync(noise, { level: 0 }));
    expect(log.response_body).toBe(noise.slice(0, KEPT));
  });

  test.for([
    ['gzip', 'no gzip at all', '[14 bytes, Content-Encoding gzip]'],
    ['compress', 'something', '[9 bytes, Content-Encoding compress]'],
    ['gzip, gzip, gzip, gzip', 'something', '[9 bytes, Content-Encoding gzip, gzip, gzip, gzip]'],
    ['constructor', 'something', '[9 bytes, Content-Encoding constructor]'],
  ] as const)('what cannot be inflated is described (%s)', async ([encoding, body, described], { api }) => {
    const log = await answered(api, { 'content-encoding': encoding }, Buffer.from(body));
    expect(log).toMatchObject({ status: 'success', response_body: described });
  });

  test('an empty one is empty', async ({ api }) => {
    expect((await answered(api, { 'content-encoding': 'gzip' }, Buffer.alloc(0))).response_body).toBe('');
  });
});

describe('what arrived before the end came too early is kept', () => {
  const start = `HTTP/1.1 202 Accepted\r\nX-Job: 7\r\nContent-Length: 100\r\n\r\nqueued as 7`;
  const arrived = { http_status: 202, response_body: 'queued as 7', response_headers: { 'x-job': '7' } };
  test('a timeout', async ({ api }) => {
    const log = await deliveryToOneThat(api, (socket) => socket.write(start), 5);
    expect(log).toMatchObject({ ...arrived, status: 'failed', error_code: 'timeout' });
    expect(log.error).toBe('The receiver did not answer within 5 seconds.');
  }, 20_000);
  test('a connection that breaks', async ({ api }) => {
    const log = await deliveryToOneThat(api, (socket) => socket.end(start));
    expect(log).toMatchObject({ ...arrived, status: 'failed', error_code: 'connection_failed' });
  });
});

describe('why TLS failed', () => {
  async function failureOf(api: Api, server: Server): Promise<Log> {
    server.on('tlsClientError', () => undefined);
    const log = await deliveryTo(api, `https://127.0.0.1:${await listen(server)}/hook`);
    expect(log).toMatchObject({ status: 'failed', error_code: 'tls_failed', http_status: null });
    return log;
  }
  const answering = (name: Parameters<typeof certificate>[0]) =>
    createHttpsServer(certificate(name), (_req, res) => res.end('ok'));

  test('an authority that nobody knows', async ({ api }) => {
    expect((await failureOf(api, answering('valid'))).error).toMatch(
      /: its certificate was issued by an unknown authority, or /,
    );
  });

  describe('with an authority that is known', () => {
    const before = tls.getCACertificates('default');
    beforeAll(() => tls.setDefaultCACertificates([...before, authority]));
    afterAll(() => tls.setDefaultCACertificates(before));

    test('nothing is wrong with a valid certificate', async ({ api }) => {
      const port = await listen(answering('valid'));
      expect(await deliveryTo(api, `https://127.0.0.1:${port}/`)).toMatchObject({ status: 'success' });
      expect(await deliveryTo(api, `https://localhost:${port}/`)).toMatchObject({ status: 'success' });
    });

    test.for([
      ['expired', ': its certificate has expired.'],
      ['future', ': its certificate is not valid yet.'],
      ['other-name', ': its certificate is for another name.'],
      ['self-signed', ': its certificate is self-signed.'],
    ] as const)('a certificate that is %s', async ([name, end], { api }) => {
      const { error } = await failureOf(api, answering(name));
      expect(error).toMatch(/^A secure connection to 127\.0\.0\.1:\d+ could not be established: /);
      expect(error?.endsWith(end)).toBe(true);
    });

    test('a version of TLS that we do not speak', async ({ api }) => {
      const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
      const { error } = await failureOf(api, createHttpsServer({ ...certificate('valid'), ...old }));
      expect(error).toMatch(/: there is no TLS version and cipher that both sides support\.$/);
    });

    test('a certificate that the receiver wants of us', async ({ api }) => {
      const demanding = { requestCert: true, rejectUnauthorized: true } as const;
      const { error } = await failureOf(api, createHttpsServer({ ...certificate('valid'), ...demanding }));
      expect(error).toMatch(/: it demands a client certificate\.$/);
    });
  });

  test('no TLS at all', async ({ api }) => {
    const { error } = await failureOf(
      api,
      createServer((socket) => socket.end(OK).on('error', () => undefined)),
    );
    expect(error).toMatch(/: it does not speak TLS on this port\.$/);
  });

  test('a connection that is closed in the handshake', async ({ api }) => {
    const { error } = await failureOf(
      api,
      createServer((socket) => socket.once('data', () => socket.destroy())),
    );
    expect(error).toMatch(/: it closed the connection during the TLS handshake\.$/);
  });

  test('a handshake that does not end is a timeout, and said to be one', async ({ api }) => {
    const silent = createServer((socket) => socket.on('error', () => undefined));
    const log = await deliveryTo(api, `https://127.0.0.1:${await listen(silent)}/hook`, 5);
    expect(log.error_code).toBe('timeout');
    expect(log.error).toMatch(/^The TLS handshake with 127\.0\.0\.1:\d+ did not finish within 5 seconds\.$/);
  }, 20_000);
});
