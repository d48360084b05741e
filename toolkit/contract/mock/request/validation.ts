import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isObject, type Json, type JsonObject } from '../../document/json.ts';
import { invalid, type Sentence, sentence } from '../failure.ts';
import type { Operation, Parameter } from '../operations.ts';

/** What a request brings, still as text but for the body. */
export interface RequestParts {
  params: Record<string, string>;
  query: Record<string, string | string[]>;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

/** What each JSON Schema keyword says to people, as the server says it. */
const SAY: Record<string, (params: Record<string, unknown>) => Sentence> = {
  required: () => sentence('invalid_required'),
  type: ({ type }) => sentence('invalid_type', { expected: String([type].flat()[0]) }),
  enum: ({ allowedValues }) => sentence('invalid_enum', { allowed: [allowedValues].flat().join(', ') }),
  minLength: ({ limit }) => sentence('invalid_min_length', { limit: Number(limit) }),
  maxLength: ({ limit }) => sentence('invalid_max_length', { limit: Number(limit) }),
  minimum: ({ limit }) => sentence('invalid_minimum', { limit: Number(limit) }),
  maximum: ({ limit }) => sentence('invalid_maximum', { limit: Number(limit) }),
  minItems: ({ limit }) => sentence('invalid_min_items', { limit: Number(limit) }),
  maxItems: ({ limit }) => sentence('invalid_max_items', { limit: Number(limit) }),
  minProperties: ({ limit }) => sentence('invalid_min_properties', { limit: Number(limit) }),
  uniqueItems: () => sentence('invalid_unique_items'),
  pattern: () => sentence('invalid_pattern'),
  format: ({ format }) => sentence('invalid_format', { format: String(format) }),
  additionalProperties: () => sentence('invalid_additional_property'),
};

/** Checks a request against its operation. @throws Failure 422 with a sentence a field */
export type Validate = (operation: Operation, parts: RequestParts) => void;

export function createValidator(document: JsonObject): Validate {
  const options = { strict: false, validateSchema: false } as const;
  // What comes as text is read as what its schema wants; bodies are taken as they are.
  const ofText = addFormats.default(new Ajv2020({ ...options, coerceTypes: 'array' }));
  const ofJson = addFormats.default(new Ajv2020(options));
  for (const ajv of [ofText, ofJson]) ajv.addSchema(document, 'contract');
  const compiled = new Map<string, { parameters: ValidateFunction; body: ValidateFunction | null }>();
  const validatorsOf = ({ id, parameters, body }: Operation) => {
    const known = compiled.get(id);
    if (known) return known;
    const schema = body?.schema ? inContract(body.schema) : null;
    const made = {
      parameters: ofText.compile(inContract(schemaOf(parameters))),
      body: isObject(schema) ? ofJson.compile(schema) : null,
    };
    compiled.set(id, made);
    return made;
  };
  return (operation, { params, query, headers, body }) => {
    assertQuery(operation, query);
    const validators = validatorsOf(operation);
    const given = structuredClone({ query, headers, params });
    const found = validators.parameters(given) ? [] : [...(validators.parameters.errors ?? [])];
    if (validators.body && body !== undefined && !validators.body(body)) {
      found.push(...(validators.body.errors ?? []).map(inBody));
    }
    if (found.length > 0) throw refusal(found);
  };
}

/** Every parameter as a property of one object, so that one validation finds what is wrong with any. */
function schemaOf(parameters: Parameter[]): JsonObject {
  const places = (['query', 'header', 'path'] as const).map((place): [string, Json] => {
    const here = parameters.filter((one) => one.in === place);
    const nameOf = ({ name }: Parameter) => (place === 'header' ? name.toLowerCase() : name);
    const properties = Object.fromEntries(here.map((one) => [nameOf(one), one.schema]));
    const required = here.filter((one) => one.required).map(nameOf);
    return [{ query: 'query', header: 'headers', path: 'params' }[place], { type: 'object', properties, required }];
  });
  return { type: 'object', properties: Object.fromEntries(places) };
}

function assertQuery({ parameters }: Operation, query: RequestParts['query']): void {
  for (const [name, value] of Object.entries(query)) {
    const parameter = parameters.find((one) => one.in === 'query' && one.name === name);
    if (!parameter) throw invalid({ [name]: [sentence('invalid_unknown_parameter')] });
    if (value === '' && !parameter.allowEmptyValue) throw invalid({ [name]: [sentence('invalid_required')] });
  }
}

function inBody(error: ErrorObject): ErrorObject {
  return { ...error, instancePath: `/body${error.instancePath}` };
}

function refusal(found: ErrorObject[]) {
  const byField = Map.groupBy(found, fieldOf);
  // Callers choose these names, `toString` and `__proto__` included: grouped in a Map, they are names like any other.
  return invalid(Object.fromEntries([...byField].map(([field, errors]) => [field, errors.map(sentenceFor)])));
}

function sentenceFor({ keyword, params }: ErrorObject): Sentence {
  return SAY[keyword]?.(params) ?? sentence('invalid_value');
}

/** `/body/custom_headers/0/name` → `custom_headers.0.name`; the body itself is `body`. */
function fieldOf({ instancePath, keyword, params }: ErrorObject): string {
  const [place = 'body', ...steps] = instancePath.split('/').slice(1);
  const field = steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (keyword === 'required') field.push(String(params['missingProperty']));
  if (keyword === 'additionalProperties') field.push(String(params['additionalProperty']));
  return field.join('.') || place;
}

/** References are those of the document, wherever the schema is compiled. */
function inContract(node: JsonObject): JsonObject;
function inContract(node: Json): Json;
function inContract(node: Json): Json {
  if (Array.isArray(node)) return node.map((item) => inContract(item));
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, inner]) => [
      name,
      name === '$ref' && typeof inner === 'string' && inner.startsWith('#') ? `contract${inner}` : inContract(inner),
    ]),
  );
}
