import { isIP } from 'node:net';
import { Agent, errors, request } from 'undici';
import type { AttemptResult, Header } from '../../database/collections.ts';
import { parseRetryAfter } from '../retry/schedule.ts';
import { AddressForbidden, type AddressGuard } from './address-guard.ts';
import { sign } from './signature.ts';

/** What of a response body is kept, in bytes. */
const CAPTURED_BYTES = 16 * 1024;
/** How much more is read, so that the connection can be used again, before it is closed instead. */
const DISCARDED_BYTES = 64 * 1024;
const CONNECT_TIMEOUT = 10_000;
/** Informational answers (1xx) before the real one; a receiver that sends them without end costs us time for as long. */
const MOST_INFORMATIONAL = 10;
/** Response headers that hold the receiver's own secrets. */
const SECRET_RESPONSE_HEADERS = new Set(['set-cookie', 'set-cookie2', 'authorization', 'proxy-authorization']);
const REDACTED = '[redacted]';

/** All that one attempt needs: the stored body and the webhook's configuration at this moment. */
export interface Outgoing {
  /** `webhook-id`: the event's id, the same on every attempt. */
  id: string;
  url: string;
  method: 'POST' | 'PUT' | 'PATCH';
  customHeaders: Header[];
  /** `whsec_…`, each signs. */
  secrets: string[];
  /** Seconds, for the whole exchange: connection, headers and body. */
  timeout: number;
  body: string;
}

/** What came of an exchange, as a log keeps it. */
export type Exchange = Pick<
  AttemptResult,
  | 'request_url'
  | 'request_headers'
  | 'http_status'
  | 'response_headers'
  | 'response_body'
  | 'duration_ms'
  | 'error_code'
  | 'error_parameters'
> & {
  /** What the receiver's `Retry-After` asks for, in ms. */
  retryAfter: number;
};

export interface Sender {
  /** Sends once. Never throws for what a receiver does: that is the result. `abort` gives up early, as an interrupted attempt. */
  send(outgoing: Outgoing, abort?: AbortSignal): Promise<Exchange>;
  close(): Promise<void>;
}

/** Sends over connections that are kept alive. */
export function createSender(guard: AddressGuard): Sender {
  const agent = new Agent({
    // Any number an origin: how many exchanges there are at once is for the dispatcher to say, and one that waited here for a
    // connection would use up its timeout without having been sent.
    connections: null,
    connect: { lookup: guard.lookup, timeout: CONNECT_TIMEOUT },
    allowH2: false,
    // The exchange as a whole has its own timeout.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  return {
    async send(outgoing, abort) {
      const startedAt = Date.now();
      const timestamp = Math.floor(startedAt / 1000);
      const ownHeaders: Header[] = [
        { name: 'content-type', value: 'application/json' },
        { name: 'user-agent', value: 'Reentrega/1.0' },
        { name: 'webhook-id', value: outgoing.id },
        { name: 'webhook-timestamp', value: String(timestamp) },
        { name: 'webhook-signature', value: sign(outgoing.id, timestamp, outgoing.body, outgoing.secrets) },
      ];
      const exchange: Exchange = {
        request_url: outgoing.url,
        // The values of custom headers are often credentials, and a log is read by more people than a configuration.
        request_headers: [...ownHeaders, ...outgoing.customHeaders.map(({ name }) => ({ name, value: REDACTED }))],
        http_status: null,
        response_headers: null,
        response_body: null,
        duration_ms: null,
        error_code: null,
        error_parameters: {},
        retryAfter: 0,
      };
      const timeout = AbortSignal.timeout(outgoing.timeout * 1000);
      const flood = new AbortController();
      let informational = 0;
      try {
        assertReachable(outgoing.url, guard);
        const response = await request(outgoing.url, {
          dispatcher: agent,
          method: outgoing.method,
          headers: [...outgoing.customHeaders, ...ownHeaders].flatMap(({ name, value }) => [name, value]),
          body: outgoing.body,
          signal: AbortSignal.any([timeout, flood.signal, ...(abort ? [abort] : [])]),
          onInfo: () => void (++informational > MOST_INFORMATIONAL && flood.abort(new InvalidResponse())),
        });
        exchange.http_status = response.statusCode;
        exchange.response_headers = loggedHeaders(response.headers);
        exchange.retryAfter = parseRetryAfter(firstOf(response.headers['retry-after']), new Date());
        exchange.response_body = await capture(response.body);
        if (response.statusCode < 200 || response.statusCode > 299) {
          exchange.error_code = 'http_status';
          exchange.error_parameters = { status: response.statusCode };
        }
      } catch (error) {
        Object.assign(
          exchange,
          failureOf(error, outgoing, { timedOut: timeout.aborted, aborted: abort?.aborted ?? false }),
        );
      }
      exchange.duration_ms = Date.now() - startedAt;
      return exchange;
    },
    close: () => agent.destroy(),
  };
}

/** The receiver keeps to the letter of HTTP and not to its sense. */
class InvalidResponse extends Error {}

/** A literal address is connected to without a look-up, so the guard has to see it here. */
function assertReachable(url: string, guard: AddressGuard): void {
  const parsed = new URL(url);
  if (isIP(parsed.hostname.replace(/^\[|\]$/g, '')) && !guard.allowsUrl(parsed))
    throw new AddressForbidden(parsed.hostname);
}

/** The first 16 KiB as text. The rest is read and dropped, and past a bound not even read. */
async function capture(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    const room = CAPTURED_BYTES - bytes;
    // `stream`: a character that the limit cuts in two is left out, not garbled.
    if (room > 0) text += decoder.decode(chunk.subarray(0, room), { stream: true });
    bytes += chunk.byteLength;
    if (bytes > CAPTURED_BYTES + DISCARDED_BYTES) break; // leaving the loop closes the connection
  }
  return bytes > CAPTURED_BYTES ? text : text + decoder.decode();
}

function loggedHeaders(headers: Record<string, string | string[] | undefined>): Header[] {
  return Object.entries(headers).map(([name, value]) => ({
    name,
    value: SECRET_RESPONSE_HEADERS.has(name) ? REDACTED : [value ?? ''].flat().join(', '),
  }));
}

function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Codes of Node.js and undici, and what they mean to whoever reads the log. */
const CODES: Record<string, AttemptResult['error_code']> = {
  ENOTFOUND: 'dns_failed',
  EAI_AGAIN: 'dns_failed',
  EAI_FAIL: 'dns_failed',
  EAI_NODATA: 'dns_failed',
  ECONNREFUSED: 'connection_refused',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'invalid_response',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'invalid_response',
};

function failureOf(
  error: unknown,
  { url, timeout }: Outgoing,
  { timedOut, aborted }: { timedOut: boolean; aborted: boolean },
): Pick<Exchange, 'error_code' | 'error_parameters'> {
  const host = new URL(url).host;
  if (aborted) return { error_code: 'interrupted', error_parameters: {} };
  if (timedOut) return { error_code: 'timeout', error_parameters: { seconds: timeout } };
  if (error instanceof AddressForbidden) return { error_code: 'address_forbidden', error_parameters: { host } };
  const code = codeOf(error);
  const known = CODES[code];
  if (known === 'timeout') return { error_code: known, error_parameters: { seconds: CONNECT_TIMEOUT / 1000 } };
  if (known) return { error_code: known, error_parameters: { host } };
  if (error instanceof errors.HTTPParserError || error instanceof InvalidResponse)
    return { error_code: 'invalid_response', error_parameters: { host } };
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/.test(code)) return { error_code: 'tls_failed', error_parameters: { host } };
  return { error_code: 'connection_failed', error_parameters: { host } };
}

/** The code of an error, or of the first error inside an AggregateError (Node tries several addresses of a name). */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
