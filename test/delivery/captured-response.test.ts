import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { Api, Log, Schemas } from '../support/api.ts';
import { isFinal } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';
import { startRawReceiver } from '../support/raw-receiver.ts';
import type { Receiver } from '../support/receiver.ts';

const KEPT = 16 * 1024;

async function deliveryTo(
  api: Api,
  webhook_url: string,
  request: Partial<Schemas['CreateWebhookRequest']> = {},
): Promise<Log> {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url, max_retries: 0, ...request });
  await api.publish(agent.id);
  return api.logThat(webhook, isFinal);
}

/** The log of a delivery that is answered like this. */
function answeredBy(
  api: Api,
  receiver: Receiver,
  answer: (req: IncomingMessage, res: ServerResponse) => void,
): Promise<Log> {
  receiver.answer = answer;
  return deliveryTo(api, receiver.url);
}

test('of a body up to 16 KiB all is kept', async ({ api, receiver }) => {
  const body = 'ç'.repeat(KEPT / 2);
  expect((await answeredBy(api, receiver, (_req, res) => res.end(body))).response_body).toBe(body);
});

test('of a longer body the first 16 KiB are kept, and no character is cut in two', async ({ api, receiver }) => {
  const log = await answeredBy(api, receiver, (_req, res) => res.end(`a${'ç'.repeat(KEPT)}`));
  expect(log.response_body).toBe(`a${'ç'.repeat(KEPT / 2 - 1)}`);
  expect(log.status).toBe('success');
});

test('a body without end is not read to its end: the delivery counts, and the connection is closed', async ({
  api,
  receiver,
}) => {
  let written = 0;
  const closed = Promise.withResolvers<void>();
  const log = await answeredBy(api, receiver, (_req, res) => {
    const chunk = Buffer.alloc(64 * 1024, 'a');
    const more = () => {
      while (!res.destroyed && res.write(chunk)) written += chunk.length;
    };
    res.on('drain', more).on('close', closed.resolve);
    more();
  });
  await closed.promise;
  expect([log.status, log.http_status, log.response_body?.length]).toStrictEqual(['success', 200, KEPT]);
  expect(written, `${written} bytes were taken`).toBeLessThan(16 * 1024 * 1024);
});

test('a failed delivery with a huge body keeps its log, status and all', async ({ api, receiver }) => {
  const log = await answeredBy(api, receiver, (_req, res) => res.writeHead(500).end('x'.repeat(5 * 1024 * 1024)));
  expect([log.status, log.http_status, log.error_code]).toStrictEqual(['failed', 500, 'http_status']);
  expect(log.response_body).toBe('x'.repeat(KEPT));
});

test('an empty body is kept as such', async ({ api, receiver }) => {
  expect((await answeredBy(api, receiver, (_req, res) => res.writeHead(204).end())).response_body).toBe('');
});

test('a compressed body that nobody asked for is kept inflated, and the delivery counts', async ({ api, receiver }) => {
  const log = await answeredBy(api, receiver, (_req, res) => {
    res.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('well received'));
  });
  expect([log.status, log.response_headers?.['content-encoding']]).toStrictEqual(['success', 'gzip']);
  expect(log.response_body).toBe('well received');
  expect(receiver.received.at(-1)?.headers['accept-encoding']).toBe(undefined);
});

test('a binary body is kept as text, zero bytes included', async ({ api, receiver }) => {
  const bytes = Buffer.from([0, 1, 0x41, 0xff, 0xfe, 0xc3, 0x28, 0x42]);
  const log = await answeredBy(api, receiver, (_req, res) => res.end(bytes));
  expect([log.status, log.response_body]).toStrictEqual(['success', '\0\u0001A\ufffd\ufffd\ufffd(B']);
});

test('headers of any name are kept, however they look to a database or to JavaScript', async ({ api }) => {
  const odd = ['$where: 1', 'a.b.c: 2', '__proto__: 3', 'constructor: 4', 'toString: 5', 'X-Twice: 6', 'X-Twice: 7'];
  const raw = await startRawReceiver((socket) =>
    socket.end(`HTTP/1.1 200 OK\r\n${odd.join('\r\n')}\r\nContent-Length: 2\r\n\r\nok`),
  );
  const { status, response_headers } = await deliveryTo(api, raw.url);
  expect(status).toBe('success');
  expect(Object.entries(response_headers ?? {})).toStrictEqual([
    ['$where', '1'],
    ['a.b.c', '2'],
    ['__proto__', '3'],
    ['constructor', '4'],
    ['tostring', '5'],
    ['x-twice', '6, 7'],
    ['content-length', '2'],
  ]);
  await raw.close();
});

test("the receiver's cookies are not shown", async ({ api, receiver }) => {
  const log = await answeredBy(api, receiver, (_req, res) => {
    res.writeHead(200, { 'set-cookie': ['session=s3cret', 'other=s3cret'], 'x-shown': 'yes' }).end();
  });
  expect(log.response_headers?.['set-cookie']).toBe('[redacted]');
  expect(log.response_headers?.['x-shown']).toBe('yes');
  expect(!JSON.stringify(log).includes('s3cret')).toBeTruthy();
});

test('custom headers reach the receiver, and logs have their names without their values', async ({ api, receiver }) => {
  receiver.answer = 200;
  const log = await deliveryTo(api, receiver.url, {
    custom_headers: [
      { name: 'Authorization', value: 'Bearer s3cret' },
      { name: '$odd.name', value: 's3cret too' },
    ],
  });
  const { headers } = receiver.received.at(-1) ?? {};
  expect([headers?.['authorization'], headers?.['$odd.name']]).toStrictEqual(['Bearer s3cret', 's3cret too']);
  expect([log.request_headers?.['Authorization'], log.request_headers?.['$odd.name']]).toStrictEqual([
    '[redacted]',
    '[redacted]',
  ]);
  expect(!JSON.stringify(log).includes('s3cret')).toBeTruthy();
  // What is not secret is there: enough to verify the delivery afterwards.
  for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'content-type', 'user-agent']) {
    expect(log.request_headers?.[name], name).toBe(headers?.[name]);
  }
});
