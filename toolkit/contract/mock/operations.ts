import type { OperationInContract } from '../../express/index.ts';
import { basePath } from '../document/base-path.ts';
import { isObject, type Json, type JsonObject, objectAt } from '../document/json.ts';
import { isSecured, operationsOf } from '../document/path-item.ts';

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: JsonObject;
}

/** One of the answers that an operation documents. */
export interface Reply {
  status: number;
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
  /** With the base path of the contract's first server. */
  path: string;
  /** As the contract writes it. */
  template: string;
  secured: boolean;
  parameters: Parameter[];
  hasBody: boolean;
  replies: Reply[];
}

/** The operations of a contract, in its order. */
export function operationsIn(document: JsonObject): Operation[] {
  const base = basePath(document);
  return Object.entries(objectAt(document, 'paths')).flatMap(([template, item]) =>
    operationsOf(item).map(({ method, operation }) => ({
      id: String(operation['operationId'] ?? `${method} ${template}`),
      method: method.toUpperCase(),
      path: base + template,
      template,
      secured: isSecured(operation['security'] ?? document['security']),
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

function repliesOf(document: JsonObject, operation: JsonObject): Reply[] {
  return Object.entries(objectAt(operation, 'responses')).flatMap(([status, node]) => {
    // `default` and `4XX` stand for no status in particular.
    if (!/^\d{3}$/.test(status)) return [];
    const reply = resolved(document, node);
    const values = new Map<string, Json>();
    for (const media of Object.values(objectAt(reply, 'content'))) {
      for (const [name, example] of Object.entries(objectAt(media, 'examples'))) {
        values.set(name, resolved(document, example)['value'] ?? null);
      }
    }
    const headers = Object.keys(objectAt(reply, 'headers'));
    return [{ status: Number(status), examples: [...values.keys()], values, headers }];
  });
}
