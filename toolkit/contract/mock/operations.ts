import type { OperationInContract } from '../../express/index.ts';
import { isObject, type Json, type JsonObject, objectAt } from '../document/json.ts';
import { isSecured, operationsOf } from '../document/path-item.ts';
import { basePath, serverUrl } from '../document/servers.ts';

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: JsonObject;
}

/** One of the answers that an operation documents. */
export interface Reply {
  status: number;
  /** As the contract writes it: the status, or a range of which it is the first. */
  range: string;
  /** The names of its examples. */
  examples: string[];
  /** What the example shows, by its name. */
  values: Map<string, Json>;
  headers: string[];
}

/** An operation of a contract, as the mock needs it. */
export interface Operation {
  id: string;
  /** In upper case. */
  method: string;
  /** With the base path of its first server: a mock answers at the same paths as the server. */
  path: string;
  /** As the contract writes it. */
  template: string;
  secured: boolean;
  /** What its requests may be authenticated by: one of several, each of them one or more schemes by their names. */
  security: JsonObject[];
  parameters: Parameter[];
  hasBody: boolean;
  replies: Reply[];
}

/** The operations of a contract, in its order. */
export function operationsIn(document: JsonObject): Operation[] {
  return Object.entries(objectAt(document, 'paths')).flatMap(([template, item]) =>
    operationsOf(item).map(({ method, operation }) => ({
      id: String(operation['operationId'] ?? `${method} ${template}`),
      method: method.toUpperCase(),
      path:
        basePath(serverUrl(operation['servers'], isObject(item) ? item['servers'] : [], document['servers'])) +
        template,
      template,
      secured: isSecured(operation['security'] ?? document['security']),
      security: requirementsOf(operation['security'] ?? document['security']),
      parameters: parametersOf(document, item, operation),
      hasBody: operation['requestBody'] !== undefined,
      replies: repliesOf(document, operation),
    })),
  );
}

/** The operations as the front takes them. */
export function tableOf(operations: Operation[]): Record<string, OperationInContract> {
  return Object.fromEntries(
    operations.map(({ id, method, path, template, secured, hasBody }) => [
      id,
      { method: method.toLowerCase(), path, template, secured, requestBody: hasBody },
    ]),
  );
}

/** The node itself, or what it refers to. */
function resolved(document: JsonObject, node: Json | undefined): JsonObject {
  if (!isObject(node)) return {};
  const { $ref: reference, ...beside } = node;
  if (typeof reference !== 'string') return node;
  const steps = reference.replace(/^#\//, '').split('/');
  const target = steps.reduce<JsonObject>(
    (parent, step) => objectAt(parent, step.replaceAll('~1', '/').replaceAll('~0', '~')),
    document,
  );
  return { ...resolved(document, target), ...beside };
}

function parametersOf(document: JsonObject, item: Json, operation: JsonObject): Parameter[] {
  const shared = isObject(item) && Array.isArray(item['parameters']) ? item['parameters'] : [];
  const own = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  const all = [...shared, ...own].map((node) => resolved(document, node));
  // An operation's own parameter takes the place of the path's.
  return [...new Map(all.map((one) => [`${one['in']} ${one['name']}`, one])).values()].flatMap((one) => {
    const place = one['in'];
    if (place !== 'path' && place !== 'query' && place !== 'header') return [];
    const required = one['required'] === true;
    return [{ name: String(one['name']), in: place, required, schema: objectAt(one, 'schema') }];
  });
}

function requirementsOf(security: Json | undefined): JsonObject[] {
  return Array.isArray(security) ? security.filter(isObject) : [];
}

function repliesOf(document: JsonObject, operation: JsonObject): Reply[] {
  const documented = Object.entries(objectAt(operation, 'responses'));
  const taken = new Set(documented.map(([status]) => Number(status)));
  return documented.flatMap(([range, node]) => {
    const status = statusOf(range, taken);
    if (status === null) return [];
    const reply = resolved(document, node);
    const values = new Map<string, Json>();
    for (const media of Object.values(objectAt(reply, 'content'))) {
      for (const [name, example] of Object.entries(objectAt(media, 'examples'))) {
        values.set(name, resolved(document, example)['value'] ?? null);
      }
    }
    const headers = Object.keys(objectAt(reply, 'headers'));
    return [{ status, range, examples: [...values.keys()], values, headers }];
  });
}

/** `2XX` and `default` stand for no status in particular: they answer the first that is not documented by itself. */
function statusOf(range: string, taken: Set<number>): number | null {
  if (/^\d{3}$/.test(range)) return Number(range);
  const hundreds = range === 'default' ? 5 : Number(/^([1-5])XX$/i.exec(range)?.[1] ?? 0);
  if (hundreds === 0) return null;
  for (let status = hundreds * 100; status < hundreds * 100 + 100; status++) if (!taken.has(status)) return status;
  return null;
}
