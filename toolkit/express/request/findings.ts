import { BadRequest } from 'express-openapi-validator/dist/framework/types.js';
import { type FrontError, validationFailed } from '../errors.ts';
import type { Message } from '../language/translate.ts';
import { message } from '../messages.ts';
import { uriFault, webUrlFault } from './url.ts';

/** At most so many wrong fields are told of one request. */
const MOST_FIELDS = 20;

/** What is wrong with one field of a request. */
export interface Finding {
  /** `body`, `query`, `params` or `headers` */
  place?: string;
  /** `custom_headers.0.name`, or the name of a parameter */
  field: string;
  message: Message;
}

/** 422 for what was found: the first finding of each field, 20 fields at most. */
export function refusalOf(findings: Finding[]): FrontError {
  // Callers choose these names, `toString` and `__proto__` included: in a Map, they are names like any other.
  const byField = new Map<string, Message[]>();
  for (const { field, message: why } of findings) {
    if (!byField.has(field) && byField.size < MOST_FIELDS) byField.set(field, [why]);
  }
  return validationFailed(Object.fromEntries(byField));
}

/**
 * What each JSON Schema keyword says to people. The validator drops the details of its findings (the limit, the type that it
 * expected …), so they are read out of its sentence; a test has one finding per keyword, so that a new wording is noticed.
 */
const MESSAGES: Record<string, (text: string, value: unknown) => Message> = {
  required: () => message('invalid_required'),
  type: (text) => message('invalid_type', { expected: expectedType(text) }),
  enum: (text) => message('invalid_enum', { allowed: text.replace(/^.*values: /, '') }),
  minLength: (text) => message('invalid_min_length', { limit: numberIn(text) }),
  maxLength: (text) => message('invalid_max_length', { limit: numberIn(text) }),
  minimum: (text) => message('invalid_minimum', { limit: numberIn(text) }),
  maximum: (text) => message('invalid_maximum', { limit: numberIn(text) }),
  minItems: (text) => message('invalid_min_items', { limit: numberIn(text) }),
  maxItems: (text) => message('invalid_max_items', { limit: numberIn(text) }),
  minProperties: (text) => message('invalid_min_properties', { limit: numberIn(text) }),
  uniqueItems: () => message('invalid_unique_items'),
  pattern: (text, value) => urlFault(value, (url) => webUrlFault(url, quotedIn(text))) ?? message('invalid_pattern'),
  format: (text, value) => {
    const format = quotedIn(text);
    return (format === 'uri' && urlFault(value, uriFault)) || message('invalid_format', { format });
  },
  additionalProperties: () => message('invalid_additional_property'),
};

/**
 * What express-openapi-validator found in a request; null if the error is about something else.
 * @param parts of the request, by their place
 */
export function findingsOf(error: unknown, parts: Record<string, unknown>): Finding[] | null {
  if (!(error instanceof BadRequest)) return null;
  const found = error.errors?.length
    ? error.errors
    : [{ path: error.path ?? '', message: error.message, errorCode: '' }];
  return found.map(({ path, message: text, errorCode = '' }) => ({
    ...placeAndField(path),
    message: MESSAGES[errorCode.split('.')[0] ?? '']?.(text, valueAt(path, parts)) ?? message('invalid_value'),
  }));
}

/** `/body/custom_headers/0/name` → `custom_headers.0.name`; the body itself is `body`. */
function placeAndField(path: string): { place: string; field: string } {
  const [place = 'body', ...steps] = stepsOf(path);
  return { place, field: steps.join('.') || place };
}

function valueAt(path: string, parts: Record<string, unknown>): unknown {
  return stepsOf(path).reduce<unknown>(
    (holder, step) => (typeof holder === 'object' && holder !== null ? Reflect.get(holder, step) : undefined),
    parts,
  );
}

/** The steps of a JSON Pointer (RFC 6901, 4). */
function stepsOf(path: string): string[] {
  const steps = path.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function urlFault(value: unknown, faultOf: (text: string) => Message | null): Message | null {
  return typeof value === 'string' ? faultOf(value) : null;
}

/** `must match format "uri"` → `uri` */
function quotedIn(text: string): string {
  return /"(.*)"/s.exec(text)?.[1] ?? '';
}

function numberIn(text: string): number {
  return Number(/-?\d+(\.\d+)?/.exec(text)?.[0] ?? 0);
}

/** "must be string,null" → "string" */
function expectedType(text: string): string {
  return text.replace(/^must be /, '').split(',')[0] ?? '';
}
