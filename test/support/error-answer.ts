import assert from 'node:assert/strict';
import type { Answer, Schemas } from './api.ts';

export type ErrorAnswer = Answer<Schemas['Error']>;

export interface ExpectedError {
  status: number;
  code: Schemas['ErrorCode'];
  message: string;
  errors?: Record<string, string[]>;
  reason?: Schemas['RetryRefusalReason'];
  language?: 'en' | 'pt-BR';
}

/** The answer is this error to the letter, in the shape that all errors have, and nothing else. */
export function assertError(
  { status, headers, body }: ErrorAnswer,
  { status: expected, language = 'en', ...rest }: ExpectedError,
): void {
  assert.deepEqual(
    { status, ...body },
    { status: expected, success: false, ...rest, request_id: headers.get('x-request-id') },
  );
  assert.match(headers.get('x-request-id') ?? '', /^[\w.-]{1,100}$/);
  assert.match(headers.get('content-type') ?? '', /^application\/json\b/);
  assert.equal(headers.get('content-language'), language);
  assert.match(headers.get('vary') ?? '', /\bAccept-Language\b/);
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
