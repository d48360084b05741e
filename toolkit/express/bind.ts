import type { Express, Request, RequestHandler, Response } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import type { Language } from '../../generated/operations.ts';
import { ApiError, invalid, routeNotFound } from '../../server/http/api-error.ts';
import { sentence } from '../../server/http/messages.ts';
import type { Handlers, OperationInContract } from './handlers.ts';
import { locals } from './request/context.ts';
import { jsonBody, noBody } from './request/json-body.ts';

/** Bodies may be this large, in bytes, and nested this deep. */
const BODY_LIMIT = 256 * 1024;
const BODY_NESTING = 64;

export interface Contract<Operations, Table extends Record<keyof Operations, OperationInContract>> {
  /** The bundled OpenAPI document. */
  document: OpenAPIV3.DocumentV3_1;
  /** `operations` of generated/operations.ts. */
  operations: Table;
}

export interface BindOptions {
  /** Puts the environment of the caller's token into `locals(res)`, or throws UNAUTHENTICATED or RATE_LIMITED. */
  authenticate: RequestHandler;
  /** Check answers against the contract too; for development and tests, since it costs time. */
  validateResponses: boolean;
}

/**
 * Mounts every operation of a contract on `app`, checked by the contract on the way in (and out).
 * In this order: the token, the body, the contract, the handler. So what is not authenticated is not even read.
 */
export function bind<Operations, Table extends Record<keyof Operations, OperationInContract>>(
  app: Express,
  { document, operations }: Contract<Operations, Table>,
  handlers: Handlers<Operations, Table, Language>,
  { authenticate, validateResponses }: BindOptions,
): void {
  const routes = (Object.keys(operations) as (keyof Operations & string)[])
    .map((id) => {
      const { method, path, secured, requestBody } = operations[id];
      return { id, method: method as 'get', path: path.replaceAll(/\{(\w+)\}/g, ':$1'), secured, requestBody };
    })
    .toSorted((a, b) => literalFirst(a.path, b.path));

  for (const [path, ofPath] of Map.groupBy(routes, ({ path }) => path)) app.all(path, identify(ofPath));
  for (const { id, method, path, secured, requestBody } of routes) {
    const required = isBodyRequired(document, operations[id]);
    const body = requestBody ? jsonBody({ limit: BODY_LIMIT, nesting: BODY_NESTING, required }) : [noBody];
    app[method](path, only(id), ...(secured ? [authenticate] : []), ...body);
  }
  // Before the validator, which matches more loosely (a slash at the end) and would check the answer as that operation's.
  app.use((_req, res, next) => {
    if (locals(res).operationId === undefined) throw routeNotFound();
    next();
  });
  app.use(
    OpenApiValidator.middleware({
      // It changes the document that it is given.
      apiSpec: structuredClone(document),
      validateRequests: { removeAdditional: false },
      validateResponses,
      validateSecurity: false,
      validateApiSpec: false, // `npm run check` does, and better
      ignoreUndocumented: true,
      serDes: [],
      ajvFormats: { mode: 'full' }, // `fast` knows neither months nor their days
    }),
  );
  for (const { id, method, path } of routes) {
    // The compiler cannot see that `id` picks the handler and the types of its input alike; the validator has just made sure of it.
    const handler = handlers[id] as (
      input: object,
      context: object,
    ) => Promise<{ status: number; type?: string; body: unknown }>;
    app[method](path, only(id), async (req, res) => {
      if (!isValidated(req, id)) throw routeNotFound();
      assertFinite(req.query);
      const { context, environmentId } = locals(res);
      const answer = await handler(inputOf(req), { ...context, ...(environmentId && { environmentId }) });
      sendAnswer(res, answer);
    });
  }
}

function sendAnswer(res: Response, { status, type, body }: { status: number; type?: string; body: unknown }): void {
  res.status(status);
  if (type) res.type(type).send(body);
  else res.json(body);
}

/** Asked here, because the validator takes a body for required only if one of its fields is. */
function isBodyRequired({ paths, components }: OpenAPIV3.DocumentV3_1, { path, method }: OperationInContract): boolean {
  const body = paths?.[path]?.[method as 'post']?.requestBody;
  if (!body || !('$ref' in body)) return body?.required ?? false;
  const named = components?.requestBodies?.[body.$ref.replace('#/components/requestBodies/', '')];
  return named !== undefined && 'required' in named && named.required === true;
}

/** True if the validator has checked the request as this operation. Two routers match the path: none may see what the other does not. */
function isValidated(req: Request, id: string): boolean {
  const { openapi } = req as Request & { openapi?: { schema?: { operationId?: string } } };
  return openapi?.schema?.operationId === id;
}

/** The validator reads `1e999` as the number Infinity, which is then neither refused by its type nor by a `maximum`. */
function assertFinite(query: Request['query']): void {
  for (const [name, value] of Object.entries<unknown>(query)) {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw invalid(name, sentence('invalid_type', { expected: 'number' }));
    }
  }
}

/** UUIDs are the same in upper case (RFC 9562, 4), and ours are stored in lower case. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function inputOf(req: Request) {
  const params = Object.entries(req.params).map(([name, value]) => [name, String(value)] as const);
  return {
    params: Object.fromEntries(params.map(([name, value]) => [name, UUID.test(value) ? value.toLowerCase() : value])),
    query: req.query,
    headers: req.headers,
    body: req.body,
  };
}

/** `/logs/retry` before `/logs/:log_id` (OpenAPI 3.1, "Path Templating Matching": concrete paths first). */
function literalFirst(a: string, b: string): number {
  const ranked = [a, b].map((path) => path.replaceAll(/:\w+/g, '\uffff'));
  return (ranked[0] ?? '') < (ranked[1] ?? '') ? -1 : 1;
}

/** Settles which operation a request is: the first path that matches has the say, and refuses methods that it does not have. */
function identify(ofPath: { id: string; method: string }[]): RequestHandler {
  const methods = ofPath.map(({ method }) => method.toUpperCase());
  return (req, res, next) => {
    const known = locals(res);
    if (known.operationId === undefined) {
      const operation = ofPath[methods.indexOf(req.method)];
      if (!operation) throw methodNotAllowed(req.method, methods);
      known.operationId = operation.id;
    }
    next();
  };
}

/** Skips a route for requests that are another operation. */
function only(id: string): RequestHandler {
  return (_req, res, next) => next(locals(res).operationId === id ? undefined : 'route');
}

function methodNotAllowed(method: string, methods: string[]): ApiError {
  const allowed = methods.includes('GET') ? ['HEAD', ...methods] : methods;
  return new ApiError('METHOD_NOT_ALLOWED', {
    message: sentence('method_not_allowed', { method }),
    headers: { Allow: allowed.toSorted().join(', ') },
  });
}
