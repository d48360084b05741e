import { isIP } from 'node:net';
import type { Clock } from '../../database/clock.ts';
import type { AttemptResult, Header } from '../../database/collections.ts';
import { parseRetryAfter } from '../retry/schedule.ts';
import { AddressForbidden, type AddressGuard, type ForbiddenReason } from './address-guard.ts';
import { readBody } from './captured-body.ts';
import { failureOf } from './failure.ts';
import { createHttpClient, type HttpResult } from './request.ts';
import { sign } from './signature.ts';

/** Response headers that hold the receiver's own secrets. */
const SECRET_RESPONSE_HEADERS = new Set(['set-cookie', 'set-cookie2', 'authorization', 'proxy-authorization']);
const REDACTED = '[redacted]';

/** All that one attempt needs: the stored body and the webhook's configuration at this moment. */
export interface Outgoing {
  /** `webhook-id`: the event's id, the same on every attempt. */
  id: string;
  environmentId: string;
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
export function createSender(guard: AddressGuard, clock: Clock): Sender {
  const client = createHttpClient(guard.lookupFor);

  return {
    async send(outgoing, abort) {
      const startedAt = performance.now();
      const timestamp = Math.floor(clock.now().getTime() / 1000);
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
      const url = new URL(outgoing.url);
      const refused = refusalOf(url, guard);
      const { status, headers, body, cut, failure }: HttpResult = refused
        ? forbidden(url, refused)
        : await client.request({
            url,
            environmentId: outgoing.environmentId,
            method: outgoing.method,
            headers: [...outgoing.customHeaders, ...ownHeaders].flatMap(({ name, value }) => [name, value]),
            body: Buffer.from(outgoing.body),
            timeout: outgoing.timeout * 1000,
            abort,
          });
      if (status !== null) {
        const all = byName(headers ?? []);
        exchange.http_status = status;
        exchange.response_headers = loggedHeaders(all);
        exchange.retryAfter = parseRetryAfter(all.get('retry-after')?.[0], clock.now());
        const [contentType] = all.get('content-type') ?? [];
        const contentEncoding = all.get('content-encoding')?.join(', ');
        exchange.response_body = await readBody({ bytes: body, cut, contentType, contentEncoding });
      }
      if (failure) Object.assign(exchange, failureOf(failure, url.host));
      else if (status === null || status < 200 || status > 299) {
        exchange.error_code = 'http_status';
        exchange.error_parameters = { status: status ?? 0 };
      }
      exchange.duration_ms = Math.round(performance.now() - startedAt);
      return exchange;
    },
    close: async () => client.close(),
  };
}

/** A literal address is connected to without a look-up, so the guard has to see it here; names are judged by what they resolve to. */
function refusalOf(url: URL, guard: AddressGuard): ForbiddenReason | null {
  const refusal = guard.refusal(url);
  return refusal === 'own' || isIP(url.hostname.replace(/^\[|\]$/g, '')) ? refusal : null;
}

function forbidden({ hostname }: URL, reason: ForbiddenReason): HttpResult {
  const failure = { error: new AddressForbidden(hostname, reason), phase: 'connect', ms: 0 } as const;
  return { status: null, headers: null, body: Buffer.alloc(0), cut: false, failure };
}

/** The values of each header, by its name in small letters. */
function byName(raw: string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = String(raw[index]).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), String(raw[index + 1])]);
  }
  return headers;
}

function loggedHeaders(headers: Map<string, string[]>): Header[] {
  return [...headers].map(([name, values]) => ({
    name,
    value: SECRET_RESPONSE_HEADERS.has(name) ? REDACTED : values.join(', '),
  }));
}
