import { unescape as decode, parse } from 'node:querystring';
import type { ParameterInContract } from '../contract.ts';
import { message } from '../messages.ts';
import type { Finding } from './findings.ts';

export type Query = Record<string, string | string[] | undefined>;

/**
 * Reads a query string as its operation's parameters have it: where one allows reserved characters, `+` is a plus
 * (OpenAPI 3.1, "allowReserved"; `+03:00` of a time), elsewhere a space.
 */
export function parseQuery(search: string, parameters: ParameterInContract[]): Query {
  const reserved = new Set(parameters.filter((one) => one.allowReserved).map(({ name }) => name));
  const pairs = search.replace(/^\?/, '').split('&');
  const literal = pairs.map((pair) => {
    const at = pair.indexOf('=');
    if (at < 0 || !reserved.has(decode(pair.slice(0, at)))) return pair;
    return pair.slice(0, at) + pair.slice(at).replaceAll('+', '%2B');
  });
  // Without a limit of its own: what a request line can hold is bounded already, and what is not read is not checked.
  return parse(literal.join('&'), '&', '=', { maxKeys: 0 });
}

/** Parameters that do not exist, and those that are given without a value. */
export function queryFindings(query: Query, parameters: ParameterInContract[]): Finding[] {
  const ofQuery = parameters.filter((one) => one.in === 'query');
  const byName = new Map(ofQuery.map((one) => [one.name, one]));
  // The members of an object are parameters of their own, by any name ("form", exploded).
  const isOpen = ofQuery.some(({ type }) => type === 'object');
  return Object.entries(query).flatMap(([field, value]): Finding[] => {
    const parameter = byName.get(field) ?? byName.get(field.replace(/\[.*$/s, ''));
    if (!parameter) return isOpen ? [] : [{ field, message: message('invalid_unknown_parameter') }];
    const isEmpty = value === '' && !parameter.allowEmptyValue;
    return isEmpty ? [{ field, message: message('invalid_required') }] : [];
  });
}
