import { isObject, objectAt } from '../../toolkit/contract/document/json.ts';
import type { Schema, ServedContract } from './served-contract.ts';

/** Of every type, and what is easily taken for another one. */
const OF_EVERY_TYPE: unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e300,
  '',
  'x',
  '1',
  '0x1',
  '1e2',
  ' 1',
  'true',
  [],
  {},
  ['x'],
  { a: 1 },
];

/**
 * Values at both sides of every boundary that the keywords of a schema draw, and of all other types. Which of them fit, a validator
 * has to say.
 */
export function boundaryValues(contract: ServedContract, schema: Schema): unknown[] {
  const resolved = contract.resolve(schema);
  const limits = (name: string) => {
    const value = resolved[name];
    return typeof value === 'number' ? [value - 1, value, value + 1] : [];
  };
  const lengths = [...limits('minLength'), ...limits('maxLength')].filter((length) => length >= 0);
  const [example] = examplesOf(contract, resolved);
  const texts =
    typeof example !== 'string' ? [] : [` ${example}`, `${example} `, `${example}\n`, example.toUpperCase()];
  return [
    ...OF_EVERY_TYPE,
    ...examplesOf(contract, resolved),
    ...limits('minimum'),
    ...limits('maximum'),
    // Length is counted in code points (JSON Schema Validation, 6.3).
    ...lengths.flatMap((length) => ['a'.repeat(length), '😀'.repeat(length), '/'.repeat(length)]),
    ...texts,
    ...listsOf(contract, resolved, [...limits('minItems'), ...limits('maxItems')]),
    ...objectsOf(contract, resolved),
  ];
}

/** A value that fits: an example, or what is made of examples. */
export function exampleOf(contract: ServedContract, schema: Schema): unknown {
  return examplesOf(contract, contract.resolve(schema))[0];
}

function examplesOf(contract: ServedContract, resolved: Schema): unknown[] {
  const { examples, enum: allowed, properties, required, type } = resolved;
  if (Array.isArray(allowed)) return allowed;
  if (Array.isArray(examples)) return examples;
  if (type === 'boolean') return [true, false];
  if (type === 'integer') return [resolved['minimum'] ?? 0];
  if (type !== 'object' || !isObject(properties)) return [];
  const names = Array.isArray(required) ? required.map(String) : [];
  return [Object.fromEntries(names.map((name) => [name, exampleOf(contract, objectAt(properties, name))]))];
}

function listsOf(contract: ServedContract, { items }: Schema, lengths: number[]): unknown[] {
  if (!isObject(items)) return [];
  const examples = examplesOf(contract, contract.resolve(items as Schema));
  const some = (length: number) =>
    Array.from({ length: Math.max(0, length) }, (_, at) => examples[at % examples.length]);
  return [
    ...lengths.map(some),
    some(1).concat(some(1)),
    ...boundaryValues(contract, items as Schema).map((one) => [one]),
  ];
}

function objectsOf(contract: ServedContract, resolved: Schema): unknown[] {
  const { properties } = resolved;
  const [example] = examplesOf(contract, resolved);
  if (!isObject(properties) || !isObject(example)) return [];
  return [
    { ...example, unknown: 1 },
    { ...example, ['__proto__']: 1 },
    ...Object.keys(properties).flatMap((name) => {
      const { [name]: _, ...others } = example;
      const values = boundaryValues(contract, objectAt(properties, name) as Schema);
      return [others, ...values.map((value) => ({ ...example, [name]: value }))];
    }),
  ];
}
