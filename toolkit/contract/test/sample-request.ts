import { createRequire } from 'node:module';
import { isObject, type Json, type JsonObject, objectAt } from '../document/json.ts';
import { exampleOf, resolved } from '../document/reference.ts';
import type { Operation } from '../mock/operations.ts';

interface Faker {
  JSONSchemaFaker: { option(options: object): void; generate(schema: object): Json };
}
// The generator that Prism has.
const ofPrism = createRequire(import.meta.resolve('@stoplight/prism-http'));
const { JSONSchemaFaker: faker }: Faker = ofPrism('json-schema-faker');

const SAMPLED = { requiredOnly: true, useExamplesValue: true, useDefaultValue: true, ignoreMissingRefs: true };

export interface SampleRequest {
  path: string;
  init: { method: string; headers: Record<string, string>; body?: string | FormData };
  /** Of the body; `none` without one. */
  kind: string;
}

/** A request that an operation takes, of the contract's examples and schemas, with the given credentials. */
export function sampleRequest(document: JsonObject, operation: Operation, type?: string): SampleRequest {
  const item = objectAt(objectAt(document, 'paths'), operation.template);
  const node = objectAt(item, operation.method.toLowerCase());
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  const values = new Map<string, string>();
  for (const parameter of parametersIn(document, [item, node])) {
    const name = String(parameter['name']);
    if (parameter['in'] === 'path') values.set(name, encodeURIComponent(textOf(sampleOf(document, parameter))));
    if (parameter['required'] !== true) continue;
    const value = textOf(sampleOf(document, parameter));
    if (parameter['in'] === 'query') query.append(name, value);
    if (parameter['in'] === 'header' && !/^(accept|content-type|authorization)$/i.test(name)) headers[name] = value;
    if (parameter['in'] === 'cookie')
      headers['cookie'] = `${headers['cookie'] ?? ''}${name}=${encodeURIComponent(value)}; `;
  }
  for (const name of Object.keys(operation.security[0] ?? {})) addCredentials(document, name, headers, query);
  const path = operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => values.get(name) || '1');
  const search = query.size > 0 ? `?${query}` : '';
  const body = bodyOf(document, node, type);
  return {
    path: path + search,
    init: {
      method: operation.method,
      headers: { ...headers, ...body.headers },
      ...(body.body !== undefined && { body: body.body }),
    },
    kind: body.kind,
  };
}

/** The media types that the bodies of an operation have. */
export function mediaTypes(document: JsonObject, operation: Operation): string[] {
  const node = objectAt(objectAt(objectAt(document, 'paths'), operation.template), operation.method.toLowerCase());
  return Object.keys(objectAt(resolved(document, node['requestBody']), 'content'));
}

function bodyOf(document: JsonObject, node: JsonObject, wanted?: string) {
  const content = objectAt(resolved(document, node['requestBody']), 'content');
  const type = wanted ?? Object.keys(content)[0];
  if (type === undefined) return { kind: 'none', headers: {} };
  const sample = sampleOf(document, objectAt(content, type));
  const [essence = ''] = type.split(';');
  const headers = {
    'content-type': essence.replace('image/*', 'image/png').replace('*/*', 'application/octet-stream'),
  };
  if (/json$/.test(essence)) return { kind: 'json', headers, body: JSON.stringify(sample) };
  const fields = Object.entries(isObject(sample) ? sample : {});
  if (essence === 'multipart/form-data') {
    const body = new FormData();
    for (const [name, value] of fields)
      body.append(name, typeof value === 'string' ? new Blob([value]) : textOf(value));
    return { kind: 'multipart', headers: {}, body };
  }
  if (essence.endsWith('urlencoded')) {
    return {
      kind: 'form',
      headers,
      body: String(new URLSearchParams(fields.map(([name, value]): [string, string] => [name, textOf(value)]))),
    };
  }
  return { kind: essence, headers, body: textOf(sample) || 'x' };
}

function parametersIn(document: JsonObject, holders: JsonObject[]): JsonObject[] {
  const all = holders.flatMap((holder) => (Array.isArray(holder['parameters']) ? holder['parameters'] : []));
  const byName = all
    .map((one) => resolved(document, one))
    .map((one): [string, JsonObject] => [`${one['in']} ${one['name']}`, one]);
  return [...new Map(byName).values()];
}

/** @param holder of an example or a schema */
function sampleOf(document: JsonObject, holder: JsonObject): Json {
  const example = exampleOf(document, holder);
  if (example !== undefined) return example;
  const [first] = Object.values(objectAt(holder, 'content'));
  const schema = holder['schema'] ?? (isObject(first) ? first['schema'] : undefined);
  if (schema === undefined) return 'x';
  faker.option({ ...SAMPLED, random: () => 0.4 });
  try {
    return faker.generate({
      allOf: [structuredClone(schema)],
      components: structuredClone(objectAt(document, 'components')),
    });
  } finally {
    // Prism has the same one in this process.
    faker.option({
      ...Object.fromEntries(Object.keys(SAMPLED).map((name) => [name, false])),
      ignoreMissingRefs: true,
      random: Math.random,
    });
  }
}

function textOf(value: Json): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  return isObject(value) ? JSON.stringify(value) : String(value);
}

function addCredentials(
  document: JsonObject,
  name: string,
  headers: Record<string, string>,
  query: URLSearchParams,
): void {
  const {
    type,
    scheme,
    in: place,
    name: key,
  } = resolved(document, objectAt(objectAt(document, 'components'), 'securitySchemes')[name]);
  if (type === 'apiKey' && place === 'header') headers[String(key)] = 'key';
  else if (type === 'apiKey' && place === 'query') query.append(String(key), 'key');
  else if (type === 'apiKey') headers['cookie'] = `${headers['cookie'] ?? ''}${key}=key; `;
  else headers['authorization'] = String(scheme).toLowerCase() === 'basic' ? `Basic ${btoa('a:b')}` : 'Bearer token';
}
