import { retryAfterOf } from '../../toolkit/fetch/index.ts';
import type { components } from './contract.ts';

/** The codes of the API. A newer server may send others: leave a `default` in a `switch`. */
export type ErrorCode = components['schemas']['ErrorCode'];
/** Why a log cannot be retried. */
export type RetryRefusalReason = components['schemas']['RetryRefusalReason'];
/** Sentences by the path of the field they are about. */
export type FieldErrors = components['schemas']['FieldErrors'];

/** What an error of each code brings beside what all of them have. */
interface DetailsByCode {
  VALIDATION_FAILED: { readonly errors: FieldErrors };
  LOG_NOT_RETRIABLE: { readonly reason: RetryRefusalReason };
  TASK_IN_PROGRESS: { readonly taskId: string };
  UNEXPECTED_RESPONSE: { readonly body: string };
}
type AnyCode = ErrorCode | 'UNEXPECTED_RESPONSE';

/** What every error answer has. */
export interface ApiErrorBase<Code extends AnyCode> extends Error {
  readonly name: 'ApiError';
  /** What went wrong, for programs. `UNEXPECTED_RESPONSE`: the answer was not one of the API (a proxy's page, an empty body). */
  readonly code: Code;
  /** The HTTP status. */
  readonly status: number;
  /** What to tell whoever runs the service; `undefined` if the answer does not say. */
  readonly requestId: string | undefined;
  /** Seconds to wait before another try; `undefined` if the answer does not say. */
  readonly retryAfter: number | undefined;
  /** Why a log cannot be retried, with `LOG_NOT_RETRIABLE`. */
  readonly reason: RetryRefusalReason | undefined;
  /** The task that is not finished, with `TASK_IN_PROGRESS`. */
  readonly taskId: string | undefined;
  /** Sentences by field, with `VALIDATION_FAILED`. */
  readonly errors: FieldErrors | undefined;
  /** The answer's text, at most 64 Ki characters of it, with `UNEXPECTED_RESPONSE`. */
  readonly body: string | undefined;
}

type ErrorOf<Code extends AnyCode> = ApiErrorBase<Code> &
  (Code extends keyof DetailsByCode ? DetailsByCode[Code] : unknown);

/** An answer that is an error. `code` tells which, and narrows `reason`, `taskId`, `errors` and `body`; `message` is in the language asked for. */
export type ApiError = { [Code in AnyCode]: ErrorOf<Code> }[AnyCode];

interface ApiErrorConstructor {
  readonly prototype: ApiError;
  /** @param body what the answer's body was: parsed if it was JSON, its text otherwise */
  new (response: Response, body: unknown, options?: ErrorOptions): ApiError;
}

const BODY_LENGTH = 65_536;

class ErrorAnswer extends Error {
  static {
    ErrorAnswer.prototype.name = 'ApiError';
  }
  declare readonly code: string;
  declare readonly status: number;
  declare readonly requestId: string | undefined;
  declare readonly retryAfter: number | undefined;
  declare readonly reason: string | undefined;
  declare readonly taskId: string | undefined;
  declare readonly errors: FieldErrors | undefined;
  /** The answer's text, at most 64 Ki characters of it, if it was not one of the API. */
  declare readonly body: string | undefined;

  constructor(response: Response, body: unknown, options?: ErrorOptions) {
    const sent = body as Partial<components['schemas']['Error']> | null | undefined;
    const { message, code, errors, reason, request_id, task_id } = typeof sent?.code === 'string' ? sent : {};
    const { status, headers } = response;
    super(message ?? `The answer is not of the API: ${status}, ${headers.get('content-type')}.`, options);
    Object.assign(this, {
      code: code ?? 'UNEXPECTED_RESPONSE',
      status,
      requestId: request_id ?? headers.get('x-request-id') ?? undefined,
      retryAfter: retryAfterOf(headers),
      reason,
      taskId: task_id,
      errors,
      body:
        code === undefined
          ? (typeof body === 'string' ? body : (JSON.stringify(body) ?? '')).slice(0, BODY_LENGTH)
          : undefined,
    });
    // `JSON.stringify` and structured logs take what is enumerable.
    Object.defineProperty(this, 'message', { enumerable: true });
  }
}

/** `error instanceof ApiError` narrows `unknown` to the union, whose `code` narrows further. */
export const ApiError = ErrorAnswer as ApiErrorConstructor;
