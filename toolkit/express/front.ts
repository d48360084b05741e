import type { ErrorRequestHandler, Express, NextFunction, Request, RequestHandler, Response } from 'express';
import { type Contract, type Operation, resolverOf } from './contract.ts';
import { type ErrorOptions, errorAnswers, methodNotAllowed, routeNotFound } from './errors.ts';
import { type EventStream, sendEventStream } from './event-stream.ts';
import type { Handlers, OperationInContract } from './handlers.ts';
import { bodyIsShared } from './in-turn.ts';
import type { Translator } from './language/translate.ts';
import type { AnswerMalformed } from './listen.ts';
import type { FrontMessages } from './messages.ts';
import { type BodyLimits, bodyReaders } from './request/body.ts';
import { locals, requestContext, targetOf } from './request/context.ts';
import { parseCookies } from './request/cookies.ts';
import { type Authenticate, authenticator, type Credential } from './request/credentials.ts';
import { type Finding, refusalOf } from './request/findings.ts';
import { scalarOf } from './request/form.ts';
import { demandHost } from './request/host.ts';
import { stringify } from './request/json.ts';
import { isJson } from './request/media.ts';
import { numberFindings } from './request/numbers.ts';
import { periodFindings } from './request/period.ts';
import { parseQuery, queryFindings } from './request/query.ts';
import { createRouter, type Route } from './router.ts';
import { sharedJson } from './shared-body.ts';
import { usableContract } from './usable-contract.ts';
import { createValidator, type Validated } from './validator.ts';

const MIB = 1024 * 1024;
const LIMITS: BodyLimits = { body: MIB / 4, upload: 10 * MIB, uploads: 100 * MIB, nesting: 64, digits: 1_000 };

export interface FrontOptions<Language extends string, Messages extends FrontMessages, Caller extends object>
  extends ErrorOptions {
  /** The languages of the contract, the default first. */
  languages: readonly [Language, ...Language[]];
  translator: Translator<Messages>;
  /** How the credentials of each security scheme are checked, by its name in the contract. What it gives is for the handlers of secured operations. */
  credentials?: Record<string, Credential<Caller>>;
  /** Instead of `credentials`: whose they are, whatever the contract asks for. @throws HttpError for those that are not accepted */
  authenticate?: (req: Request) => Caller | Promise<Caller>;
  /** How large bodies may be, in bytes: 256 KiB, 10 MiB with files, and 100 MiB of files in memory at once, unless given. */
  limits?: Partial<BodyLimits>;
  newRequestId: () => string;
  /** The time at which a request comes in; that of this machine unless given. */
  now?: () => Date;
}

/** What stands between HTTP and whoever answers for a contract: mount its parts in this order. */
export interface Front<Handled> {
  /** Gives each request its language and its id. */
  context: RequestHandler;
  /** Refuses HTTP/1.1 without a host. */
  demandHost: RequestHandler;
  /** Settles which operation a request is: 404 and 405 for none. */
  route: RequestHandler;
  /** In this order: the token, the body, the contract. So what is not authenticated is not even read. */
  check: RequestHandler[];
  /** Answers by a handler for every operation. */
  answer(handlers: Handled): RequestHandler;
  /** Last: whatever was thrown. */
  error: ErrorRequestHandler;
  /** For what is not HTTP. */
  malformed: AnswerMalformed;
  /** What of the contract cannot be checked, a sentence each, with its place in the document; `contract check` tells it beforehand. */
  problems: string[];
  /** Where a request leads. */
  find(req: Request): Route;
}

interface Checked {
  operation: Operation;
  search: string;
  input?: object;
}

export function createFront<
  Operations,
  Table extends Record<keyof Operations, OperationInContract>,
  Language extends string,
  Messages extends FrontMessages,
  Caller extends object,
>(
  contract: Contract<Table>,
  options: FrontOptions<Language, Messages, Caller>,
): Front<Handlers<Operations, Table, Language, Messages, Caller>> {
  const { languages, translator, newRequestId, now = () => new Date(), validateResponses } = options;
  const { usable, operations, problems } = usableContract(contract);
  const { document } = usable;
  const find = createRouter(operations);
  const validate = createValidator(usable, operations, validateResponses !== false);
  const resolve = resolverOf(document);
  const authenticate = authenticateBy(options, document, operations, resolve);
  const readerFor = bodyReaders({ ...LIMITS, ...options.limits }, resolve);
  const readers = new Map(operations.map(({ id, body }) => [id, body && readerFor(body)]));
  const checked = new WeakMap<Response, Checked>();
  const { handler: error, malformed } = errorAnswers(options);

  const route: RequestHandler = (req, res, next) => {
    const { pathname, search } = targetOf(req);
    const found = find(req.method, pathname);
    if ('allowed' in found) throw methodNotAllowed(req.method, found.allowed);
    if (!('operation' in found)) throw routeNotFound();
    checked.set(res, { operation: found.operation, search });
    Object.assign(locals(res), { operationId: found.operation.id, params: found.params });
    // Before the validator of answers, which puts itself in front of it.
    res.json = (body) => {
      const shared = sharedJson(body);
      if (shared) bodyIsShared(res);
      // Whoever has set another media type has done so for this body.
      if (!res.hasHeader('Content-Type')) res.set('Content-Type', 'application/json');
      return res.send(shared ?? (body === undefined ? undefined : stringify(body)));
    };
    next();
  };
  const checkedOf = (res: Response): Checked => {
    const known = checked.get(res);
    if (!known) throw routeNotFound();
    return known;
  };

  const check: RequestHandler[] = [
    async (req, res, next) => {
      const { operation } = checkedOf(res);
      if (operation.secured) locals(res).caller = await authenticate(operation, req);
      next();
    },
    (req, res, next) => {
      const read = readers.get(checkedOf(res).operation.id);
      delete req.body;
      if (read) read(req, res, next);
      else next();
    },
    async (req, res, next) => {
      const known = checkedOf(res);
      known.input = await inputOf(req, res, known, next);
      next();
    },
  ];

  async function inputOf(req: Request, res: Response, { operation, search }: Checked, next: NextFunction) {
    const params = locals(res).params ?? {};
    const body: unknown = req.body;
    const query = parseQuery(search, operation.parameters);
    for (const name of operation.keysInQuery) delete query[name];
    const hasCookies = operation.parameters.some((one) => one.in === 'cookie');
    const cookies = hasCookies ? parseCookies(req.headers.cookie) : undefined;
    const before = [
      ...queryFindings(query, operation.parameters),
      ...numberFindings(operation.parameters, ({ name, in: place }) =>
        place === 'header' ? req.headers[name.toLowerCase()] : { query, path: params, cookie: cookies }[place]?.[name],
      ),
    ];
    const unknown = new Set(before.map(({ field }) => field));
    const known = Object.entries(query).filter(([name]) => !unknown.has(name));
    const parts = {
      params,
      query: Object.fromEntries(known),
      headers: req.headers,
      cookies,
      body,
      media: locals(res).media,
    };
    const validated = validate(operation, parts, req, res, next);
    const findings = [...before, ...validated.findings, ...periodsOf(operation, validated, body)];
    if (findings.length > 0) throw refusalOf(findings);
    const { query: checkedQuery, headers } = validated;
    return {
      params: lowerCaseIds(validated.params),
      query: checkedQuery,
      headers,
      cookies: cookies === undefined ? {} : typedCookies(cookies, operation),
      body,
      bodyType: locals(res).media?.type,
      bodyText: locals(res).bodyText,
    };
  }

  function answer(handlers: Handlers<Operations, Table, Language, Messages, Caller>): RequestHandler {
    return async (req, res) => {
      const { operation, input } = checkedOf(res);
      // Whoever asked has gone: nothing is done for nobody.
      if (req.socket.destroyed) return;
      // The compiler cannot see that the operation picks the handler and the types of its input alike; the checks have just made sure of it.
      const handle: unknown = handlers[operation.id as keyof Operations];
      if (typeof handle !== 'function' || !input) throw routeNotFound();
      const { context, caller } = locals(res);
      const answered: { status: number; type?: string; body: unknown } = await handle(input, { ...context, ...caller });
      const { status, type, body } = answered;
      res.status(status);
      if (isEventStream(body)) return sendEventStream(res, body);
      if (type !== undefined) res.set('Content-Type', type);
      if (type === undefined || isJson(type)) res.json(body);
      else res.send(await bytesOf(body));
    };
  }

  return {
    context: requestContext({ languages, translator, newRequestId, now }),
    demandHost,
    route,
    check,
    answer,
    error,
    malformed() {
      const [language] = languages;
      const requestId = newRequestId();
      return {
        headers: {
          'Content-Type': `${options.errors.type ?? 'application/json'}; charset=utf-8`,
          'Content-Language': language,
          Vary: 'Accept-Language',
          'Cache-Control': 'no-store',
          'X-Request-Id': requestId,
        },
        body: malformed(language, requestId),
      };
    },
    problems,
    find: (req) => find(req.method, targetOf(req).pathname),
  };
}

function isEventStream(body: unknown): body is EventStream {
  return typeof body === 'function';
}

/** What an application needs so that nobody but the front reads paths, queries and bodies. */
export function preparedApp(app: Express): Express {
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.enable('case sensitive routing');
  app.enable('strict routing');
  return app;
}

function authenticateBy<Caller extends object>(
  { authenticate, credentials }: Pick<FrontOptions<string, FrontMessages, Caller>, 'authenticate' | 'credentials'>,
  document: object,
  operations: Operation[],
  resolve: (node: unknown) => Record<string, unknown>,
): Authenticate {
  if (authenticate) return async (_operation, req) => authenticate(req);
  const secured = operations.filter((operation) => operation.secured);
  return authenticator(document, secured, credentials ?? {}, resolve);
}

function periodsOf({ hasPeriod }: Operation, { query }: Validated, body: unknown): Finding[] {
  return [...(hasPeriod.query ? periodFindings(query) : []), ...(hasPeriod.body ? periodFindings(body) : [])];
}

/** What Express sends as it is. */
async function bytesOf(body: unknown): Promise<unknown> {
  if (body instanceof Blob) return Buffer.from(await body.arrayBuffer());
  return body instanceof Uint8Array && !Buffer.isBuffer(body) ? Buffer.from(body) : body;
}

/** The cookies that the operation has, each as its type. */
function typedCookies(cookies: Record<string, string>, { parameters }: Operation): Record<string, unknown> {
  const given = parameters.filter((one) => one.in === 'cookie' && Object.hasOwn(cookies, one.name));
  return Object.fromEntries(
    given.map(({ name, type }) => [name, scalarOf(cookies[name] ?? '', { type, isNullable: false })]),
  );
}

/** UUIDs are the same in upper case (RFC 9562, 4), and are stored in lower case. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function lowerCaseIds(params: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(params);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' && UUID.test(value) ? value.toLowerCase() : value]),
  );
}
