import { isObject, type Json, type JsonObject, objectAt } from '../../document/json.ts';
import type { ContractOperation } from '../../document/operations.ts';
import { exampleOf, resolved } from '../../document/reference.ts';
import { type Credential, credentialsOf } from './credentials.ts';
import type { Text, Value } from './holes.ts';

/** A request of an operation, made of the contract's examples. */
export type SampleRequest = {
  method: string;
  /** With its parameters still in braces. */
  path: string;
  parameters: Record<'path' | 'query' | 'header', Record<string, Json>>;
  credentials: Credential[];
  /** The address of the server, which may be relative to the page, and what is shown where no script runs. */
  server: { url: string; shown: string };
  language: string;
  body: { mediaType: string; value: Json } | undefined;
};

/** Only what a request cannot do without, so that it works as it is. */
export function sampleRequest(
  document: JsonObject,
  operation: ContractOperation,
  { server, language }: Pick<SampleRequest, 'server' | 'language'>,
): SampleRequest {
  const parameters: SampleRequest['parameters'] = { path: {}, query: {}, header: {} };
  for (const parameter of operation.parameters) {
    const place = parameter['in'];
    if (place !== 'path' && place !== 'query' && place !== 'header') continue;
    if (parameter['required'] === true) parameters[place][String(parameter['name'])] = sampleValue(document, parameter);
  }
  return {
    method: operation.method,
    path: operation.path,
    parameters,
    credentials: operation.secured ? credentialsOf(document, operation) : [],
    server,
    language,
    body: bodyOf(document, operation),
  };
}

/** The whole address. */
export function addressOf({ server, path, parameters, credentials }: SampleRequest): Text {
  const steps = path.split(/(\{[^}]+\})/).map((step): string | Value => {
    const name = /^\{(.+)\}$/.exec(step)?.[1];
    if (name === undefined) return step;
    const value = parameters.path[name];
    return value === undefined || value === step ? step : { name: `path.${name}`, value: String(value), as: 'uri' };
  });
  const query = [
    ...Object.entries(parameters.query).map(([name, value]) => ({
      key: name,
      name: `query.${name}`,
      value: String(value),
    })),
    ...credentials
      .filter(({ in: place }) => place === 'query')
      .map(({ name, value }) => ({ key: name, name: 'token', value })),
  ].flatMap(
    ({ key, name, value }, index): Text => [
      `${index === 0 ? '?' : '&'}${encodeURIComponent(key)}=`,
      { name, value, as: 'uri' },
    ],
  );
  return [{ name: `server:${server.url}`, value: server.shown, as: 'text' }, ...steps, ...query];
}

/** The headers in the order in which people write them. */
export function headersOf({ credentials, parameters, language, body }: SampleRequest): [name: string, value: Text][] {
  return [
    ...credentials
      .filter(({ in: place }) => place !== 'query')
      .map(({ in: place, name, prefix, value, as }): [string, Text] => [
        place === 'cookie' ? 'Cookie' : name,
        [place === 'cookie' ? `${name}=` : prefix, { name: 'token', value, as }],
      ]),
    ...Object.entries(parameters.header).map(([name, value]): [string, Text] => [
      name,
      [{ name: `header.${name}`, value: String(value), as: 'text' }],
    ]),
    ['Accept-Language', [language]],
    ...(body === undefined ? [] : [['Content-Type', [body.mediaType]] satisfies [string, Text]]),
  ];
}

/** The body as it is sent; undefined where that takes more than a text. */
export function bodyText({ mediaType, value }: NonNullable<SampleRequest['body']>): string | undefined {
  if (isJson(mediaType)) return JSON.stringify(value, null, 2);
  if (typeof value === 'string') return value;
  if (mediaType === 'application/x-www-form-urlencoded' && isObject(value)) {
    return new URLSearchParams(
      Object.entries(value).map(([name, member]): [string, string] => [name, asField(member)]),
    ).toString();
  }
  return undefined;
}

export function isJson(mediaType: string): boolean {
  return /[/+]json\b/.test(mediaType);
}

/** A member of a form. */
export function asField(value: Json): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** The example of a parameter, or what stands for one. */
function sampleValue(document: JsonObject, parameter: JsonObject): Json {
  const schema = resolved(document, parameter['schema']);
  const allowed = Array.isArray(schema['enum']) ? schema['enum'][0] : undefined;
  return exampleOf(document, parameter) ?? schema['default'] ?? allowed ?? `{${String(parameter['name'])}}`;
}

function bodyOf(document: JsonObject, { body }: ContractOperation): SampleRequest['body'] {
  const [first] = Object.entries(objectAt(body, 'content'));
  if (first === undefined) return undefined;
  const [mediaType, media] = first;
  return { mediaType, value: exampleOf(document, resolved(document, media)) ?? {} };
}
