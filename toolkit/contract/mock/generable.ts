import { createHash } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../document/json.ts';

/**
 * Values of formats that Prism's generator does not know, or gets wrong: it goes by the pattern alone where there is one, and by
 * a pattern of its own for `uri`.
 */
const VALUES: Record<string, string[]> = {
  uri: ['https://example.com/', 'https://api.example.com/webhooks/7?source=mock', 'http://example.org:8080/a#b'],
  email: ['ana@example.com', 'b.souza+test@mail.example.org'],
  hostname: ['example.com', 'api-2.example.org'],
  ipv4: ['192.0.2.1', '198.51.100.23'],
  ipv6: ['2001:db8::1', '2001:db8:0:7::2a'],
  uuid: uuids(),
  date: times().map((time) => time.slice(0, 10)),
  time: ['10:30:00Z', '23:59:59-03:00'],
  'date-time': times(),
  duration: ['P1D', 'PT30M'],
  regex: ['^[a-z]+$'],
  byte: ['bW9jaw==', 'YQ=='],
  'uri-reference': ['/webhooks/7', '../a?b=c'],
  'uri-template': ['https://example.com/{id}'],
  'json-pointer': ['/data/0', ''],
  'relative-json-pointer': ['0', '1/data'],
};
for (const [format, same] of [
  ['idn-email', 'email'],
  ['idn-hostname', 'hostname'],
  ['iri', 'uri'],
  ['iri-reference', 'uri-reference'],
] as const)
  VALUES[format] = VALUES[same] ?? [];

/** Formats that the generator knows, as long as no pattern stands beside them. Its dates are of any century. */
const KNOWN = new Set(['uuid', 'ipv4', 'ipv6']);
/** The generator makes every list as long as it may be: a page of a hundred would take it seconds. */
const MOST_ITEMS = 3;
/** What is data, whatever it looks like. */
const DATA = new Set(['example', 'examples', 'default', 'enum', 'const', 'value']);

/** The contract with its lists short, and its strings of a format narrowed to values of this format: for the generator alone. */
export function generable(document: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(document).map(([name, inner]) => [name, narrowed(inner, name)]));
}

function narrowed(node: Json, name: string): Json {
  if (DATA.has(name) || name.startsWith('x-')) return node;
  if (Array.isArray(node)) return node.map((inner) => narrowed(inner, ''));
  if (!isObject(node)) return node;
  // The members of `properties` have names of their own, `default` and `value` included.
  const isMap = name === 'properties' || name === 'schemas';
  const entries = Object.entries(node).map(([key, inner]) => [key, narrowed(inner, isMap ? '' : key)]);
  const copy: JsonObject = Object.fromEntries(entries);
  if (isMap) return copy;
  const { minItems, maxItems } = copy;
  if (typeof maxItems === 'number') copy['maxItems'] = Math.min(maxItems, Math.max(Number(minItems ?? 0), MOST_ITEMS));
  const allowed = valuesOf(copy);
  if (allowed.length === 0) return copy;
  // The generator makes dates of its own, whatever is allowed, where it is told that they are dates.
  const { format: _, ...rest } = copy;
  return { ...rest, enum: allowed };
}

/** Those of the format, and the examples that the contract gives, as far as they fit the rest of the schema. */
function valuesOf({ type, format, pattern, enum: given, const: only, examples, ...rest }: JsonObject): string[] {
  const isString = type === 'string' || (Array.isArray(type) && type.includes('string'));
  if (!isString || typeof format !== 'string' || given !== undefined || only !== undefined) return [];
  if (KNOWN.has(format) && pattern === undefined) return [];
  const expression = typeof pattern === 'string' ? new RegExp(pattern, 'u') : null;
  const [least, most] = [Number(rest['minLength'] ?? 0), Number(rest['maxLength'] ?? Number.POSITIVE_INFINITY)];
  const all = [...(VALUES[format] ?? []), ...(Array.isArray(examples) ? examples : [rest['example']])];
  return all
    .filter((value) => typeof value === 'string')
    .filter((value) => value.length >= least && value.length <= most && (expression?.test(value) ?? true));
}

/** The last two weeks, one for each 7 hours or so, from the day on which the mock started: as the generator writes them, with ms. */
function times(): string[] {
  const today = new Date();
  today.setUTCHours(0, 0, 0, 0);
  return Array.from({ length: 48 }, (_, index) => {
    return new Date(today.getTime() - index * 25_260_000).toISOString();
  });
}

/** Enough of them for a long list. The same each time. */
function uuids(): string[] {
  return Array.from({ length: 256 }, (_, index) => {
    const digest = createHash('sha256').update(`mock ${index}`).digest('hex');
    const groups = [digest.slice(0, 8), digest.slice(8, 12), `7${digest.slice(13, 16)}`, `a${digest.slice(17, 20)}`];
    return `${groups.join('-')}-${digest.slice(20, 32)}`;
  });
}
