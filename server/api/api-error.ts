import type { components } from '../../generated/types.ts';
import { type ErrorDetails as Details, HttpError, type Message } from '../../toolkit/express/index.ts';
import { message } from './messages.ts';

type Schemas = components['schemas'];
export type ErrorCode = Schemas['ErrorCode'];

export interface ErrorDetails extends Details {
  reason?: Schemas['RetryRefusalReason'];
}

const STATUS: Record<ErrorCode, number> = {
  MALFORMED_REQUEST: 400,
  INVALID_JSON: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  AGENT_NOT_FOUND: 404,
  WEBHOOK_NOT_FOUND: 404,
  LOG_NOT_FOUND: 404,
  TASK_NOT_FOUND: 404,
  ROUTE_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  TASK_IN_PROGRESS: 409,
  // As in the APIs of AWS IAM and of Azure. Not 429: that is for what waiting helps against, and clients try it again by themselves.
  // Not 403: nobody lacks a right.
  QUOTA_EXCEEDED: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  VALIDATION_FAILED: 422,
  WEBHOOK_URL_FORBIDDEN: 422,
  IDEMPOTENCY_KEY_REUSED: 422,
  LOG_NOT_RETRIABLE: 422,
  RATE_LIMITED: 429,
  INTERNAL_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
};

/** A failure that the caller is told about, in the shape of the contract. */
export class ApiError extends HttpError {
  constructor(code: ErrorCode, details: ErrorDetails) {
    super(STATUS[code], code, details);
    this.name = 'ApiError';
  }
}

/** 422 VALIDATION_FAILED for what a schema cannot say. */
export function invalid(field: string, ...why: Message[]): ApiError {
  return new ApiError('VALIDATION_FAILED', { message: message('validation_failed'), errors: { [field]: why } });
}

/** 503: trying again makes sense. @param retryAfter seconds */
export function unavailable(retryAfter = 5): ApiError {
  const headers = { 'Retry-After': String(retryAfter) };
  return new ApiError('SERVICE_UNAVAILABLE', { message: message('service_unavailable'), headers });
}

/** 401. */
export function unauthenticated(
  why: 'unauthenticated_missing' | 'unauthenticated_invalid' | 'unauthenticated_link',
): ApiError {
  return new ApiError('UNAUTHENTICATED', { message: message(why), headers: { 'WWW-Authenticate': 'Bearer' } });
}

/** 429. @param ms after which to try again */
export function rateLimited(ms: number): ApiError {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return new ApiError('RATE_LIMITED', {
    message: message('rate_limited', { seconds }),
    headers: { 'Retry-After': String(seconds) },
  });
}
