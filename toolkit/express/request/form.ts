import type { Shape } from './shape.ts';

/** The values of a form, in their order. */
export type FormEntries = [name: string, value: string | File][];

/** `address[street]`, `tags[]`: at most so many levels. */
const MOST_LEVELS = 8;
const NUMBER: Record<string, RegExp> = {
  integer: /^-?\d{1,400}$/,
  number: /^-?\d{1,400}(\.\d{1,400})?([eE][+-]?\d{1,4})?$/,
};

/** A level of the names of a form. By name, whatever a caller calls it: `__proto__` too. */
type Level = Map<string, Level | (string | File)[]>;

/** The fields of `application/x-www-form-urlencoded`. @throws URIError for what is not UTF-8, percent-encoded */
export function formEntries(text: string): FormEntries {
  const pairs = text.split('&').filter((pair) => pair !== '');
  return pairs.map((pair): [string, string] => {
    const [name = '', ...value] = pair.replaceAll('+', ' ').split('=');
    return [decodeURIComponent(name), decodeURIComponent(value.join('='))];
  });
}

/**
 * The body that the fields of a form are: numbers, truth values, lists and objects as their schema has them, and text where it
 * does not tell. What does not fit stays text, for the schema to refuse.
 */
export function bodyOfForm(entries: FormEntries, shape: Shape): Record<string, unknown> {
  const root: Level = new Map();
  for (const [name, value] of entries) {
    const steps = shape.member(name) ? [name] : stepsOf(name);
    put(root, steps, value);
  }
  return Object.fromEntries([...root].map(([name, value]) => [name, fieldOf(value, shape.member(name))]));
}

function put(level: Level, [step = '', ...rest]: string[], value: string | File): void {
  const inner = level.get(step);
  if (rest.length === 0 || (rest.length === 1 && rest[0] === '')) {
    if (Array.isArray(inner)) inner.push(value);
    else if (!inner) level.set(step, [value]);
    return;
  }
  if (Array.isArray(inner)) return; // `a=1&a[b]=2` is both: the first counts
  const next: Level = inner ?? new Map();
  level.set(step, next);
  put(next, rest, value);
}

/** `address[street]` → `address`, `street`; the name itself if it is none of that form. */
function stepsOf(name: string): string[] {
  const [, first, brackets] = /^([^[\]]+)((?:\[[^[\]]*\])+)$/s.exec(name) ?? [];
  if (first === undefined || brackets === undefined) return [name];
  const steps = [first, ...brackets.slice(1, -1).split('][')];
  return steps.length > MOST_LEVELS ? [name] : steps;
}

function fieldOf(given: Level | (string | File)[], shape: Shape | undefined): unknown {
  if (given instanceof Map) {
    if (shape?.type === 'array') return [...given.values()].map((one) => fieldOf(one, shape.items()));
    return Object.fromEntries([...given].map(([name, one]) => [name, fieldOf(one, shape?.member(name))]));
  }
  const [first = ''] = given;
  if (shape?.type === 'array') {
    const { separator } = shape;
    const items = shape.items();
    if (given.length === 1 && typeof first === 'string') {
      if (separator !== undefined) return first.split(separator).map((one) => scalarOf(one, items));
      const list = items?.type === 'object' || first.startsWith('[') ? jsonOf(first) : first;
      if (Array.isArray(list)) return list;
    }
    return given.map((one) => scalarOf(one, items));
  }
  return given.length === 1 ? scalarOf(first, shape) : given.map((one) => scalarOf(one, undefined));
}

/** A text as the type that its schema has, if it is one's. */
export function scalarOf(value: string | File, shape: Pick<Shape, 'type' | 'isNullable'> | undefined): unknown {
  if (typeof value !== 'string' || !shape) return value;
  const { type = '', isNullable } = shape;
  if (value === '' && isNullable && type !== 'string') return null;
  if (NUMBER[type]?.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return type === 'object' ? jsonOf(value) : value;
}

/** The value of a JSON text, and any other text as it is. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
