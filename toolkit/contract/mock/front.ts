import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { languages } from '../../../generated/operations.ts';
import type { PickLanguage } from '../../express/language/picker.ts';
import { sayIn } from '../../express/language/translate.ts';
import { sendFailure, sendJson } from './answer.ts';
import { type Backend, type Exchange, spokenLanguage } from './backend.ts';
import { allowOrigin, answerPreflight, exposedHeaders, isPreflight } from './cors.ts';
import { Failure, sentence } from './failure.ts';
import type { Faults } from './faults.ts';
import type { Operation } from './operations.ts';
import { readPreference } from './request/prefer.ts';
import { createRouter } from './request/router.ts';

/** An id that a caller may give a request, as the server takes it. */
const REQUEST_ID = /^[\w.-]{1,100}$/;
/** Where the mock itself answers. */
const OWN = '/__mock';

export interface FrontOptions {
  operations: Operation[];
  pickLanguage: PickLanguage<string>;
  backend: Backend;
  faults: Faults;
  /** What `GET /__mock` tells. */
  about: () => object;
  reset: () => Promise<void>;
  /** Told of what nobody should see. */
  onError: (error: unknown) => void;
}

/** What every request comes through: language, CORS, delay and faults; the backend answers the rest. */
export function createFront(options: FrontOptions): Server {
  const { operations, backend, faults, onError } = options;
  const route = createRouter(operations);
  const exposed = exposedHeaders(operations);

  async function answer(exchange: Exchange): Promise<void> {
    const { req, res, url } = exchange;
    if (isPreflight(req)) return answerPreflight(req, res);
    if (url.pathname === OWN || url.pathname.startsWith(`${OWN}/`)) return answerOwn(exchange, options);
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    await faults.delay(req.headers, gone.signal);
    const found = route(req.method ?? 'GET', url.pathname);
    if (!('operation' in found)) {
      if ('allowed' in found) throw methodNotAllowed(req, found.allowed);
      return backend.answer(exchange, null);
    }
    const preference = readPreference(req.headers['prefer'], found.operation);
    const call = { ...exchange, ...found, preference };
    if (!(await faults.answer(call))) await backend.answer(exchange, call);
  }

  const listener: RequestListener = (req, res) => {
    const language = options.pickLanguage(req.headers['accept-language']);
    const given = String(req.headers['x-request-id'] ?? '');
    const requestId = REQUEST_ID.test(given) ? given : randomUUID();
    const say = sayIn(spokenLanguage(language, languages));
    const exchange = { req, res, url: urlOf(req), language, say, requestId };
    res.setHeader('Content-Language', language);
    res.setHeader('X-Request-Id', requestId);
    res.setHeader('Vary', 'Accept-Language');
    allowOrigin(req, res, exposed);
    answer(exchange).catch((error) => {
      if (res.destroyed) return;
      if (!(error instanceof Failure)) onError(error);
      // What is left of the body is not waited for, so that the connection can be used again.
      req.resume();
      if (res.headersSent) res.destroy();
      else sendFailure(exchange, error);
    });
  };
  return createServer(listener);
}

async function answerOwn({ req, res, url }: Exchange, { about, reset }: FrontOptions): Promise<void> {
  const methods: Record<string, string> = { [OWN]: 'GET', [`${OWN}/reset`]: 'POST' };
  const method = methods[url.pathname];
  if (!method) throw new Failure(404, 'ROUTE_NOT_FOUND', { message: sentence('route_not_found') });
  if (req.method !== method) throw methodNotAllowed(req, [method]);
  req.resume();
  if (method === 'POST') await reset();
  sendJson(res, { success: true, data: about() });
}

function methodNotAllowed({ method = '' }: IncomingMessage, allowed: string[]): Failure {
  const message = sentence('method_not_allowed', { method });
  return new Failure(405, 'METHOD_NOT_ALLOWED', { message, headers: { Allow: allowed.join(', ') } });
}

/** Only the path and the query count, and `//` at the beginning is no host. */
function urlOf({ url = '/' }: IncomingMessage): URL {
  const path = url.startsWith('/') ? url : `/${url.replace(/^[a-z]+:\/\/[^/?]*\/?/i, '')}`;
  return new URL(`http://mock.invalid${path}`);
}
