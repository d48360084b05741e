import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Operation } from './operations.ts';

/** What pages may read of an answer, beside what the contract documents. */
const ALWAYS_EXPOSED = ['Allow', 'Content-Language', 'Retry-After', 'WWW-Authenticate', 'X-Request-Id'];
/** Seconds for which a browser need not ask again. */
const MAX_AGE = '600';

/** The headers of the answers that a page of another origin may read. */
export function exposedHeaders(operations: Operation[]): string {
  const documented = operations.flatMap(({ replies }) => replies.flatMap(({ headers }) => headers));
  const byName = new Map([...ALWAYS_EXPOSED, ...documented].map((name) => [name.toLowerCase(), name]));
  return [...byName.values()].toSorted().join(', ');
}

/** Lets pages of any origin call the mock, with their cookies and tokens. Origins are named, since `*` excludes credentials. */
export function allowOrigin({ headers }: IncomingMessage, res: ServerResponse, exposed: string): void {
  res.appendHeader('Vary', 'Origin');
  if (headers.origin === undefined) return;
  res.setHeader('Access-Control-Allow-Origin', headers.origin);
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  res.setHeader('Access-Control-Expose-Headers', exposed);
}

/** Whether it is a browser asking whether it may ask. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && 'access-control-request-method' in headers;
}

export function answerPreflight({ headers }: IncomingMessage, res: ServerResponse): void {
  res.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, PUT, POST, PATCH, DELETE');
  res.setHeader(
    'Access-Control-Allow-Headers',
    headers['access-control-request-headers'] ?? 'Authorization, Content-Type',
  );
  res.setHeader('Access-Control-Max-Age', MAX_AGE);
  res.appendHeader('Vary', 'Access-Control-Request-Headers');
  res.writeHead(204).end();
}
