type Node = Record<string, unknown>;

const TYPES = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);

/** Those that are checked, and those that OpenAPI has beside them. */
export const FORMATS = new Set(
  `int32 int64 float double byte binary password date time date-time iso-time iso-date-time duration uri uri-reference
  uri-template url email hostname ipv4 ipv6 regex uuid json-pointer json-pointer-uri-fragment relative-json-pointer media-range`.split(
    /\s+/,
  ),
);

const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;
const isNumber = (value: unknown) => typeof value === 'number';
const isBoolean = (value: unknown) => typeof value === 'boolean';
const isLimit = (value: unknown) => isNumber(value) || isBoolean(value); // boolean in OpenAPI 3.0
const isSchema = (value: unknown) =>
  typeof value === 'object' ? value !== null && !Array.isArray(value) : isBoolean(value);
const isMap = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown) => Array.isArray(value) && value.length > 0;
const isNames = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string');
const isType = (value: unknown) =>
  [value].flat().every((one) => typeof one === 'string' && TYPES.has(one)) &&
  (!Array.isArray(value) || value.length > 0);

/** What the value of a keyword has to be, in words, and whether it is. */
const RULES: Record<string, [expected: string, fits: (value: unknown) => boolean]> = {
  type: [`one of ${[...TYPES].join(', ')}, or a list of them`, isType],
  required: ['a list of names', isNames],
  enum: ['a list of values', isList],
  multipleOf: ['a number above 0', (value) => isNumber(value) && Number(value) > 0],
  format: ['text', (value) => typeof value === 'string'],
  ...Object.fromEntries(['minimum', 'maximum'].map((name) => [name, ['a number', isNumber]])),
  ...Object.fromEntries(['exclusiveMinimum', 'exclusiveMaximum'].map((name) => [name, ['a number', isLimit]])),
  ...Object.fromEntries(
    [
      'minLength',
      'maxLength',
      'minItems',
      'maxItems',
      'minProperties',
      'maxProperties',
      'minContains',
      'maxContains',
    ].map((name) => [name, ['a whole number, 0 or more', isCount]]),
  ),
  ...Object.fromEntries(
    ['uniqueItems', 'nullable', 'readOnly', 'writeOnly', 'deprecated'].map((name) => [
      name,
      ['true or false', isBoolean],
    ]),
  ),
  ...Object.fromEntries(
    ['items', 'additionalProperties', 'not', 'contains', 'propertyNames', 'if', 'then', 'else'].map((name) => [
      name,
      ['a schema', isSchema],
    ]),
  ),
  ...Object.fromEntries(
    ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'].map((name) => [
      name,
      ['an object of schemas', isMap],
    ]),
  ),
  ...Object.fromEntries(
    ['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((name) => [name, ['a list of schemas', isList]]),
  ),
};

/** Why a keyword of a schema cannot be used, as the end of a sentence; null if it can, or is none that is known. */
export function keywordFault(keyword: string, value: unknown, schema: Node): string | null {
  if (keyword === 'pattern') return typeof value === 'string' ? patternFault(value) : 'it is no text.';
  if (keyword === 'nullable' && value === true && schema['type'] === undefined) return null;
  const rule = RULES[keyword];
  if (!rule) return null;
  const [expected, fits] = rule;
  return fits(value) ? null : `it has to be ${expected}.`;
}

/** Why a text is no regular expression (ECMA-262, with the `u` flag, as JSON Schema has it); null if it is one. */
export function patternFault(pattern: string): string | null {
  try {
    new RegExp(pattern, 'u');
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.message}.` : String(error);
  }
}
