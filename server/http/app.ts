import express, { type Express, type Request } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { MessageParameters } from '../../generated/messages.ts';
import { type Language, languages } from '../../generated/operations.ts';
import {
  type AnswerMalformed,
  type Contract,
  cors,
  createFront,
  type ErrorKind,
  type Handlers,
  locals,
  type OperationInContract,
  preparedApp,
  standardErrors,
  targetOf,
  withoutBase,
} from '../../toolkit/express/index.ts';
import type { Caller } from '../api/api.ts';
import { ApiError } from '../api/api-error.ts';
import { message, translator } from '../api/messages.ts';
import { consolePages } from '../console/serve.ts';
import type { Clock } from '../database/clock.ts';
import { isDatabaseUnavailable } from '../database/errors.ts';
import { newId } from '../database/ids.ts';
import { docs } from '../docs/serve.ts';
import { sharedBy } from '../limits/limits.ts';
import { createShares } from '../limits/shares.ts';
import { withoutDocuments } from '../observability/logger.ts';
import { createAccess } from './access.ts';

export interface AppOptions {
  /** Whose token a request carries. @throws UNAUTHENTICATED or RATE_LIMITED */
  authenticate(req: Request): Promise<Caller> | Caller;
  /** Whose `X-Forwarded-For` counts: Express's `trust proxy`. Nobody's without it. */
  trustProxy?: number | string[];
  /** Check answers against the contract too; for development and tests, since it costs time. */
  validateResponses: boolean;
  logger: Logger;
  clock: Clock;
  /** Told of every answer. */
  onAnswered(answer: { operationId: string; status: number; seconds: number }): void;
  /** The path of the public address: requests have it or not. */
  base?: string;
  /** Pages of these origins may call the API; none without it. */
  corsOrigins?: readonly string[];
  /** Where the built docs are, for `/docs`; null while there are none. Without it there is no `/docs`. */
  docsFolder?: () => Promise<string | null>;
  /** Whose pages may show the console in a frame. Without it there is no `/console`. */
  portalOrigins?: readonly string[];
}

export interface App {
  express: Express;
  /** For `listen`: what is not HTTP. */
  malformed: AnswerMalformed;
}

const TOLD: Record<ErrorKind, string> = {
  failed: 'request failed',
  unavailable: 'database unavailable',
  undocumented: 'answer is not in the contract',
};

/** An Express application that is the contract: what is in it is served, and nothing else. */
export function createApp<Operations, Table extends Record<keyof Operations, OperationInContract>>(
  contract: Contract<Table>,
  handlers: Handlers<Operations, Table, Language, MessageParameters, Caller>,
  {
    authenticate,
    trustProxy = 0,
    validateResponses,
    logger,
    clock,
    onAnswered,
    corsOrigins = [],
    base = '',
    docsFolder,
    portalOrigins,
  }: AppOptions,
): App {
  const assertAllowed = createAccess(contract.document, contract.operations);
  const front = createFront<Operations, Table, Language, MessageParameters, Caller>(contract, {
    languages,
    translator,
    errors: standardErrors,
    authenticate: inTurn(async (req) => {
      const caller = await authenticate(req);
      if (req.res) assertAllowed(caller, locals(req.res));
      return caller;
    }),
    now: clock.now,
    newRequestId: () => newId(clock.now()),
    validateResponses,
    isUnavailable: isDatabaseUnavailable,
    onError: (kind, err, req) => req.log.error({ err }, TOLD[kind]),
  });
  const app = preparedApp(express());
  app.set('trust proxy', trustProxy);
  if (base !== '') app.use(withoutBase(base));
  app.use(front.context);
  app.use(
    pinoHttp({
      logger,
      genReqId: (_req, res) => String(res.getHeader('X-Request-Id')),
      customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
      serializers: {
        // Method, path and status say what happened; headers hold tokens, and so may queries.
        req: ({ id, method, url }) => ({ id, method, path: targetOf({ url }).pathname }),
        res: ({ statusCode }) => ({ statusCode }),
        err: withoutDocuments,
      },
    }),
  );
  app.use((_req, res, next) => {
    const startedAt = performance.now();
    res.on('finish', () => {
      const operationId = locals(res).operationId ?? 'none';
      onAnswered({ operationId, status: res.statusCode, seconds: (performance.now() - startedAt) / 1000 });
    });
    next();
  });
  app.use(helmet());
  if (corsOrigins.length > 0) app.use(cors({ allows: (origin) => corsOrigins.includes(origin) }));
  app.use(front.demandHost);
  if (docsFolder) app.use('/docs', docs(docsFolder));
  if (portalOrigins) app.use('/console', consolePages(portalOrigins));
  app.use(front.route, ...front.check, front.answer(handlers));
  app.use(front.error);
  return { express: app, malformed: front.malformed };
}

/** Lets no environment have all requests under way: beyond its share they wait, by turns, until others of it are answered. */
function inTurn(authenticate: AppOptions['authenticate']): AppOptions['authenticate'] {
  const shares = createShares(sharedBy('requestsUnderWay'));
  return async (req) => {
    const caller = await authenticate(req);
    const gone = new AbortController();
    const leave = () => gone.abort(new ApiError('MALFORMED_REQUEST', { message: message('malformed_request') }));
    req.res?.once('close', leave);
    if (req.res?.closed) leave();
    const giveBack = await shares.take(caller.environmentId, gone.signal);
    req.res?.once('close', giveBack);
    if (req.res?.closed) giveBack();
    return caller;
  };
}
