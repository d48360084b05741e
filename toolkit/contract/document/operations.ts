import { isObject, type Json, type JsonObject, objectAt } from './json.ts';
import { isSecured, operationsOf } from './path-item.ts';
import { resolved } from './reference.ts';
import { serverUrl } from './servers.ts';

/** An operation of a contract, with its references to components resolved at the first level. */
export type ContractOperation = {
  /** Its operationId, or its method and path. */
  id: string;
  /** In lower case. */
  method: string;
  /** As the contract writes it, with its parameters in braces; the name of a webhook. */
  path: string;
  /** The address of its server, which may be relative: empty for the root of where the contract is. */
  server: string;
  /** Whether it is a request that the API makes to its clients. */
  isWebhook: boolean;
  /** Whether a request without credentials is refused. */
  secured: boolean;
  /** The ways to be let in, of which one has to be used: as OpenAPI has them, the document's where it has none of its own. */
  security: Json | undefined;
  isDeprecated: boolean;
  summary: string;
  description: string;
  /** The first of its tags. */
  tag: string;
  parameters: JsonObject[];
  body: JsonObject | undefined;
  responses: [status: string, response: JsonObject][];
};

/** All operations of a contract in one language, in its order; those of its webhooks last. */
export function operationsIn(document: JsonObject): ContractOperation[] {
  const groups = (['paths', 'webhooks'] as const).flatMap((kind) =>
    Object.entries(objectAt(document, kind)).map(([path, item]) => ({ path, item, isWebhook: kind === 'webhooks' })),
  );
  return groups.flatMap(({ path, item, isWebhook }) =>
    operationsOf(item).map(({ method, operation }) => ({
      id: String(operation['operationId'] ?? `${method} ${path}`),
      method,
      path,
      server: serverUrl(operation['servers'], isObject(item) ? item['servers'] : undefined, document['servers']),
      isWebhook,
      secured: isSecured(operation['security'] ?? document['security']),
      security: operation['security'] ?? document['security'],
      isDeprecated: operation['deprecated'] === true,
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

/** The tags in their order, with the names that people see. */
export function tagsIn(document: JsonObject): { name: string; title: string; description: string }[] {
  const tags = Array.isArray(document['tags']) ? document['tags'] : [];
  return tags.filter(isObject).map((tag) => ({
    name: String(tag['name']),
    title: String(tag['x-displayName'] ?? tag['name']),
    description: String(tag['description'] ?? ''),
  }));
}

function parametersOf(document: JsonObject, item: Json, operation: JsonObject): JsonObject[] {
  const shared = isObject(item) && Array.isArray(item['parameters']) ? item['parameters'] : [];
  const own = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  const all = [...shared, ...own].map((parameter) => resolved(document, parameter));
  // An operation's own parameter takes the place of the path's.
  return [...new Map(all.map((parameter) => [`${parameter['in']} ${parameter['name']}`, parameter])).values()];
}
