export {
  ApiError,
  type ApiErrorBase,
  type ErrorCode,
  type FieldErrors,
  type RetryRefusalReason,
} from './api-error.ts';
export type { Token } from './authorization.ts';
export { type ClientOptions, createClient, type Language } from './client.ts';
export type { components, paths } from './contract.ts';
export type { Client, RequestOptions, Result, SuccessBody } from './operations.ts';
export { type Items, paginate } from './paginate.ts';
export type { RetryOptions } from './retry.ts';
export { unwrap } from './unwrap.ts';
export { type VerifyOptions, verifyWebhook, type WebhookEvent } from './verify-webhook.ts';
export type { WebhookHeaders } from './webhook-headers.ts';
export { WebhookVerificationError, type WebhookVerificationReason } from './webhook-verification-error.ts';
