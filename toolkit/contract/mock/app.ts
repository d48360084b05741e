import { randomUUID } from 'node:crypto';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import {
  type AnswerMalformed,
  cors,
  createFront,
  type ErrorPreset,
  locals,
  methodNotAllowed,
  preparedApp,
  routeNotFound,
  type Translator,
  targetOf,
} from '../../express/index.ts';
import type { JsonObject } from '../document/json.ts';
import type { Backend, Call, Exchange } from './backend.ts';
import { anyCredentials } from './credentials.ts';
import type { Faults } from './faults.ts';
import type { Documents } from './load.ts';
import type { MockMessages } from './messages.ts';
import { type Operation, tableOf } from './operations.ts';
import { readPreference } from './prefer.ts';

/** Where the mock itself answers. */
const OWN = '/__mock';
/** The contract, as any server may give it. */
const CONTRACT = '/openapi.json';

export interface AppOptions {
  document: JsonObject;
  documents: Documents;
  operations: Operation[];
  languages: readonly [string, ...string[]];
  /** Those that have gaps. */
  drafts: readonly string[];
  translator: Translator<MockMessages>;
  errors: ErrorPreset;
  backend: Backend;
  faults: Faults;
  /** What `GET /__mock` tells. */
  about: () => object;
  reset: () => Promise<void>;
  /** Told of what nobody should see. */
  onError: (error: unknown) => void;
}

/** The front of a server, with CORS, delay and faults before it and the backend behind it. */
export function createMockApp(options: AppOptions): {
  express: Express;
  malformed: AnswerMalformed;
  problems: string[];
} {
  const { document, operations, languages, drafts, translator, errors, backend, faults, onError } = options;
  const front = createFront(
    { document, operations: tableOf(operations) },
    {
      languages,
      translator,
      errors,
      credentials: anyCredentials(document, operations),
      newRequestId: randomUUID,
      validateResponses: false,
      onError: (_kind, error) => onError(error),
    },
  );
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const exposedHeaders = operations.flatMap(({ replies }) => replies.flatMap(({ headers }) => headers));

  function callOf(exchange: Exchange): Call | null {
    const found = front.find(exchange.req);
    const operation = 'operation' in found ? byId.get(found.operation.id) : undefined;
    if (!operation || !('operation' in found)) return null;
    const preference = readPreference(exchange.req.headers['prefer'], operation);
    return { ...exchange, operation, params: found.params, preference };
  }

  // Examples of a draft have sentences of the first language where it has gaps.
  const drafted: RequestHandler = (_req, res, next) => {
    const { language, spoken } = locals(res).context;
    if (drafts.includes(language)) [language, languages[0]].forEach(spoken);
    next();
  };

  const app = preparedApp(express());
  app.use(front.context, drafted);
  app.use(cors({ allows: () => true, exposedHeaders }));
  app.use(front.demandHost, answerOwn(options), answerContract(options));
  app.use(async (req, res, next) => {
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    await faults.delay(req.headers, gone.signal);
    const call = callOf(exchangeOf(req, res));
    if (!call || !(await faults.answer(call))) next();
  });
  if (!backend.checksItself) app.use(front.route, ...front.check);
  app.use(async (req, res) => {
    const exchange = exchangeOf(req, res);
    await backend.answer(exchange, callOf(exchange));
  });
  app.use(unlessGone, front.error);
  return { express: app, malformed: front.malformed, problems: front.problems };
}

function exchangeOf(req: Request, res: Response): Exchange {
  const { language, requestId } = locals(res).context;
  return { req, res, language, requestId, ...targetOf(req) };
}

function answerOwn({ about, reset }: AppOptions): RequestHandler {
  const methods: Record<string, string> = { [OWN]: 'GET', [`${OWN}/reset`]: 'POST' };
  return async (req, res, next) => {
    const { pathname } = targetOf(req);
    if (pathname !== OWN && !pathname.startsWith(`${OWN}/`)) return next();
    const method = methods[pathname];
    if (!method) throw routeNotFound();
    if (req.method !== method) throw methodNotAllowed(req.method, method === 'GET' ? ['GET', 'HEAD'] : [method]);
    if (method === 'POST') await reset();
    res.json({ success: true, data: about() });
  };
}

/** The contract in the language asked for, unless it has an operation of this path itself. */
function answerContract({ documents, operations }: AppOptions): RequestHandler {
  const isTaken = operations.some(({ path }) => path === CONTRACT);
  return (req, res, next) => {
    if (isTaken || targetOf(req).pathname !== CONTRACT) return next();
    if (req.method !== 'GET') throw methodNotAllowed(req.method, ['GET', 'HEAD']);
    res.json(documents.get(locals(res).context.language));
  };
}

/** Nobody is left to be told of an error when the caller has left. */
const unlessGone: ErrorRequestHandler = (error, _req, res, next) => {
  if (!res.destroyed) next(error);
};
