import { isObject } from '../document/json.ts';
import type { Exchange } from './backend.ts';
import { Failure, sentence } from './failure.ts';
import type { Mocked } from './prism.ts';

/** What the front says itself, for each request anew. */
const OF_THE_FRONT = new Set(['content-language', 'x-request-id', 'content-length']);

/** Sends what Prism made; an error names the request that it is the answer to, as the server's do. */
export function sendMocked({ res, requestId }: Exchange, { status, headers, body }: Mocked): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!OF_THE_FRONT.has(name.toLowerCase())) res.setHeader(name, value);
  }
  res.statusCode = status;
  if (body === undefined) res.end();
  else if (/\bjson\b/.test(headers['Content-type'] ?? 'json')) sendJson(res, withRequestId(body, requestId));
  else res.end(String(body));
}

export function sendFailure({ res, say, requestId }: Exchange, error: unknown): void {
  const failure =
    error instanceof Failure ? error : new Failure(500, 'INTERNAL_ERROR', { message: sentence('internal_error') });
  for (const [name, value] of Object.entries(failure.details.headers ?? {})) res.setHeader(name, value);
  res.statusCode = failure.status;
  sendJson(res, failure.body(say, requestId));
}

export function sendJson(res: Exchange['res'], body: unknown): void {
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.end(JSON.stringify(body));
}

function withRequestId(body: unknown, request_id: string): unknown {
  return isObject(body) && typeof body['request_id'] === 'string' ? { ...body, request_id } : body;
}
