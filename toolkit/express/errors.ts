import type { ErrorRequestHandler, Response } from 'express';
import { isDatabaseUnavailable } from '../../server/database/errors.ts';
import { ApiError, routeNotFound, unavailable } from '../../server/http/api-error.ts';
import { sentence } from '../../server/http/messages.ts';
import type { Say } from './language/translate.ts';
import { locals } from './request/context.ts';
import { validationError } from './request/validation.ts';

/** Last in line: whatever was thrown, in whichever layer, leaves in the shape of the contract and the language asked for. */
export const answerError: ErrorRequestHandler = (error, req, res, _next) => {
  const known = asApiError(error);
  if (known.status >= 500)
    req.log.error({ err: error }, known.code === 'INTERNAL_ERROR' ? 'request failed' : 'database unavailable');
  if (res.headersSent) {
    res.destroy();
    return;
  }
  try {
    sendError(res, known);
  } catch (undocumented) {
    // The validator of answers does not find this one in the contract. It judges once, and never what is 500.
    req.log.error({ err: undocumented, code: known.code }, 'answer is not in the contract');
    sendError(res, internalError());
  }
};

export function sendError(res: Response, error: ApiError): void {
  const { say, requestId } = locals(res).context;
  res
    .status(error.status)
    .set(error.details.headers ?? {})
    .json(errorBody(error, say, requestId));
}

export function errorBody({ code, details }: ApiError, say: Say, request_id: string) {
  const { message, errors, reason } = details;
  return {
    success: false as const,
    message: message.in(say),
    code,
    ...(errors && {
      errors: Object.fromEntries(Object.entries(errors).map(([field, why]) => [field, why.map((one) => one.in(say))])),
    }),
    ...(reason && { reason }),
    request_id,
  };
}

/** Shapes of the errors of express.json (body-parser, raw-body) and of the router. */
interface FrameworkError {
  type?: string;
  status?: number;
  limit?: number;
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (isDatabaseUnavailable(error)) return unavailable();
  return validationError(error) ?? frameworkError(error) ?? internalError();
}

function internalError(): ApiError {
  return new ApiError('INTERNAL_ERROR', { message: sentence('internal_error') });
}

function frameworkError(error: unknown): ApiError | null {
  if (!(error instanceof Error)) return null;
  const { type, status, limit } = error as Error & FrameworkError;
  if (type === 'entity.too.large') {
    return new ApiError('PAYLOAD_TOO_LARGE', { message: sentence('payload_too_large', { limit: limit ?? 0 }) });
  }
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') {
    return new ApiError('UNSUPPORTED_MEDIA_TYPE', { message: sentence('unsupported_media_type') });
  }
  // A path that cannot be decoded (`%zz`) leads nowhere.
  if (error instanceof URIError) return routeNotFound();
  // What cannot be decompressed has no type, just the code of zlib.
  if (status === 400) return new ApiError('INVALID_JSON', { message: sentence('invalid_json') });
  return null;
}
