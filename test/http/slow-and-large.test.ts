import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished } from 'vitest';
import { listen } from '../../toolkit/express/index.ts';
import { eventually } from '../support/eventually.ts';
import { test } from '../support/fixtures.ts';
import { TOKEN } from '../support/service.ts';

interface Talk {
  socket: Socket;
  /** What came back, so far. */
  answer: () => string;
  isClosed: () => boolean;
}

async function talk(url: string, text: string): Promise<Talk> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  let isClosed = false;
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    isClosed = true;
  });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(text);
  return { socket, answer: () => answer, isClosed: () => isClosed };
}

const post = (headers: Record<string, string>) =>
  [
    'POST /api/v1/agents HTTP/1.1',
    'Host: localhost',
    `Authorization: Bearer ${TOKEN}`,
    'Content-Type: application/json',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n');

const closed = ({ isClosed }: Talk) => eventually(() => (isClosed() ? true : undefined), 'the connection to be closed');

describe('a body that is too large is refused before it is read, and the connection closed', () => {
  test.for<Record<string, string>>([{}, { Expect: '100-continue' }])(
    'by its Content-Length %o',
    async (headers, { api }) => {
      const talking = await talk(api.url, post({ 'Content-Length': '2200000000', ...headers }));
      await closed(talking);
      expect(talking.answer()).toMatch(/^HTTP\/1\.1 413 /);
      expect(talking.answer()).toMatch(/^Connection: close\r$/im);
      expect(talking.answer()).toContain('PAYLOAD_TOO_LARGE');
    },
  );

  test('in chunks, once more than the limit has come', async ({ api }) => {
    const talking = await talk(api.url, post({ 'Transfer-Encoding': 'chunked' }));
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    for (let count = 0; count < 5; count++) talking.socket.write(chunk);
    await closed(talking);
    expect(talking.answer()).toMatch(/^HTTP\/1\.1 413 /);
    expect(talking.answer()).toMatch(/^Connection: close\r$/im);
  });
});

test('100 Continue comes when the body is to be read, and not before the token was looked at', async ({ api }) => {
  const body = '{"name":"Ana"}';
  const headers = { 'Content-Length': String(body.length), Expect: '100-continue' };
  const taken = await talk(api.url, post({ ...headers, Connection: 'close' }));
  await eventually(() => (taken.answer().startsWith('HTTP/1.1 100 ') ? true : undefined), '100 Continue');
  taken.socket.write(body);
  await closed(taken);
  expect(taken.answer()).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 /);

  const refused = await talk(api.url, post(headers).replace(TOKEN, 'talq_nobody'));
  await closed(refused);
  expect(refused.answer()).toMatch(/^HTTP\/1\.1 401 /);
});

test('clients that do not get on with their headers or their body are told so and left', async () => {
  const server = await listen((req, res) => void req.resume().on('end', () => res.end()), {
    port: 0,
    host: '127.0.0.1',
    malformed: (status) => ({ headers: {}, body: { status } }),
    timeouts: { headers: 200, request: 400 },
  });
  onTestFinished(() => server.close(0));
  for (const text of ['POST / HTTP/1.1\r\nHost: x\r\n', post({ 'Content-Length': '10' })]) {
    const talking = await talk(server.url, text);
    await closed(talking);
    expect(talking.answer()).toMatch(/^HTTP\/1\.1 408 /);
  }
});
