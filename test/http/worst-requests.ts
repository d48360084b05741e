import { isObject } from '../../toolkit/contract/document/json.ts';
import type { Operation, Schema, ServedContract } from '../contract/served-contract.ts';

/** A request that takes as much time as its size allows. */
export interface WorstRequest {
  /** `publishEvent: data of many numbers` */
  name: string;
  method: string;
  /** With its parameters in braces, and its query. */
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Bytes that a body may have, and that the line and the headers may have together, a little below the limits. */
const BODY = 256 * 1024 - 100;
const HEAD = 15_000;

/** The worst requests for every operation, made of its parameters and of the schema of its body. */
export function worstRequests(contract: ServedContract): WorstRequest[] {
  return contract.operations().flatMap((operation) => [
    ...heads(operation).map(([name, request]) => ({
      name: `${operation.id}: ${name}`,
      method: operation.method,
      path: operation.path,
      ...(operation.body && { body: '{}' }),
      ...request,
    })),
    ...(operation.body ? bodies(contract, operation.body) : []).map(([name, body]) => ({
      name: `${operation.id}: ${name}`,
      method: operation.method,
      path: operation.path,
      body,
    })),
  ]);
}

/** `unit(0) unit(1) …` with the separator in between, in at most so many bytes. */
function filled(bytes: number, unit: (at: number) => string, separator = ','): string {
  const units: string[] = [];
  for (let at = 0, size = 0; ; at++) {
    const next = unit(at);
    size += Buffer.byteLength(next) + separator.length;
    if (size > bytes) return units.join(separator);
    units.push(next);
  }
}

/** Most of what patterns, formats and parsers may stumble over, repeated. */
const CHARACTERS = ['a', ' ', '/', '%', '-', '0', ':', '\t', '\\"', '\\u0000', 'é', 'aA1+/', 'a.', 'http://'];

function heads({ path, parameters }: Operation): [string, Partial<WorstRequest>][] {
  const query = (text: string) => ({ path: `${path}?${text}` });
  return [
    ['many query parameters', query(filled(HEAD, (at) => `a${at}=1`, '&'))],
    ['the same query parameter over and over', query(filled(HEAD, () => `${parameters[0]?.name ?? 'a'}=1`, '&'))],
    ['an encoded query', query(`a=${'%61'.repeat(HEAD / 3)}`)],
    ['brackets in the query', query(`a${'[a]'.repeat(HEAD / 3)}=1`)],
    ['many languages', { headers: { 'accept-language': filled(HEAD, (at) => `x${at};q=0.${at % 10}`) } }],
    ['many encodings', { headers: { 'accept-encoding': filled(HEAD, (at) => `x${at};q=0.${at % 10}`) } }],
    ['a long token', { headers: { authorization: `Bearer ${'a'.repeat(HEAD)}` } }],
    ['spaces for a token', { headers: { authorization: `Bearer${' '.repeat(HEAD)}!` } }],
    [
      'a long content type',
      { headers: { 'content-type': `application/json${filled(HEAD, () => '; charset=x', '')}` } },
    ],
    ['a long path', { path: `${path}${'/a'.repeat(HEAD / 2)}` }],
    ['an encoded path', { path: `${path}/${'%2e'.repeat(HEAD / 3)}` }],
    ...parameters.flatMap(({ name, in: place }) =>
      ['a', '-', '0', '%20', '%00', ':'].map((unit): [string, Partial<WorstRequest>] => {
        const value = unit.repeat(HEAD / unit.length);
        const long = `${name} of ${unit}`;
        if (place === 'header') return [long, { headers: { [name]: value.replaceAll('%00', '~') } }];
        return [long, place === 'query' ? query(`${name}=${value}`) : { path: path.replace(`{${name}}`, value) }];
      }),
    ),
  ];
}

function bodies(contract: ServedContract, schema: Schema): [string, string][] {
  const { properties } = contract.resolve(schema);
  const names = isObject(properties) ? Object.keys(properties) : [];
  const values = valuesOf(BODY - 1_000);
  return [
    ['many unknown fields', `{${filled(BODY, (at) => `"a${at}":1`)}}`],
    ['many fields of one name', `{${filled(BODY, () => `"${names[0]}":{}`)}}`],
    ['spaces', ' '.repeat(BODY)],
    ...values.map(([name, value]): [string, string] => [`a body of ${name}`, value]),
    ...names.flatMap((field) =>
      values.map(([name, value]): [string, string] => [
        `${field} of ${name}`,
        withField(contract, schema, field, value),
      ]),
    ),
  ];
}

/** A body that is right but for one field, so that all that is checked is. */
function withField(contract: ServedContract, schema: Schema, field: string, value: string): string {
  const { properties, required } = contract.resolve(schema);
  const members = (Array.isArray(required) ? required.map(String) : [])
    .filter((name) => name !== field && isObject(properties))
    .map((name) => `"${name}":${JSON.stringify(exampleOf(contract, isObject(properties) ? properties[name] : {}))}`);
  return `{${[...members, `"${field}":${value}`].join(',')}}`;
}

function exampleOf(contract: ServedContract, schema: unknown): unknown {
  const { examples } = contract.resolve(isObject(schema) ? (schema as Schema) : {});
  return Array.isArray(examples) ? examples[0] : 'x';
}

/** JSON values of every kind, as large as they may be. */
function valuesOf(bytes: number): [string, string][] {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  return [
    ...CHARACTERS.map((unit): [string, string] => [
      `a long text of ${unit}`,
      `"${unit.replace('\t', '\\t').repeat(Math.floor(bytes / Buffer.byteLength(unit)))}"`,
    ]),
    ['endless nesting', nested(Math.floor(bytes / 2))],
    ['nested objects', `{"a":[${filled(bytes, () => deep(60))}]}`],
    ['many numbers', `[${filled(bytes, (at) => String(at))}]`],
    ['many texts', `[${filled(bytes, (at) => `"${at}"`)}]`],
    ['many empty objects', `[${filled(bytes, () => '{}')}]`],
    ['many different objects', `[${filled(bytes, (at) => `{"a":${at}}`)}]`],
    ['many pairs', `[${filled(bytes, (at) => `{"name":"a${at}","value":"é"}`)}]`],
    ['many members', `{${filled(bytes, (at) => `"a${at}":${at}`)}}`],
    ['many members of one name', `{${filled(bytes, () => '"a":1')}}`],
    ['long numbers', `{"a":[${filled(bytes, () => `0.${'0'.repeat(990)}1`)}]}`],
    ['a number that is too long', '1'.repeat(bytes)],
    ['escapes', `{"a":"${'\\\\'.repeat(bytes / 2 - 10)}"}`],
  ];
}
