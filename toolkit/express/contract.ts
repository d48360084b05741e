import type { OperationInContract } from './handlers.ts';
import type { BodyInContract } from './request/body.ts';
import { PERIOD } from './request/period.ts';

type Node = Record<string, unknown>;

export interface Contract<Table = Record<string, OperationInContract>> {
  /** The bundled OpenAPI document, in one file. */
  document: object;
  /** The operations that are served, by id, as the generator writes them. */
  operations: Table;
}

export interface ParameterInContract {
  name: string;
  /** `query`, `path`, `header` or `cookie` */
  in: string;
  allowReserved: boolean;
  allowEmptyValue: boolean;
  /** The first type of its schema, if it has one. */
  type: string | undefined;
  /** The parameter object itself. */
  node: Node;
}

/** An operation of the contract, as the front needs it. */
export interface Operation extends OperationInContract {
  id: string;
  parameters: ParameterInContract[];
  body: (BodyInContract & { content: Node }) | null;
  /** The operation object itself. */
  node: Node;
  /** Where it has a period: `from` and `to`, both times. */
  hasPeriod: { query: boolean; body: boolean };
}

/** The operations of a table with what the document says of them. */
export function operationsOf({ document, operations }: Contract): Operation[] {
  const resolve = resolverOf(isNode(document) ? document : {});
  return Object.entries(operations).map(([id, known]) => {
    const item = objectAt(objectAt(document, 'paths'), known.template ?? known.path);
    const node = objectAt(item, known.method);
    const parameters = parametersOf([listAt(item, 'parameters'), listAt(node, 'parameters')].flat(), resolve);
    const body = known.requestBody ? bodyOf(resolve(node['requestBody'])) : null;
    const isTime = (schema: unknown) => resolve(schema)['format'] === 'date-time';
    const properties = objectAt(resolve(objectAt(body?.content, 'application/json')['schema']), 'properties');
    const ofQuery = new Map(
      parameters.filter((one) => one.in === 'query').map((one) => [one.name, one.node['schema']]),
    );
    return {
      ...known,
      id,
      parameters,
      body,
      node,
      hasPeriod: {
        query: isTime(ofQuery.get(PERIOD.from)) && isTime(ofQuery.get(PERIOD.to)),
        body: isTime(properties[PERIOD.from]) && isTime(properties[PERIOD.to]),
      },
    };
  });
}

function parametersOf(nodes: unknown[], resolve: (node: unknown) => Node): ParameterInContract[] {
  const all = nodes.map(resolve);
  // An operation's own parameter takes the place of the path's.
  return [...new Map(all.map((one) => [`${one['in']} ${one['name']}`, one])).values()].map((node) => {
    const type = [resolve(node['schema'])['type']].flat()[0];
    return {
      name: String(node['name']),
      in: String(node['in']),
      allowReserved: node['allowReserved'] === true,
      allowEmptyValue: node['allowEmptyValue'] === true,
      type: typeof type === 'string' ? type : undefined,
      node,
    };
  });
}

function bodyOf(node: Node): Operation['body'] {
  const content = objectAt(node, 'content');
  return { required: node['required'] === true, isJson: content['application/json'] !== undefined, content };
}

/** Gives the node itself, or what it refers to in the document; an empty one for anything else. */
function resolverOf(document: Node): (node: unknown) => Node {
  const resolve = (node: unknown): Node => {
    if (!isNode(node)) return {};
    const { $ref: reference, ...beside } = node;
    return typeof reference === 'string' ? { ...resolve(targetOf(document, reference)), ...beside } : node;
  };
  return resolve;
}

/** What a reference within the document (`#/components/schemas/Book`) leads to; undefined if it leads nowhere. */
export function targetOf(document: object, reference: string): unknown {
  const steps = reference.replace(/^#\/?/, '').split('/');
  return steps.reduce<unknown>((parent, step) => {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof parent === 'object' && parent !== null ? Reflect.get(parent, name) : undefined;
  }, document);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectAt(parent: unknown, key: string): Node {
  const value = isNode(parent) ? parent[key] : undefined;
  return isNode(value) ? value : {};
}

function listAt(parent: Node, key: string): unknown[] {
  const value = parent[key];
  return Array.isArray(value) ? value : [];
}
