import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import type { Mock } from '../../toolkit/contract/mock/start.ts';
import { startTestMock } from '../mock/mock.ts';
import { test } from '../support/fixtures.ts';
import { TOKEN } from '../support/service.ts';

const KIB = 1024;
const SIZES = [300, 700, 1_200, 2_000].map((size) => size * KIB);
const CHUNK = 64 * KIB;

/** What is sent, by the status that it is answered with before it was read. */
const REFUSED: Record<number, { line: string; headers?: Record<string, string> }[]> = {
  413: [{ line: 'POST /api/v1/agents' }, { line: 'POST /api/v1/agents', headers: { 'Transfer-Encoding': 'chunked' } }],
  401: [
    { line: 'POST /api/v1/agents', headers: { Authorization: 'Basic eDp5' } },
    { line: 'POST /api/v1/agents', headers: { Authorization: 'Basic eDp5', Connection: 'close' } },
  ],
  404: [{ line: 'POST /nowhere' }, { line: 'POST /nowhere', headers: { Connection: 'close' } }],
  405: [{ line: 'PUT /api/v1/agents' }, { line: 'PUT /api/v1/agents', headers: { 'Transfer-Encoding': 'chunked' } }],
  415: [{ line: 'POST /api/v1/agents', headers: { 'Content-Type': 'text/plain' } }],
};

interface Target {
  url: string;
  token: string;
}

/** Sends a request and a body without reading, and reads only then, as simple clients do. @returns all that came back */
async function upload(
  { url, token }: Target,
  line: string,
  given: Record<string, string>,
  size: number,
): Promise<string> {
  const { hostname, port } = new URL(url);
  const isChunked = 'Transfer-Encoding' in given;
  const headers = {
    Host: 'reentrega',
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    ...(!isChunked && { 'Content-Length': String(size) }),
    ...given,
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const spaces = ' '.repeat(CHUNK);
  const pieces = Array.from({ length: Math.ceil(size / CHUNK) }, (_, at) =>
    isChunked ? `${CHUNK.toString(16)}\r\n${spaces}\r\n` : spaces.slice(0, Math.min(CHUNK, size - at * CHUNK)),
  );
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let answer = '';
  const answered = new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk) => {
      answer += chunk;
      if (isWhole(answer)) resolve();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve());
  });
  socket.pause();
  const write = (text: string) => new Promise<void>((resolve) => void socket.write(text, () => resolve()));
  const sent = async () => {
    await write([`${line} HTTP/1.1`, ...head, '', ''].join('\r\n'));
    for (const piece of pieces) await write(piece);
  };
  await Promise.race([answered, sent()]);
  socket.resume();
  await answered;
  return answer;
}

function isWhole(answer: string): boolean {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return Buffer.byteLength(body) === Number(/^Content-Length: (\d+)/im.exec(head)?.[1]);
}

let mocks: Mock[];
beforeAll(async () => {
  mocks = await Promise.all([startTestMock(), startTestMock({ stateful: true })]);
});
afterAll(async () => void (await Promise.all(mocks.map((mock) => mock.close()))));

describe('an answer that is sent before the request was read arrives whole, however much is still being sent', () => {
  for (const [status, requests] of Object.entries(REFUSED)) {
    test.for(['service', 'mock', 'stateful mock'])(`${status} of the %s`, async (which, { api }) => {
      const target = which === 'service' ? { url: api.url, token: TOKEN } : mocks[which === 'mock' ? 0 : 1];
      expect.assert(target);
      for (const { line, headers = {} } of requests) {
        const sent = Array.from({ length: 3 }, () => SIZES.map((size) => upload(target, line, headers, size))).flat();
        for (const answer of await Promise.all(sent)) {
          const [head = '', body = ''] = answer.split('\r\n\r\n');
          expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
          // What stands before the service may have read the whole request by then.
          if (which === 'service') expect(head).toMatch(/^Connection: close$/im);
          expect(JSON.parse(body)).toMatchObject({ success: false, request_id: expect.any(String) });
        }
      }
    });
  }
});

test('no further request is taken from a connection after an answer that closes it', async ({ api }) => {
  const { hostname, port } = new URL(api.url);
  const head = `Host: x\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\n`;
  const body = JSON.stringify({ name: 'taken from a closed connection' });
  const next = `POST /api/v1/agents HTTP/1.1\r\n${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let answers = '';
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.on('data', (chunk) => {
    answers += chunk;
  });
  socket.write(`POST /nowhere HTTP/1.1\r\n${head}Content-Length: ${100 * KIB}\r\n\r\n`);
  await new Promise<void>((resolve) => void socket.once('data', () => resolve()));
  socket.write(' '.repeat(100 * KIB) + next);
  await closed;
  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404']);
  const { body: listed } = await api.call('GET', '/agents');
  expect(JSON.stringify(listed)).not.toContain('taken from');
});

test('a connection is kept when only a small body comes after the answer to its headers', async ({ api }) => {
  const { hostname, port } = new URL(api.url);
  const head = `Host: x\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\n`;
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let answers = '';
  const ended = new Promise((resolve) => socket.on('close', resolve));
  socket.on('data', (chunk) => {
    answers += chunk;
  });
  socket.write(`POST /nowhere HTTP/1.1\r\n${head}Content-Length: ${KIB}\r\n\r\n`);
  await new Promise<void>((resolve) => void socket.once('data', () => resolve()));
  socket.write(`${' '.repeat(KIB)}GET /health/live HTTP/1.1\r\n${head}Connection: close\r\n\r\n`);
  await ended;
  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404', 'HTTP/1.1 200']);
});
