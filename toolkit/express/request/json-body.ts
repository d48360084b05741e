import { FrontError, validationFailed } from '../errors.ts';
import { message } from '../messages.ts';
import { fieldWithLongNumber } from './json.ts';

export interface Bounds {
  /** Levels of objects and arrays: deeper ones overflow whatever walks them recursively, JSON.stringify included. */
  nesting: number;
  /** Digits of a number: what reads them may take time that grows with their square. */
  digits: number;
}

/** The value of a JSON body, and its text. @throws FrontError for what is none, or has more than the bounds allow */
export function jsonOf(bytes: Buffer, { nesting, digits }: Bounds): { value: unknown; text: string } {
  const { text, value } = parsed(() => {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text: decoded, value: JSON.parse(decoded) as unknown };
  });
  assertBounded(value, nesting);
  const long = fieldWithLongNumber(text, digits);
  if (long !== undefined) throw validationFailed({ [long]: [message('invalid_long_number', { limit: digits })] });
  return { value: withoutMinusZeros(value), text };
}

/** @throws FrontError for a value that is nested deeper, or has names that are no text */
export function assertBounded(value: unknown, nesting: number): void {
  const fault = firstFault(value, nesting);
  if (fault) throw validationFailed({ [fault.field]: [fault.message] });
}

/** A field of the body itself is one of the contract's, for which -0 is 0. */
function withoutMinusZeros(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  // Rarely there, and a copy of many members takes long.
  if (!Object.values(body).some((value) => Object.is(value, -0))) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, value === 0 ? 0 : value]));
}

function parsed<Value>(parse: () => Value): Value {
  try {
    return parse();
  } catch {
    throw new FrontError('invalid_json', { message: message('invalid_json') });
  }
}

/**
 * What no schema can say of a value: that it is nested too deep, or has names that are no text (lone surrogates, which nothing
 * stores as they are). With the top-level field that it is in. Not recursive, so that it cannot itself overflow.
 */
function firstFault(body: unknown, limit: number) {
  const isNested = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  const stack = isNested(body) ? [{ value: body, field: 'body', depth: 0 }] : [];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, field, depth } = next;
    if (depth >= limit) return { field, message: message('invalid_nesting', { limit }) };
    const hasNames = !Array.isArray(value);
    for (const key in value) {
      if (hasNames && !key.isWellFormed()) return { field, message: message('invalid_pattern') };
      const inner: unknown = value[key];
      if (isNested(inner)) stack.push({ value: inner, field: hasNames && depth === 0 ? key : field, depth: depth + 1 });
    }
  }
  return null;
}
