import { isObject, type Json, type JsonObject, objectAt } from '../document/json.ts';
import { isSecured, operationsOf } from '../document/path-item.ts';

/** An operation as the pages show it, with its references to components resolved at the first level. */
export type DocumentedOperation = {
  id: string;
  method: string;
  path: string;
  /** Whether it is a request that is made to the reader's endpoint. */
  isWebhook: boolean;
  secured: boolean;
  summary: string;
  description: string;
  tag: string;
  parameters: JsonObject[];
  body: JsonObject | undefined;
  responses: [status: string, response: JsonObject][];
};

/** All operations of a contract in one language, in its order; those of its webhooks last. */
export function operationsIn(document: JsonObject): DocumentedOperation[] {
  const groups = (['paths', 'webhooks'] as const).flatMap((kind) =>
    Object.entries(objectAt(document, kind)).map(([path, item]) => ({ path, item, isWebhook: kind === 'webhooks' })),
  );
  return groups.flatMap(({ path, item, isWebhook }) =>
    operationsOf(item).map(({ method, operation }) => ({
      id: String(operation['operationId'] ?? `${method} ${path}`),
      method,
      path,
      isWebhook,
      secured: isSecured(operation['security'] ?? document['security']),
      summary: String(operation['summary'] ?? ''),
      description: String(operation['description'] ?? ''),
      tag: Array.isArray(operation['tags']) ? String(operation['tags'][0] ?? '') : '',
      parameters: parametersOf(document, item, operation),
      body: operation['requestBody'] === undefined ? undefined : resolved(document, operation['requestBody']),
      responses: Object.entries(objectAt(operation, 'responses')).map(([status, response]) => [
        status,
        resolved(document, response),
      ]),
    })),
  );
}

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

/** The tags in their order, with the names that people see. */
export function tagsIn(document: JsonObject): { name: string; title: string; description: string }[] {
  const tags = Array.isArray(document['tags']) ? document['tags'] : [];
  return tags.filter(isObject).map((tag) => ({
    name: String(tag['name']),
    title: String(tag['x-displayName'] ?? tag['name']),
    description: String(tag['description'] ?? ''),
  }));
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

function parametersOf(document: JsonObject, item: Json, operation: JsonObject): JsonObject[] {
  const shared = isObject(item) && Array.isArray(item['parameters']) ? item['parameters'] : [];
  const own = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  const all = [...shared, ...own].map((parameter) => resolved(document, parameter));
  // An operation's own parameter takes the place of the path's.
  return [...new Map(all.map((parameter) => [`${parameter['in']} ${parameter['name']}`, parameter])).values()];
}

function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
