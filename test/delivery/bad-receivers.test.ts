import { createServer, type Socket } from 'node:net';
import { assert, expect } from 'vitest';
import type { Api, Log } from '../support/api.ts';
import { isFinal } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';
import { startRawReceiver } from '../support/raw-receiver.ts';

/** The log of one delivery to this URL, once it is final. */
async function deliveryTo(api: Api, webhook_url: string, timeout = 30): Promise<Log> {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url, timeout, max_retries: 0 });
  await api.publish(agent.id);
  return api.logThat(webhook, isFinal);
}

/** The log of one delivery to a receiver that does this. */
async function deliveryToOneThat(api: Api, does: (socket: Socket) => void, timeout?: number): Promise<Log> {
  const receiver = await startRawReceiver(does);
  try {
    return await deliveryTo(api, receiver.url, timeout);
  } finally {
    await receiver.close();
  }
}

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';

test('a receiver that never answers, trickles its headers or trickles its body fails by timeout, each for all of its time', async ({
  api,
}) => {
  const timers: NodeJS.Timeout[] = [];
  const trickle = (socket: Socket, start: string, text: string) => {
    socket.write(start);
    timers.push(setInterval(() => socket.write(text), 50));
  };
  try {
    const [silent, slowHeaders, endless] = await Promise.all([
      deliveryToOneThat(api, () => undefined, 5),
      deliveryToOneThat(api, (socket) => trickle(socket, 'HTTP/1.1 200 OK\r\n', 'X-A: a\r\n'), 5),
      deliveryToOneThat(api, (socket) => trickle(socket, `${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\na\r\n'), 5),
    ]);
    for (const log of [silent, slowHeaders, endless]) {
      expect([log.status, log.error_code, log.error]).toStrictEqual([
        'failed',
        'timeout',
        'The receiver did not answer within 5 seconds.',
      ]);
    }
    expect([silent.http_status, slowHeaders.http_status, endless.http_status]).toStrictEqual([null, null, 200]);
  } finally {
    for (const timer of timers) clearInterval(timer);
  }
});

test('a receiver that is not there fails: connection_refused', async ({ api }) => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  assert(address && typeof address === 'object');
  await new Promise((resolve) => server.close(resolve));
  const log = await deliveryTo(api, `http://127.0.0.1:${address.port}/hook`);
  expect([log.status, log.error_code, log.http_status]).toStrictEqual(['failed', 'connection_refused', null]);
});

test('a receiver that closes the connection without an answer fails: connection_failed', async ({ api }) => {
  const polite = await deliveryToOneThat(api, (socket) => socket.end());
  const rude = await deliveryToOneThat(api, (socket) => socket.resetAndDestroy());
  for (const log of [polite, rude]) {
    expect([log.status, log.error_code, log.http_status]).toStrictEqual(['failed', 'connection_failed', null]);
  }
});

test('a receiver that breaks off in its body fails, though it began with 200', async ({ api }) => {
  const log = await deliveryToOneThat(api, (socket) => socket.end(`${HEAD}Content-Length: 100\r\n\r\nhalf`));
  expect([log.status, log.error_code, log.http_status]).toStrictEqual(['failed', 'connection_failed', 200]);
});

test('a receiver that does not speak HTTP fails: invalid_response', async ({ api }) => {
  for (const garbage of ['SSH-2.0-OpenSSH_9.2\r\n', '\0\x01\x02\xff', 'HTTP/1.1 2OO fine\r\n\r\n']) {
    const log = await deliveryToOneThat(api, (socket) => socket.end(Buffer.from(garbage, 'latin1')));
    expect([log.status, log.error_code, log.http_status], garbage).toStrictEqual(['failed', 'invalid_response', null]);
  }
});

test('headers without end are not read to the end: invalid_response', async ({ api }) => {
  const log = await deliveryToOneThat(api, (socket) => {
    socket.write(HEAD);
    const more = () => {
      while (socket.writable && socket.write(`X-Filler: ${'a'.repeat(1000)}\r\n`));
    };
    socket.on('drain', more);
    more();
  });
  expect([log.status, log.error_code]).toStrictEqual(['failed', 'invalid_response']);
});

test('a receiver that speaks plain HTTP where TLS was expected fails: tls_failed', async ({ api }) => {
  const receiver = await startRawReceiver((socket) => socket.end(`${HEAD}Content-Length: 0\r\n\r\n`));
  const log = await deliveryTo(api, receiver.url.replace('http:', 'https:'));
  expect([log.status, log.error_code, log.http_status]).toStrictEqual(['failed', 'tls_failed', null]);
  await receiver.close();
});

test('a host name that does not exist fails: dns_failed', async ({ api }) => {
  const log = await deliveryTo(api, 'http://receiver.invalid/hook');
  expect([log.status, log.error_code]).toStrictEqual(['failed', 'dns_failed']);
  expect(log.error).toBe('The host receiver.invalid could not be resolved.');
});

test('after all of that, a receiver that is well is delivered to', async ({ api }) => {
  const log = await deliveryToOneThat(api, (socket) => socket.end(`${HEAD}Content-Length: 2\r\n\r\nok`));
  expect([log.status, log.http_status, log.response_body]).toStrictEqual(['success', 200, 'ok']);
});

test('a receiver that announces its answer without end does not answer', async ({ api }) => {
  const log = await deliveryToOneThat(api, (socket) => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(50)));
  expect([log.status, log.error_code, log.http_status]).toStrictEqual(['failed', 'invalid_response', null]);
  const patient = await deliveryToOneThat(api, (socket) =>
    socket.write(`${'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(3)}${HEAD}Content-Length: 2\r\n\r\nok`),
  );
  expect([patient.status, patient.http_status]).toStrictEqual(['success', 200]);
});
