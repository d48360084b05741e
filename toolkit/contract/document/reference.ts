import { isObject, type Json, type JsonObject, objectAt } from './json.ts';

/** The node itself, or what it refers to; members beside the reference win (OpenAPI 3.1). */
export function resolved(document: JsonObject, node: Json | undefined): JsonObject {
  if (!isObject(node)) return {};
  const { $ref: reference, ...beside } = node;
  if (typeof reference !== 'string') return node;
  const parts = reference.replace(/^#\//, '').split('/');
  const target = parts.reduce<JsonObject>((parent, part) => objectAt(parent, unescaped(part)), document);
  return { ...resolved(document, target), ...beside };
}

/** The name of the component that a node refers to. */
export function componentName(node: Json | undefined): string | undefined {
  const reference = isObject(node) ? node['$ref'] : undefined;
  return typeof reference === 'string' ? unescaped(reference.split('/').at(-1) ?? '') : undefined;
}

/** The first example of a media type, parameter or schema: undefined when there is none. */
export function exampleOf(document: JsonObject, node: JsonObject): Json | undefined {
  if (node['example'] !== undefined) return node['example'];
  const examples = node['examples'];
  if (Array.isArray(examples)) return examples[0];
  const [first] = Object.values(isObject(examples) ? examples : {});
  if (first !== undefined) return resolved(document, first)['value'];
  if (node['schema'] === undefined) return undefined;
  return exampleOf(document, resolved(document, node['schema']));
}

/** A step of a JSON Pointer (RFC 6901). */
function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
