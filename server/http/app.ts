import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { type Language, languages } from '../../generated/operations.ts';
import { type BindOptions, bind, type Contract } from '../../toolkit/express/bind.ts';
import { answerError } from '../../toolkit/express/errors.ts';
import type { Handlers, OperationInContract } from '../../toolkit/express/handlers.ts';
import { languagePicker } from '../../toolkit/express/language/picker.ts';
import { locals, requestContext } from '../../toolkit/express/request/context.ts';
import { docs } from '../docs/serve.ts';
import { withoutDocuments } from '../observability/logger.ts';
import { ApiError } from './api-error.ts';
import { sentence } from './messages.ts';

export interface AppOptions extends BindOptions {
  logger: Logger;
  /** Told of every answer. */
  onAnswered(answer: { operationId: string; status: number; seconds: number }): void;
  /** Where the built docs are, for `/docs`; null while there are none. Without it there is no `/docs`. */
  docsFolder?: () => Promise<string | null>;
}

/** An Express application that is the contract: what is in it is served, and nothing else. */
export function createApp<Operations, Table extends Record<keyof Operations, OperationInContract>>(
  contract: Contract<Operations, Table>,
  handlers: Handlers<Operations, Table, Language>,
  { logger, onAnswered, docsFolder, ...options }: AppOptions,
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // As the validator matches paths, so that both agree on which operation a request is.
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.set('query parser', 'simple');

  app.use(requestContext(languagePicker(languages)));
  app.use(
    pinoHttp({
      logger,
      genReqId: (_req, res) => String(res.getHeader('X-Request-Id')),
      customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
      serializers: {
        // Method, path and status say what happened; headers hold tokens.
        req: ({ id, method, url }) => ({ id, method, url }),
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
  app.use(demandHost);
  if (docsFolder) app.use('/docs', docs(docsFolder));
  bind(app, contract, handlers, options);
  app.use(answerError);
  return app;
}

/** HTTP/1.1 requests have to name the host (RFC 9112, 3.2). */
const demandHost: RequestHandler = (req, _res, next) => {
  if (req.headers.host === undefined && req.httpVersion === '1.1') {
    throw new ApiError('MALFORMED_REQUEST', { message: sentence('malformed_request') });
  }
  next();
};
