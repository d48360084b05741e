import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import type { Contract, Operation } from './contract.ts';
import { type CheckOptions, createOperationChecks, type OperationChecks, type View } from './operation-checks.ts';
import { type Finding, findingsOf } from './request/findings.ts';
import type { MediaInContract } from './request/media.ts';
import type { Query } from './request/query.ts';

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
) => Validated;

/**
 * express-openapi-validator, which never sees the request itself: it reads paths, queries and content types in its own way. It is
 * given a document with one plain path per operation, and what the front has read.
 *
 * Two of them: the first stops at the first thing that it finds, so that no request costs more than it must. Only what it
 * refuses is given to the other, which finds everything: with long lists and objects cut, since it would go on through 100,000
 * bad items.
 */
export function createValidator(contract: Contract, operations: Operation[], validateResponses: boolean): Validate {
  const places = new Map(operations.map(({ id, method }, index) => [id, { path: `/${index}`, method }]));
  const document = documentFor(contract, operations, places);
  const checksFor = (options: CheckOptions) => operationChecks(document, options);
  let first: OperationChecks | undefined;
  let every: OperationChecks | undefined;
  let shorten: ((value: unknown) => unknown) | undefined;

  return ({ id }, parts, req, res, next) => {
    const place = places.get(id);
    if (!place) throw new Error(`${id} is no operation of this contract`);
    const findingsIn = (checks: OperationChecks, view: View): Finding[] => {
      const error = checks.request(place, parts.params, view, res);
      const findings = error === undefined ? [] : findingsOf(error, partsOf(view));
      if (findings === null) throw error;
      return findings;
    };
    first ??= checksFor({ allErrors: false, validateResponses });
    const view = viewOf(req, place.path, parts);
    const findings = findingsIn(first, view);
    if (findings.length > 0) {
      shorten ??= shortener(document);
      every ??= checksFor({ allErrors: true, validateResponses: false });
      const cut = { ...parts, body: shorten(checkable(parts)) };
      findings.push(...findingsIn(every, viewOf(req, place.path, cut)));
    } else {
      first.answer(view, res, next);
    }
    return {
      findings,
      params: view.params,
      query: view.query,
      headers: view.headers,
      cookies: view.cookies ?? {},
    };
  };
}

/** By what they were made of. Schemas are compiled, which takes long, and hold nothing of who serves them. */
const made = new Map<string, OperationChecks>();

/** Those of a contract are made once per process, however many servers there are: the mock beside the service, or one per test. */
function operationChecks(document: OpenAPIV3.DocumentV3_1, options: CheckOptions): OperationChecks {
  const key = createHash('sha256')
    .update(JSON.stringify([document, options]))
    .digest('base64');
  const checks = made.get(key) ?? createOperationChecks(document, options);
  made.set(key, checks);
  return checks;
}

function partsOf({ body, query, params, headers, cookies }: Request): Record<string, unknown> {
  return { body, query, params, headers, cookies };
}

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

/** A request with these parts and nothing else. What is written to it does not reach the request. */
function viewOf({ method }: Request, path: string, { query, headers, cookies, ...sentBody }: RequestParts): View {
  const body = checkable(sentBody);
  return Object.assign(Object.create(Object.prototype), {
    method: method === 'HEAD' ? 'GET' : method,
    path,
    originalUrl: path,
    params: {},
    query: { ...query },
    headers: headersFor(headers, body === undefined ? undefined : sentBody.media?.checkedAs),
    cookies: cookies && { ...cookies },
    body,
  });
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

type Node = Record<string, unknown>;

function documentFor(
  { document }: Contract,
  operations: Operation[],
  places: Map<string, { path: string }>,
): OpenAPIV3.DocumentV3_1 {
  const whole = document as OpenAPIV3.DocumentV3_1;
  const items = operations.map((operation): [string, Node] => [
    places.get(operation.id)?.path ?? '',
    { [operation.method]: nodeOf(operation) },
  ]);
  // Schemas may be referred to where they stand in a path.
  const kept = JSON.stringify(whole).includes('"#/paths/') ? whole.paths : {};
  return {
    ...whole,
    ...(!String(whole.openapi).startsWith('3.0') && { openapi: '3.1.0' }),
    servers: [{ url: '/' }],
    paths: { ...kept, ...Object.fromEntries(items) },
  };
}

function nodeOf({ id, parameters, body, node }: Operation): Node {
  const { requestBody: _, security: _security, ...rest } = node;
  return {
    ...rest,
    operationId: id,
    // Reserved characters are judged where the query is read.
    parameters: parameters.map((one) => (one.in === 'query' ? { ...one.node, allowReserved: true } : one.node)),
    ...(body && { requestBody: { required: false, content: contentOf(body.media) } }),
  };
}

/** Each schema by the type that a body has for the validator: it knows fewer than contracts have. */
function contentOf(media: MediaInContract[]): Node {
  const checked = media.filter(({ checkedAs }) => checkedAs !== null);
  return Object.fromEntries(checked.map(({ checkedAs, node: { schema } }) => [checkedAs, { schema }]));
}
