import type { RequestHandler } from 'express';

/** What pages may read of an answer, beside what the contract documents. */
const ALWAYS_EXPOSED = ['Allow', 'Content-Language', 'Retry-After', 'WWW-Authenticate', 'X-Request-Id'];
/** Seconds for which a browser need not ask again. */
const MAX_AGE = '600';

export interface CorsOptions {
  /** Whether pages of this origin may call; `null` is the origin of sandboxed pages and of files. */
  allows(origin: string): boolean;
  /** Headers of answers that pages may read, beside the usual ones. */
  exposedHeaders?: string[];
}

/**
 * Lets pages of other origins call, with their cookies and tokens, and answers their preflights (Fetch Standard, "CORS protocol").
 * Origins are named, since `*` excludes credentials. An origin that may not call is answered as if it had not asked.
 */
export function cors({ allows, exposedHeaders = [] }: CorsOptions): RequestHandler {
  const byName = new Map([...ALWAYS_EXPOSED, ...exposedHeaders].map((name) => [name.toLowerCase(), name]));
  const exposed = [...byName.values()].toSorted().join(', ');
  return (req, res, next) => {
    const { origin } = req.headers;
    res.vary('Origin');
    if (origin === undefined || !allows(origin)) return next();
    res.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' });
    if (req.method !== 'OPTIONS' || !('access-control-request-method' in req.headers)) {
      res.set('Access-Control-Expose-Headers', exposed);
      return next();
    }
    const asked = req.headers['access-control-request-headers'];
    res.vary('Access-Control-Request-Headers');
    res
      .status(204)
      .set({
        'Access-Control-Allow-Methods': 'GET, HEAD, PUT, POST, PATCH, DELETE',
        'Access-Control-Allow-Headers': asked ?? 'Authorization, Content-Type',
        'Access-Control-Max-Age': MAX_AGE,
      })
      .end();
  };
}
