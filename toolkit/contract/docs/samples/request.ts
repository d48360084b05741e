import { isObject, type Json, type JsonObject, objectAt } from '../../document/json.ts';
import type { ContractOperation } from '../../document/operations.ts';
import { exampleOf, resolved } from '../../document/reference.ts';

/** A request of an operation, made of the contract's examples. */
export type SampleRequest = {
  method: string;
  /** With its parameters still in braces. */
  path: string;
  parameters: { path: Record<string, Json>; query: Record<string, Json>; header: Record<string, Json> };
  /** What to send as `Authorization`, if anything. */
  token: string | undefined;
  body: Json | undefined;
};

/** Only what a request cannot do without, so that it works as it is. */
export function sampleRequest(document: JsonObject, operation: ContractOperation): SampleRequest {
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
    token: operation.secured ? tokenIn(document) : undefined,
    body: bodyOf(document, operation),
  };
}

/** The path with its values, and the query. */
export function targetOf({ path, parameters }: SampleRequest): string {
  const filled = path.replaceAll(/\{([^}]+)\}/g, (whole, name: string) => {
    const value = parameters.path[name];
    return value === undefined || value === whole ? whole : encodeURIComponent(String(value));
  });
  const query = Object.entries(parameters.query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}

/** What the contract itself shows as a bearer token (`Bearer …` in the scheme's description), or a word that says what belongs there. */
export function tokenIn(document: JsonObject): string {
  const schemes = Object.values(objectAt(objectAt(document, 'components'), 'securitySchemes'));
  const descriptions = schemes.map((scheme) => String(resolved(document, scheme)['description'] ?? ''));
  const shown = descriptions.map((text) => /`Bearer ([\w.-]+)`/.exec(text)?.[1]).find((token) => token !== undefined);
  return shown ?? 'YOUR_TOKEN';
}

function sampleValue(document: JsonObject, parameter: JsonObject): Json {
  const schema = resolved(document, parameter['schema']);
  const allowed = Array.isArray(schema['enum']) ? schema['enum'][0] : undefined;
  return exampleOf(document, parameter) ?? schema['default'] ?? allowed ?? `{${String(parameter['name'])}}`;
}

function bodyOf(document: JsonObject, { body }: ContractOperation): Json | undefined {
  const [mediaType] = Object.values(objectAt(body, 'content'));
  return isObject(mediaType) ? (exampleOf(document, mediaType) ?? {}) : undefined;
}
