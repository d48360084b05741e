import { expect } from 'vitest';
import type { Language } from '../../generated/operations.ts';
import type { Answer, Schemas } from './api.ts';

export type ErrorAnswer = Answer<Schemas['Error']>;

export interface ExpectedError {
  status: number;
  code: Schemas['ErrorCode'];
  message: string;
  errors?: Record<string, string[]>;
  reason?: Schemas['RetryRefusalReason'];
  task_id?: string | undefined;
  language?: Language;
}

/** The answer is this error to the letter, in the shape that all errors have, and nothing else. */
export function assertError(
  { status, headers, body }: ErrorAnswer,
  { status: expected, language = 'en', ...rest }: ExpectedError,
): void {
  expect({ status, ...body }).toStrictEqual({
    status: expected,
    success: false,
    ...rest,
    request_id: headers.get('x-request-id'),
  });
  expect(headers.get('x-request-id') ?? '').toMatch(/^[\w.-]{1,100}$/);
  expect(headers.get('content-type') ?? '').toMatch(/^application\/json\b/);
  expect(headers.get('content-language')).toBe(language);
  expect(headers.get('vary') ?? '').toMatch(/\bAccept-Language\b/);
}

/** 422 VALIDATION_FAILED with one sentence for one field. */
export function assertInvalid(answer: ErrorAnswer, field: string, sentence: string): void {
  assertError(answer, {
    status: 422,
    code: 'VALIDATION_FAILED',
    message: 'The given data was invalid.',
    // A computed key: `__proto__` is a field like any other.
    errors: { [field]: [sentence] },
  });
}
