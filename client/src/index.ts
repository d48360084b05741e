export type { FetchOptions, FetchResponse, MethodResponse, Middleware } from 'openapi-fetch';
export { type Hooks, type Items, paginate, type RetryOptions, type Token, unwrap } from '../../toolkit/fetch/index.ts';
export {
  ApiError,
  type ApiErrorBase,
  type ErrorCode,
  type FieldErrors,
  type RetryRefusalReason,
} from './api-error.ts';
export { type Client, type ClientOptions, createClient } from './client.ts';
export type { components, Language, paths } from './contract.ts';
export type {
  Agent,
  CreatedWebhook,
  CustomHeader,
  DeliveryErrorCode,
  EventName,
  Log,
  LogStatus,
  LogTrigger,
  Task,
  Webhook,
} from './schemas.ts';
export { type VerifyOptions, verifyWebhook, type WebhookEvent } from './verify-webhook.ts';
export type { WebhookHeaders } from './webhook-headers.ts';
export { WebhookVerificationError, type WebhookVerificationReason } from './webhook-verification-error.ts';
