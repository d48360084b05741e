import { targetOf } from './contract.ts';
import { FORMATS, keywordFault, patternFault } from './keyword-faults.ts';
import { isJson } from './request/media.ts';

type Node = Record<string, unknown>;
/** What stands at a place of a document: a part of OpenAPI's own, a schema, or schemas by name or in a list. */
type Place = 'openapi' | 'schema' | 'schemas' | 'data';

/** What the members of a schema are; any other is data. */
const IN_SCHEMA: Record<string, Place> = {
  ...placed('schema', 'items', 'additionalProperties', 'not', 'contains', 'propertyNames', 'if', 'then', 'else'),
  ...placed('schema', 'unevaluatedItems', 'unevaluatedProperties', 'additionalItems'),
  ...placed('schemas', 'properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'),
  ...placed('schemas', 'allOf', 'anyOf', 'oneOf', 'prefixItems'),
};
/** Names that a schema has for others: references are by place alone, and these would change what they lead to. */
const IDENTITIES = new Set(['$id', 'id', '$schema', '$anchor', '$dynamicAnchor', '$recursiveAnchor', '$comment']);

/** Members of OpenAPI's own whose members have names of their own, `x-request-id` included. */
const MAPS = new Set(
  'content encoding headers links parameters requestBodies responses scopes securitySchemes variables'.split(' '),
);

/**
 * The document as the validator can use it, and a sentence about each thing of it that is not checked. Failure policy: the validator
 * compiles many schemas at once, so a keyword that it cannot use would fail every request; without it, the rest of the schema is still checked.
 * Extensions are left out too, and examples unless they are to be kept: the validator takes an `$id` in them for one of a schema.
 */
export function usableDocument(
  document: object,
  { examples = 'drop' }: { examples?: 'drop' | 'keep' } = {},
): { document: object; problems: string[] } {
  const problems: string[] = [];
  const unknownFormats = new Map<string, string[]>();

  const clean = (node: unknown, place: Place, path: string): unknown => {
    if (place === 'data' || typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) {
      const inner = place === 'schemas' ? 'schema' : place;
      return node.map((item, index) => clean(item, inner, `${path}/${index}`));
    }
    const kept = Object.entries(node).filter(([key, value]) => isKept(key, value, node as Node, place, path));
    const isContent = place === 'openapi' && path.endsWith('/content');
    const cleaned = Object.fromEntries(
      kept.map(([key, value]) => [
        key,
        clean(
          isContent ? withSchema(key, value) : value,
          placeOf(key, place),
          `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        ),
      ]),
    );
    return place === 'schema' && isNullOfAnyType(node as Node) ? { anyOf: [{ enum: [null] }, cleaned] } : cleaned;
  };

  function isKept(key: string, value: unknown, node: Node, place: Place, path: string): boolean {
    const told = (fault: string | null): boolean => {
      if (fault !== null) problems.push(`${path}/${key} is not checked: ${fault}`);
      return fault === null;
    };
    if (place === 'schemas') {
      return path.endsWith('/patternProperties') ? told(patternFault(key)) : true;
    }
    if (key === '$ref' && typeof value === 'string') {
      return told(targetOf(document, value) === undefined ? `${value} leads nowhere in the document.` : null);
    }
    if (key.startsWith('x-') && !(place === 'openapi' && MAPS.has(path.split('/').at(-1) ?? '')))
      return key.startsWith('x-eov-') || key === 'x-faker';
    if (key === 'example' || key === 'examples') return examples === 'keep';
    if (place !== 'schema') return true;
    if (IDENTITIES.has(key)) return false;
    if (key === 'nullable' && !hasType(node)) return false;
    if (key === 'format' && typeof value === 'string' && !FORMATS.has(value)) {
      unknownFormats.set(value, [...(unknownFormats.get(value) ?? []), `${path}/format`]);
      return false;
    }
    return told(keywordFault(key, value, node));
  }

  const usable = clean(document, 'openapi', '#') as object;
  for (const [format, [first = '', ...others]] of unknownFormats) {
    const places = others.length === 0 ? first : `${first} and in ${others.length} other places`;
    problems.push(`${places} is not checked: the format ${format} is not known.`);
  }
  return { document: usable, problems };
}

/** The validator fails on `nullable` without a type; who writes it beside a reference means what it leads to, or null. */
function isNullOfAnyType(node: Node): boolean {
  const isComposed = ['$ref', 'allOf', 'anyOf', 'oneOf'].some((keyword) => node[keyword] !== undefined);
  return node['nullable'] === true && !hasType(node) && isComposed;
}

function hasType({ type }: Node): boolean {
  return type !== undefined && keywordFault('type', type, {}) === null;
}

/** The validator knows no answer in JSON that has no schema. */
function withSchema(type: string, media: unknown): unknown {
  return isJson(type) && typeof media === 'object' && media !== null ? { schema: {}, ...media } : media;
}

function placeOf(key: string, place: Place): Place {
  if (place === 'schemas') return 'schema';
  if (place === 'schema') return IN_SCHEMA[key] ?? 'data';
  if (key === 'example' || key === 'examples') return 'data';
  if (key === 'schema') return 'schema';
  return key === 'schemas' ? 'schemas' : 'openapi';
}

function placed(place: Place, ...keys: string[]): Record<string, Place> {
  return Object.fromEntries(keys.map((key) => [key, place]));
}
