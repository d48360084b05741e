import type { ErrorPreset } from './errors.ts';
import { standardErrors } from './standard-errors.ts';

export interface ProblemOptions {
  /** What stands in front of a code to make the address of its page: `https://example.com/errors/`. Without it, `about:blank`. */
  types?: string;
  /** Statuses and codes that are not the standard ones. */
  problems?: Partial<ErrorPreset['problems']>;
}

/**
 * Errors as problem details (RFC 9457), of the media type `application/problem+json`: `type`, `title`, `status`, and as
 * extensions `code`, `errors` (a list of messages by field), `reason` and `request_id`.
 */
export function problemDetails({ types, problems }: ProblemOptions = {}): ErrorPreset {
  return {
    type: 'application/problem+json',
    problems: { ...standardErrors.problems, ...problems },
    body: ({ status, code, message, errors, reason, fields, requestId }) => ({
      type: types === undefined ? 'about:blank' : types + code.toLowerCase().replaceAll('_', '-'),
      title: message,
      status,
      code,
      ...(errors && { errors }),
      ...(reason !== undefined && { reason }),
      ...fields,
      request_id: requestId,
    }),
  };
}
