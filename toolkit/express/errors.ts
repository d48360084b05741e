import type { ErrorRequestHandler, Request, Response } from 'express';
import { spokenLanguages } from './language/spoken.ts';
import type { Message, Told, Translator } from './language/translate.ts';
import { isLargeAndUnread } from './lingering-close.ts';
import { type FrontMessages, message } from './messages.ts';
import { locals } from './request/context.ts';

/** What else an error says. */
export interface ErrorDetails {
  /** For people; translated when the answer is sent. */
  message: Message;
  /** For people, by field path (`custom_headers.0.name`). */
  errors?: Record<string, Message[]>;
  /** For programs. */
  reason?: string;
  /** What else programs are told, by the names of the contract. */
  fields?: Record<string, string>;
  headers?: Record<string, string>;
}

/** A failure that the caller is told about. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(status: number, code: string, details: ErrorDetails) {
    super(code);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** What the front itself refuses or fails with. */
export type Problem =
  | 'malformed_request'
  | 'invalid_json'
  | 'route_not_found'
  | 'method_not_allowed'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'validation_failed'
  | 'unauthenticated'
  | 'internal_error'
  | 'service_unavailable';

/** Thrown by the front, which has no codes of its own: the preset has them. */
export class FrontError extends Error {
  readonly problem: Problem;
  readonly details: ErrorDetails;

  constructor(problem: Problem, details: ErrorDetails) {
    super(problem);
    this.name = 'FrontError';
    this.problem = problem;
    this.details = details;
  }
}

/** An error in the language asked for. */
export interface TranslatedError {
  status: number;
  code: string;
  message: string;
  errors?: Record<string, string[]>;
  reason?: string;
  fields?: Record<string, string>;
  requestId: string;
}

/** How errors look to the callers of an API. */
export interface ErrorPreset {
  /** The status and the code of what the front itself refuses. */
  problems: Record<Problem, { status: number; code: string }>;
  /** The JSON body of an error. */
  body(error: TranslatedError): object;
  /** Its media type, if it is not `application/json`. */
  type?: string;
}

/** Seconds after which trying again makes sense, when nothing better is known. */
const RETRY_AFTER = '5';

export type ErrorKind = 'failed' | 'unavailable' | 'undocumented';

export interface ErrorOptions {
  errors: ErrorPreset;
  translator: Pick<Translator<FrontMessages>, 'textOf'>;
  /**
   * Check answers against the contract too; for development and tests, since it costs time. With `handlers`, those that handlers give,
   * and no errors: contracts seldom have all of them.
   */
  validateResponses: boolean | 'handlers';
  /** True for errors that pass by themselves (a database that cannot be reached): the answer is 503. */
  isUnavailable?: (error: unknown) => boolean;
  /** Told of every answer of 500 and above, and of answers that the contract does not have. */
  onError?: (kind: ErrorKind, error: unknown, req: Request) => void;
}

export interface ErrorAnswers {
  /** Last in line: whatever was thrown, in whichever layer, leaves in the shape of the preset and the language asked for. */
  handler: ErrorRequestHandler;
  /** The body of a request that is not HTTP, in a language. */
  malformed(language: string, requestId: string): object;
}

export function errorAnswers({
  errors,
  translator,
  isUnavailable,
  onError,
  validateResponses,
}: ErrorOptions): ErrorAnswers {
  const ofProblem = (problem: Problem, details: ErrorDetails): HttpError => {
    const { status, code } = errors.problems[problem];
    return new HttpError(status, code, details);
  };
  const internal = () => ofProblem('internal_error', { message: message('internal_error') });

  function asHttpError(error: unknown): HttpError {
    if (error instanceof HttpError) return error;
    if (error instanceof FrontError) return ofProblem(error.problem, error.details);
    if (isUnavailable?.(error)) {
      const headers = { 'Retry-After': RETRY_AFTER };
      return ofProblem('service_unavailable', { message: message('service_unavailable'), headers });
    }
    const known = frameworkError(error);
    return known ? ofProblem(known.problem, known.details) : internal();
  }

  function bodyOf({ status, code, details }: HttpError, language: string, requestId: string, told?: Told): object {
    const textOf = (one: Message) => translator.textOf(one, language, told);
    return errors.body({
      status,
      code,
      message: textOf(details.message),
      ...(details.errors && {
        // Callers choose these names, `__proto__` included: fromEntries makes them names like any other.
        errors: Object.fromEntries(Object.entries(details.errors).map(([field, why]) => [field, why.map(textOf)])),
      }),
      ...(details.reason !== undefined && { reason: details.reason }),
      ...(details.fields && { fields: details.fields }),
      requestId,
    });
  }

  /** @param isChecked whether the validator of answers sees it, if there is one */
  function send(req: Request, res: Response, error: HttpError, isChecked: boolean): void {
    const { language, requestId } = locals(res).context;
    // `listen` does not read on after this answer.
    if (isLargeAndUnread(req)) res.set('Connection', 'close');
    // Of this body alone: what a handler may have translated before it failed is not in it.
    res.set('Content-Language', language);
    const told = spokenLanguages(language, (spoken) => res.set('Content-Language', spoken));
    const body = bodyOf(error, language, requestId, told);
    res.status(error.status).set({ ...error.details.headers, 'Content-Type': errors.type ?? 'application/json' });
    if (isChecked) res.json(body);
    else res.send(JSON.stringify(body));
  }

  function tell(kind: ErrorKind, error: unknown, req: Request): void {
    try {
      onError?.(kind, error, req);
    } catch (failure) {
      // Failure policy: the caller gets its answer, whatever becomes of what is told about it.
      process.emitWarning(failure instanceof Error ? failure : String(failure));
    }
  }

  return {
    handler(error, req, res, _next) {
      const known = asHttpError(error);
      if (known.status >= 500) {
        tell(known.code === errors.problems.internal_error.code ? 'failed' : 'unavailable', error, req);
      }
      if (res.headersSent) {
        res.destroy();
        return;
      }
      try {
        send(req, res, known, validateResponses !== 'handlers');
      } catch (undocumented) {
        // The validator of answers does not find this one in the contract.
        tell('undocumented', undocumented, req);
        send(req, res, internal(), false);
      }
    },
    malformed: (language, requestId) =>
      bodyOf(ofProblem('malformed_request', { message: message('malformed_request') }), language, requestId),
  };
}

export function routeNotFound(): FrontError {
  return new FrontError('route_not_found', { message: message('route_not_found') });
}

/** @param allowed the methods that the path has */
export function methodNotAllowed(method: string, allowed: string[]): FrontError {
  const headers = { Allow: allowed.join(', ') };
  return new FrontError('method_not_allowed', { message: message('method_not_allowed', { method }), headers });
}

/** @param errors by field path */
export function validationFailed(errors: Record<string, Message[]>): FrontError {
  return new FrontError('validation_failed', { message: message('validation_failed'), errors });
}

/** Shapes of the errors of express.raw (body-parser, raw-body) and of the router. */
interface FrameworkError {
  type?: string;
  status?: number;
  limit?: number;
}

function frameworkError(error: unknown): FrontError | null {
  if (!(error instanceof Error)) return null;
  const { type, status, limit } = error as Error & FrameworkError;
  if (type === 'entity.too.large') {
    return new FrontError('payload_too_large', { message: message('payload_too_large', { limit: limit ?? 0 }) });
  }
  // A path that cannot be decoded (`%zz`) leads nowhere.
  if (error instanceof URIError) return routeNotFound();
  // What cannot be decompressed has no type, just the code of zlib.
  if (status === 400) return new FrontError('invalid_json', { message: message('invalid_json') });
  return null;
}
