import { createServer, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { inTurn, type TurnLimits } from './in-turn.ts';
import { isLargeAndUnread, isLingering, lingeringClose } from './lingering-close.ts';
import { continueWhenRead } from './request/raw-body.ts';

export interface Listening {
  /** `http://127.0.0.1:3000` */
  url: string;
  /** Takes no more connections, lets requests under way finish for up to `graceMs`, then ends them. */
  close(graceMs: number): Promise<void>;
}

/** The answer to a request that is not HTTP. */
export type AnswerMalformed = (status: number) => { headers: Record<string, string>; body: object };

export interface ListenOptions {
  /** 0 for any that is free. */
  port: number;
  host: string;
  /** `malformed` of the front. */
  malformed: AnswerMalformed;
  /** How long a client may take to send its headers, and the whole request, in ms. */
  timeouts?: { headers: number; request: number };
  /** What a connection may leave waiting. */
  limits?: TurnLimits;
}

const TIMEOUTS = { headers: 10_000, request: 30_000 };
const LIMITS: TurnLimits = { pipelined: 32, writeMs: 30_000, unreadBytes: 16 * 1024 * 1024 };
/** ms between two looks for clients that take too long; Node.js looks every 30 s. */
const CHECK_EVERY = 1_000;

/** @throws what Node.js throws for a port that is taken (EADDRINUSE) or a host that is not here */
export async function listen(
  app: RequestListener,
  { port, host, malformed, timeouts = TIMEOUTS, limits = LIMITS }: ListenOptions,
): Promise<Listening> {
  const handle = inTurn((req, res) => {
    const { socket } = req; // It may be gone from the request when that is answered.
    // What is answered before it was read to its end is not read to its end, unless that is near: then Node.js keeps the connection.
    res.once('finish', () => isLargeAndUnread(req) && lingeringClose(socket));
    app(req, res);
  }, limits);
  const server = createServer(
    // Node.js would refuse a request without Host in its own words: the application does it in ours.
    {
      headersTimeout: timeouts.headers,
      requestTimeout: timeouts.request,
      connectionsCheckingInterval: Math.min(CHECK_EVERY, timeouts.headers),
      keepAliveTimeout: 65_000,
      requireHostHeader: false,
    },
    handle,
  );
  // Node.js calls this after the last answer of a connection, and would close it at once.
  server.on('connection', (socket) => {
    socket.destroySoon = () => lingeringClose(socket);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => answerMalformed(error, socket, malformed));
  // An expectation that we do not know may be ignored (RFC 9110, 10.1.1); Node.js would answer 417 without a word.
  server.on('checkExpectation', handle);
  server.on('checkContinue', (req, res) => {
    continueWhenRead(req);
    handle(req, res);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { address, family, port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}`,
    close: (graceMs) => close(server, graceMs),
  };
}

/** What is not HTTP never reaches the application; it is answered in the shape of every error all the same, in the default language. */
function answerMalformed(error: NodeJS.ErrnoException, socket: Duplex, malformed: AnswerMalformed): void {
  const isOurs = socket instanceof Socket;
  if (isOurs && isLingering(socket) && error.code !== 'ECONNRESET') return;
  if (!isOurs || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const { headers, body } = malformed(status);
  const text = JSON.stringify(body);
  const lines = Object.entries({ ...headers, 'Content-Length': Buffer.byteLength(text), Connection: 'close' });
  lingeringClose(
    socket,
    [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines.map(([name, value]) => `${name}: ${value}`), '', text].join(
      '\r\n',
    ),
  );
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
