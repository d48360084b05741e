import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { RAW_BYTES } from './captured-body.ts';

/** How long a connection may take to be made in all (the look-up of the name, every address, TLS), ms. */
const CONNECT_TIMEOUT = 10_000;
/** How long each address of a name but the last has to connect, ms: long enough for one lost packet, which is sent again after 1 s. */
const ADDRESS_TIMEOUT = 2_500;
/** A connection that is not used for this long is closed, ms, or sooner if the receiver says so (`Keep-Alive`). */
const IDLE_TIMEOUT = 4_000;
/** How much more of a body than is kept is read, so that the connection can be used again, before it is closed instead. */
const DISCARDED_BYTES = 64 * 1024;
/** Informational answers (1xx) before the real one; a receiver that sends them without end costs us time for as long. */
const MOST_INFORMATIONAL = 10;

/** How far a request had come. */
export type Phase = 'lookup' | 'connect' | 'handshake' | 'answer';

/** Not done in time. */
export class TimedOut extends Error {}
/** Given up by ourselves. */
export class Aborted extends Error {}
/** The receiver keeps to the letter of HTTP and not to its sense. */
export class InvalidResponse extends Error {}

export interface HttpRequest {
  url: URL;
  /** Whose share of look-ups it takes from. */
  environmentId: string;
  method: string;
  /** Names and values in turn. */
  headers: string[];
  body: Buffer;
  /** ms, for all of it. */
  timeout: number;
  abort?: AbortSignal | undefined;
}

/** What came of a request, whether or not it came to its end. */
export interface HttpResult {
  status: number | null;
  /** Names and values in turn. */
  headers: string[] | null;
  /** The first RAW_BYTES of the body. */
  body: Buffer;
  /** The body is longer than that, or did not come to its end. */
  cut: boolean;
  /** Why it did not succeed, and when. */
  failure: { error: unknown; phase: Phase; ms: number } | null;
}

export interface HttpClient {
  /** Never rejects. */
  request(request: HttpRequest): Promise<HttpResult>;
  close(): void;
}

/**
 * HTTP/1.1 over connections that are kept alive, any number per receiver: how many there are at once is for the dispatcher to
 * decide. (node:http rather than undici, which closes the connection at an unasked `100 Continue`; RFC 9110, 15.2, has a client
 * ignore it. Both take 35 µs of CPU per request.)
 */
export function createHttpClient(lookupFor: (url: URL, environmentId: string) => LookupFunction): HttpClient {
  const connect = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: ADDRESS_TIMEOUT };
  const kept = agentsWith({ ...connect, keepAlive: true, timeout: IDLE_TIMEOUT });
  const fresh = agentsWith({ ...connect, keepAlive: false });

  return {
    async request(request) {
      const until = performance.now() + request.timeout;
      const lookup = later(lookupFor(request.url, request.environmentId));
      const { result, stale } = await once(request, lookup, kept);
      if (!stale) return result;
      // Failure policy: the receiver closed the connection as the request came, so it is sent once more, on a new one. It may
      // have been worked off all the same: deliveries are at least once, and both carry the same webhook-id.
      return (await once({ ...request, timeout: until - performance.now() }, lookup, fresh)).result;
    },
    close() {
      for (const agents of [kept, fresh]) {
        agents.http.destroy();
        agents.https.destroy();
      }
    },
  };
}

/** Gives the addresses no sooner than the request has its socket, and so hears of it. */
function later(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, options, (...found) => void setImmediate(() => callback(...found)));
}

type Agents = { http: http.Agent; https: https.Agent };

function agentsWith(options: http.AgentOptions): Agents {
  return { http: new http.Agent(options), https: new https.Agent(options) };
}

/** Sends once. `stale`: it went over a connection used before, which broke before a byte of an answer came. */
function once(
  { url, method, headers, body, timeout, abort }: HttpRequest,
  lookup: LookupFunction,
  agents: Agents,
): Promise<{ result: HttpResult; stale: boolean }> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const secure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const chunks: Buffer[] = [];
    const result: HttpResult = { status: null, headers: null, body: Buffer.alloc(0), cut: true, failure: null };
    let phase: Phase = isIP(host) ? 'connect' : 'lookup';
    let kept = 0;
    let length = 0;
    let informational = 0;
    let bytesBefore = 0;
    let socket: Socket | undefined;

    const request = (secure ? https : http).request({
      agent: secure ? agents.https : agents.http,
      protocol: url.protocol,
      host,
      lookup,
      port: url.port || undefined,
      path: url.pathname + url.search,
      method,
      headers: ['Host', url.host, ...headers, 'Content-Length', String(body.byteLength)],
    });
    const timers = [
      setTimeout(() => finish(new TimedOut()), Math.max(0, timeout)),
      setTimeout(() => phase !== 'answer' && finish(new TimedOut()), CONNECT_TIMEOUT),
    ];
    const onAbort = () => finish(new Aborted());
    abort?.addEventListener('abort', onAbort);

    let finished = false;
    function finish(error: unknown): void {
      if (finished) return;
      finished = true;
      for (const timer of timers) clearTimeout(timer);
      abort?.removeEventListener('abort', onAbort);
      result.body = Buffer.concat(chunks);
      if (error) result.failure = { error, phase, ms: performance.now() - startedAt };
      const ours = error instanceof TimedOut || error instanceof Aborted || error instanceof InvalidResponse;
      const silent = socket !== undefined && socket.bytesRead === bytesBefore;
      const stale = error !== null && !ours && request.reusedSocket && silent;
      if (error) request.destroy();
      resolve({ result, stale });
    }

    request.on('socket', (given) => {
      socket = given;
      bytesBefore = given.bytesRead;
      if (request.reusedSocket) phase = 'answer';
      else
        given
          .once('lookup', () => {
            phase = 'connect';
          })
          .once('connect', () => {
            phase = secure ? 'handshake' : 'answer';
          })
          .once('secureConnect', () => {
            phase = 'answer';
          });
    });
    const inform = () => ++informational > MOST_INFORMATIONAL && finish(new InvalidResponse());
    request.on('continue', inform).on('information', inform);
    // Nobody asked for another protocol.
    request.on('upgrade', (_response, upgraded) => {
      upgraded.destroy();
      finish(new InvalidResponse());
    });
    request.on('error', finish);
    request.on('response', (response: IncomingMessage) => {
      result.status = response.statusCode ?? null;
      result.headers = response.rawHeaders;
      response.on('data', (chunk: Buffer) => {
        if (kept < RAW_BYTES) chunks.push(chunk.subarray(0, RAW_BYTES - kept));
        kept = Math.min(RAW_BYTES, kept + chunk.byteLength);
        length += chunk.byteLength;
        if (length <= RAW_BYTES + DISCARDED_BYTES) return;
        finish(null);
        response.destroy();
      });
      response.on('end', () => {
        result.cut = length > RAW_BYTES;
        finish(null);
      });
      response.on('error', finish);
    });
    if (abort?.aborted) onAbort();
    else request.end(body);
  });
}
