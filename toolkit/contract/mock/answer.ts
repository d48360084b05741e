import { isObject } from '../document/json.ts';
import type { Exchange } from './backend.ts';
import type { Mocked } from './prism.ts';

/** What the front says itself, for each request anew. */
const OF_THE_FRONT = new Set(['content-language', 'x-request-id', 'content-length']);

/** Sends what Prism made; an error names the request that it is the answer to, as the server's do. */
export function sendMocked({ res, requestId }: Exchange, { status, headers, body }: Mocked): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!OF_THE_FRONT.has(name.toLowerCase())) res.setHeader(name, value);
  }
  res.status(status);
  if (body === undefined) res.end();
  else if (/\bjson\b/.test(headers['Content-type'] ?? 'json')) res.type('json').end(asText(body, requestId));
  else res.end(String(body));
}

function asText(body: unknown, request_id: string): string {
  const isNamed = isObject(body) && typeof body['request_id'] === 'string';
  return JSON.stringify(isNamed ? { ...body, request_id } : body);
}
