import { once } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listen } from './index.ts';

/** Bytes; more than the system takes off a client that does not read. */
const LARGE = Buffer.alloc(32 * 1024 * 1024, 'x');
const WRITE_MS = 1_500;
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

async function started(app: RequestListener): Promise<(text: string) => Promise<Socket>> {
  const limits = { pipelined: 4, writeMs: WRITE_MS, unreadBytes: 1 };
  const malformed = () => ({ headers: {}, body: {} });
  const { url, close } = await listen(app, { port: 0, host: '127.0.0.1', malformed, limits });
  onTestFinished(() => close(0));
  return async (text) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    socket.write(text);
    return socket;
  };
}

/** Notes when a request comes to the application and when its connection goes. */
function noted() {
  const requests: string[] = [];
  const arrived: ((req: IncomingMessage) => void)[] = [];
  return {
    requests,
    note(req: IncomingMessage) {
      requests.push(req.url ?? '');
      arrived.shift()?.(req);
    },
    next: () => new Promise<IncomingMessage>((resolve) => arrived.push(resolve)),
  };
}

/** What comes, at most its last KiB, up to there. */
async function textUntil(end: string, socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) {
    text = (text + chunk).slice(-1_024);
    if (text.endsWith(end)) break;
  }
  return text;
}

describe('the requests of one connection', () => {
  test('are handed over one at a time, and answered in order', async () => {
    const { requests, note, next } = noted();
    const answers: (() => void)[] = [];
    const send = await started((req, res) => {
      note(req);
      answers.push(() => res.end(`answer to ${req.url}`));
    });
    const first = next();
    const socket = await send(['/a', '/b', '/c'].map(get).join(''));
    await first;
    for (let count = 1; count <= 3; count++) {
      expect(requests).toHaveLength(count);
      const following = next();
      answers.shift()?.();
      if (count < 3) await following;
    }
    expect((await textUntil('/c', socket)).match(/answer to \/\w/g)).toEqual(
      ['/a', '/b', '/c'].map((at) => `answer to ${at}`),
    );
  });

  test('end it when more wait than may', async () => {
    const { requests, note } = noted();
    const send = await started(note);
    const socket = await send(Array.from({ length: 6 }, (_, at) => get(`/${at}`)).join(''));
    await once(socket.resume(), 'close');
    expect(requests).toEqual(['/0']);
  });

  test('are not handled when it is gone', async () => {
    const { requests, note, next } = noted();
    const send = await started(note);
    const first = next();
    const socket = await send(get('/a') + get('/b'));
    const req = await first;
    socket.resetAndDestroy();
    await new Promise((resolve) => void req.socket.once('close', resolve));
    const other = next();
    await send(get('/other'));
    await other;
    expect(requests).toEqual(['/a', '/other']);
  });

  test('may take longer than reading may, after an answer that waited to be read', async () => {
    const send = await started((req, res) => {
      if (req.url === '/large') res.end(LARGE);
      else setTimeout(() => res.end('done'), 2 * WRITE_MS);
    });
    const socket = await send(get('/large') + get('/slow'));
    expect(await textUntil('done', socket)).toMatch(/done$/);
  });
});

describe('a client that', () => {
  test('reads nothing of an answer is left', async () => {
    const closed = Promise.withResolvers<void>();
    const send = await started((req, res) => {
      req.socket.once('close', () => closed.resolve());
      res.end(LARGE);
    });
    (await send(get('/'))).pause();
    await closed.promise;
  });

  test('reads slowly gets the whole answer, however long it takes', async () => {
    const send = await started((_req, res) => void res.end(LARGE));
    const socket = await send(get('/'));
    const startedAt = performance.now();
    let bytes = 0;
    for await (const chunk of socket) {
      bytes += chunk.length;
      // Slower than the time that may pass without reading, in all.
      if (performance.now() - startedAt < 2 * WRITE_MS) await wait(20);
      if (bytes > LARGE.length) break;
    }
    expect(bytes).toBeGreaterThan(LARGE.length);
    expect(performance.now() - startedAt).toBeGreaterThan(2 * WRITE_MS);
  });
});
