import { isObject, type Json } from '../document/json.ts';
import type { Operation } from './operations.ts';

/** An id that makes every operation that documents an error answer it. */
export interface Sentinel {
  id: string;
  status: number;
  /** The name of the contract's example. */
  example: string;
  /** What programs know the error by: its code, and its reason if it has one. */
  code: string;
}

/**
 * An id for each error that an operation with an id in its path can give. The last digits are the status; the fourth group
 * counts the errors of that status in the contract's order, so `00000000-0000-4000-8000-000000000404` is the first 404.
 */
export function sentinelsOf(operations: Operation[]): Map<string, Sentinel> {
  const found = new Map<string, Sentinel>();
  const counts = new Map<number, number>();
  const withId = operations.filter(({ parameters }) => parameters.some((one) => one.in === 'path'));
  const errors = withId.flatMap(({ replies }) => replies.filter(({ status }) => status >= 400));
  for (const { status, values } of errors) {
    for (const [example, value] of values) {
      const name = `${status} ${example}`;
      if (found.has(name)) continue;
      const count = counts.get(status) ?? 0;
      counts.set(status, count + 1);
      const group = (0x8000 + count).toString(16);
      const id = `00000000-0000-4000-${group}-${String(status).padStart(12, '0')}`;
      found.set(name, { id, status, example, code: codeOf(value, example) });
    }
  }
  return new Map([...found.values()].map((sentinel) => [sentinel.id, sentinel]));
}

function codeOf(value: Json, example: string): string {
  if (!isObject(value) || typeof value['code'] !== 'string') return example;
  return typeof value['reason'] === 'string' ? `${value['code']} ${value['reason']}` : value['code'];
}
