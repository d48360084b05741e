import { createHash } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import type { Contract, Operation } from './contract.ts';
import { type Finding, findingsOf } from './request/findings.ts';
import type { MediaInContract } from './request/media.ts';
import type { Query } from './request/query.ts';
import { uriFault } from './request/url.ts';

/** The parts of a request that an operation's schemas are about. */
export interface RequestParts {
  params: Record<string, string>;
  query: Query;
  headers: Request['headers'];
  /** Undefined where the operation has none. */
  cookies: Record<string, string> | undefined;
  body: unknown;
  /** Which of the operation's media types the body is. */
  media: MediaInContract | undefined;
}

/** What was found, and the parts with each value as the type that its schema has. */
export interface Validated {
  findings: Finding[];
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  headers: Record<string, unknown>;
}

/**
 * Checks a request by its operation's schemas, and makes `res.json` check the answer by them, if answers are to be checked.
 * @param next told of an answer that does not fit
 */
export type Validate = (
  operation: Operation,
  parts: RequestParts,
  req: Request,
  res: Response,
  next: (error: unknown) => void,
) => Promise<Validated>;

/**
 * express-openapi-validator, which never sees the request itself: it matches paths in its own way, and reads queries and
 * content types in its own way. It is given a document with one plain path per operation, and a request to that path.
 *
 * Two of them: the first stops at the first thing that it finds, so that no request costs more than it must. Only what it
 * refuses is given to the other, which finds everything: with long lists and objects cut, since it would go on through 100,000
 * bad items.
 */
export function createValidator(contract: Contract, operations: Operation[], validateResponses: boolean): Validate {
  const paths = new Map(operations.map(({ id }, index) => [id, `/${index}`]));
  const document = documentFor(contract, operations, paths);
  const first = checkerOf(middlewareFor(document, { allErrors: false, validateResponses }));
  const shorten = shortener(document);
  let every: Check | undefined;
  const app = express();

  function viewFor(
    operation: Operation,
    { params, query, headers, cookies, ...sentBody }: RequestParts,
    req: Request,
  ): View {
    const path = (paths.get(operation.id) ?? '') + pathOf(Object.values(params));
    const sent = { app, baseUrl: '', path, url: path, originalUrl: path };
    const body = checkable(sentBody);
    const type = body === undefined ? undefined : sentBody.media?.checkedAs;
    return viewOf(req, {
      ...sent,
      query: { ...query },
      headers: headersFor(headers, type),
      cookies: cookies && { ...cookies },
      body,
    });
  }

  return async (operation, parts, req, res, next) => {
    const view = viewFor(operation, parts, req);
    const names = Object.keys(parts.params);
    const nameOf = (placeholder: string) => names[Number(placeholder.slice(1))] ?? placeholder;
    const findingsIn = async (check: Check, request: View): Promise<Finding[]> => {
      const error = await check(operation, request, res, next);
      const findings = error === undefined ? [] : findingsOf(error, partsOf(request));
      if (findings === null) throw error;
      return findings.map((one) => (one.place === 'params' ? { ...one, field: nameOf(one.field) } : one));
    };
    const findings = await findingsIn(first, view);
    if (findings.length > 0) {
      every ??= checkerOf(middlewareFor(document, { allErrors: true, validateResponses: false }));
      const cut = { ...parts, body: shorten(checkable(parts)) };
      findings.push(...(await findingsIn(every, viewFor(operation, cut, req))));
    }
    const given = Object.entries(view.params).map(([placeholder, value]) => [nameOf(placeholder), value]);
    return {
      findings,
      params: Object.fromEntries(given),
      query: view.query,
      headers: view.headers,
      cookies: view.cookies ?? {},
    };
  };
}

interface MiddlewareOptions {
  allErrors: boolean;
  validateResponses: boolean;
}

/** By what they were made of. Schemas are compiled, which takes longer than all else at a start, and hold nothing of who serves them. */
const made = new Map<string, RequestHandler[]>();

/** One middleware per contract and process, however many servers there are: the mock beside the service, or one per test. */
function middlewareFor(document: OpenAPIV3.DocumentV3_1, options: MiddlewareOptions): RequestHandler[] {
  const key = createHash('sha256')
    .update(JSON.stringify([document, options]))
    .digest('base64');
  const handlers = made.get(key) ?? makeMiddleware(document, options);
  made.set(key, handlers);
  return handlers;
}

function makeMiddleware(
  document: OpenAPIV3.DocumentV3_1,
  { allErrors, validateResponses }: MiddlewareOptions,
): RequestHandler[] {
  return OpenApiValidator.middleware({
    // It changes the document that it is given.
    apiSpec: structuredClone(document),
    validateRequests: { removeAdditional: false, allErrors, allowUnknownQueryParameters: true },
    validateResponses,
    validateSecurity: false,
    validateApiSpec: false, // the linter does, and better
    ignoreUndocumented: true,
    fileUploader: false,
    serDes: [],
    ajvFormats: { mode: 'full' }, // `fast` knows neither months nor their days
    formats: {
      uuid: { type: 'string', validate: (text: string) => UUID.test(text) }, // its own takes URNs as well
      uri: { type: 'string', validate: (text: string) => uriFault(text) === null }, // what is refused can be explained
    },
  });
}

function partsOf({ body, query, params, headers, cookies }: Request): Record<string, unknown> {
  return { body, query, params, headers, cookies };
}

/** A request as the validator sees it, and what the validator writes to it: which operation it is, and where its schemas are. */
type View = Request & { openapi?: { pathParams: Record<string, string> } };

/** Gives what the validator found, or undefined. Errors that come later are for `next`. */
type Check = (operation: Operation, view: View, res: Response, next: (error: unknown) => void) => Promise<unknown>;

/** Those of its handlers that look at what a request says. The others find out which operation it is. */
const CHECKS = new Set(['requestMiddleware', 'responseMiddleware']);

/**
 * The validator finds the operation of each request anew, and compiles the pattern of every path for it: more work than the
 * check itself. We know the operation, so what it found is remembered.
 */
function checkerOf(handlers: RequestHandler[]): Check {
  const found = new Map<string, NonNullable<View['openapi']>>();
  const checks = handlers.filter(({ name }) => CHECKS.has(name));
  return async (operation, view, res, next) => {
    const known = found.get(operation.id);
    if (!known) {
      const error = await run(handlers, view, res, next);
      if (view.openapi) found.set(operation.id, view.openapi);
      return error;
    }
    const values = view.path.split('/').slice(2).map(decodeURIComponent);
    view.openapi = { ...known, pathParams: Object.fromEntries(values.map((value, index) => [`p${index}`, value])) };
    return run(checks, view, res, next);
  };
}

/** RFC 9562, 4. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Items of a list, and unknown members of an object, in which every mistake is told; more than that nobody reads. */
const MOST_ITEMS = 100;

/**
 * Makes of a value the same one with the first items of its lists, and, of its objects, the first members that no schema of the
 * document names. The depth of values is bounded already.
 */
function shortener(document: object): (value: unknown) => unknown {
  const named = new Set<string>();
  JSON.stringify(document, (key, inner: unknown) => {
    if (key === 'properties' && typeof inner === 'object' && inner !== null) {
      for (const name of Object.keys(inner)) named.add(name);
    }
    if (key === 'required' && Array.isArray(inner)) for (const name of inner) named.add(String(name));
    return inner;
  });
  return function shorten(value: unknown): unknown {
    if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map(shorten);
    if (typeof value !== 'object' || value === null) return value;
    let unknown = 0;
    const kept = Object.keys(value).filter((name) => named.has(name) || unknown++ < MOST_ITEMS);
    return Object.fromEntries(kept.map((name) => [name, shorten(Reflect.get(value, name))]));
  };
}

/** The same request with other parts. What is written to it does not reach the request. */
function viewOf(req: Request, parts: object): View {
  return Object.create(Object.create(req, Object.getOwnPropertyDescriptors(parts)));
}

/** The validator compiles a schema for each content type that it meets, parameters included, and never forgets one: it meets those of the document. */
function headersFor(
  { 'content-type': _, ...headers }: Request['headers'],
  type: string | null | undefined,
): Request['headers'] {
  return typeof type === 'string' ? { ...headers, 'content-type': type } : headers;
}

/** The body as its schema has it: without those that no schema can be asked about, and with a text for each file. */
function checkable({ body, media }: Pick<RequestParts, 'body' | 'media'>): unknown {
  if (media?.checkedAs == null) return undefined;
  return media.kind === 'multipart' ? withoutFiles(body) : body;
}

function withoutFiles(value: unknown): unknown {
  if (value instanceof File) return value.name;
  if (Array.isArray(value)) return value.map(withoutFiles);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutFiles(inner)]));
}

function pathOf(params: string[]): string {
  return params.map((value) => `/${encodeURIComponent(value)}`).join('');
}

/** Gives what a handler passes on as an error, or undefined. Errors that come later are for `next`. */
async function run(
  handlers: RequestHandler[],
  req: Request,
  res: Response,
  next: (error: unknown) => void,
): Promise<unknown> {
  for (const handler of handlers) {
    let passed = false;
    const error = await new Promise<unknown>((resolve) => {
      const pass = (failed?: unknown) => {
        if (passed && failed !== undefined) next(failed);
        passed = true;
        resolve(failed);
      };
      Promise.resolve(handler(req, res, pass)).catch(pass);
    });
    if (error !== undefined) return error;
  }
  return undefined;
}

type Node = Record<string, unknown>;

function documentFor(
  { document }: Contract,
  operations: Operation[],
  paths: Map<string, string>,
): OpenAPIV3.DocumentV3_1 {
  const whole = document as OpenAPIV3.DocumentV3_1;
  const items = operations.map((operation): [string, Node] => {
    const count = operation.parameters.filter((one) => one.in === 'path').length;
    const placeholders = Array.from({ length: count }, (_, index) => `/{p${index}}`).join('');
    return [`${paths.get(operation.id)}${placeholders}`, { [operation.method]: nodeOf(operation) }];
  });
  // Schemas may be referred to where they stand in a path.
  const kept = JSON.stringify(whole).includes('"#/paths/') ? whole.paths : {};
  return {
    ...whole,
    ...(!String(whole.openapi).startsWith('3.0') && { openapi: '3.1.0' }),
    servers: [{ url: '/' }],
    paths: { ...kept, ...Object.fromEntries(items) },
  };
}

function nodeOf({ id, path, parameters, body, node }: Operation): Node {
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
  const { requestBody: _, security: _security, ...rest } = node;
  return {
    ...rest,
    operationId: id,
    parameters: parameters.map((one) => {
      if (one.in === 'path') return { ...one.node, name: `p${names.indexOf(one.name)}` };
      // Reserved characters are judged where the query is read.
      return one.in === 'query' ? { ...one.node, allowReserved: true } : one.node;
    }),
    ...(body && { requestBody: { required: false, content: contentOf(body.media) } }),
  };
}

/** Each schema by the type that a body has for the validator: it knows fewer than contracts have. */
function contentOf(media: MediaInContract[]): Node {
  const checked = media.filter(({ checkedAs }) => checkedAs !== null);
  return Object.fromEntries(checked.map(({ checkedAs, node: { schema } }) => [checkedAs, { schema }]));
}
