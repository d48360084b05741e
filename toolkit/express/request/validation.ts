import { error as validatorErrors } from 'express-openapi-validator';
import { ApiError } from '../../../server/http/api-error.ts';
import { type Sentence, sentence } from '../../../server/http/messages.ts';

interface Finding {
  /** `/body/custom_headers/0/name` */
  path: string;
  message: string;
  errorCode?: string;
}

/**
 * What each JSON Schema keyword says to people. The validator drops the details of its findings (the limit, the type that it
 * expected …), so they are read out of its sentence; a test has one finding a keyword, so that a new wording is noticed.
 */
const SAY: Record<string, (message: string) => Sentence> = {
  required: () => sentence('invalid_required'),
  type: (message) => sentence('invalid_type', { expected: expectedType(message) }),
  enum: (message) => sentence('invalid_enum', { allowed: message.replace(/^.*values: /, '') }),
  const: () => sentence('invalid_value'),
  minLength: (message) => sentence('invalid_min_length', { limit: numberIn(message) }),
  maxLength: (message) => sentence('invalid_max_length', { limit: numberIn(message) }),
  minimum: (message) => sentence('invalid_minimum', { limit: numberIn(message) }),
  maximum: (message) => sentence('invalid_maximum', { limit: numberIn(message) }),
  minItems: (message) => sentence('invalid_min_items', { limit: numberIn(message) }),
  maxItems: (message) => sentence('invalid_max_items', { limit: numberIn(message) }),
  minProperties: (message) => sentence('invalid_min_properties', { limit: numberIn(message) }),
  uniqueItems: () => sentence('invalid_unique_items'),
  pattern: () => sentence('invalid_pattern'),
  format: (message) => sentence('invalid_format', { format: /"(.*)"/.exec(message)?.[1] ?? '' }),
  additionalProperties: () => sentence('invalid_additional_property'),
};

/** Turns what express-openapi-validator found in a request into our 422, with a sentence a field. Null if it is about something else. */
export function validationError(error: unknown): ApiError | null {
  if (!(error instanceof validatorErrors.BadRequest)) return null;
  const findings: Finding[] = error.errors?.length
    ? error.errors
    : [{ path: error.path ?? '', message: error.message }];
  // Callers choose these names, `toString` and `__proto__` included: grouped in a Map, they are names like any other.
  const errors = Object.fromEntries(
    [...Map.groupBy(findings, ({ path }) => fieldOf(path))].map(([field, found]) => [field, found.map(sentenceFor)]),
  );
  return new ApiError('VALIDATION_FAILED', { message: sentence('validation_failed'), errors });
}

function sentenceFor({ message, errorCode }: Finding): Sentence {
  if (message.startsWith('Unknown query parameter')) return sentence('invalid_unknown_parameter');
  if (message.startsWith('Empty value found')) return sentence('invalid_required');
  const keyword = errorCode?.split('.')[0] ?? '';
  return SAY[keyword]?.(message) ?? sentence('invalid_value');
}

/** `/body/custom_headers/0/name` → `custom_headers.0.name`; the body itself is `body`. */
function fieldOf(path: string): string {
  const [place = 'body', ...steps] = path.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')).join('.') || place;
}

function numberIn(message: string): number {
  return Number(/-?\d+(\.\d+)?/.exec(message)?.[0] ?? 0);
}

/** "must be string,null" → "string" */
function expectedType(message: string): string {
  return message.replace(/^must be /, '').split(',')[0] ?? '';
}
