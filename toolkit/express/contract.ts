import type { OperationInContract } from './handlers.ts';
import { type MediaInContract, mediaOf } from './request/media.ts';
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
  body: { required: boolean; media: MediaInContract[] } | null;
  /** The operation object itself. */
  node: Node;
  /** Parameters of the query that are credentials, which handlers do not see. */
  keysInQuery: Set<string>;
  /** Where it has a period: `from` and `to`, both times. */
  hasPeriod: { query: boolean; body: boolean };
}

/** The operations of a table with what the document says of them. */
export function operationsOf({ document, operations }: Contract): Operation[] {
  const resolve = resolverOf(document);
  const security: unknown = Reflect.get(document, 'security');
  const schemes = objectAt(objectAt(document, 'components'), 'securitySchemes');
  return Object.entries(operations).map(([id, known]) => {
    const item = objectAt(objectAt(document, 'paths'), known.template ?? known.path);
    const node = objectAt(item, known.method);
    const parameters = parametersOf([listAt(item, 'parameters'), listAt(node, 'parameters')].flat(), resolve);
    const body = known.requestBody ? bodyOf(resolve(node['requestBody']), resolve) : null;
    const isTime = (schema: unknown) => resolve(schema)['format'] === 'date-time';
    const properties = objectAt(resolve(body?.media.find(({ kind }) => kind === 'json')?.node['schema']), 'properties');
    const ofQuery = new Map(
      parameters.filter((one) => one.in === 'query').map((one) => [one.name, one.node['schema']]),
    );
    return {
      ...known,
      id,
      parameters,
      body,
      node,
      keysInQuery: keysInQuery(node['security'] ?? security, (name) => resolve(schemes[name])),
      hasPeriod: {
        query: isTime(ofQuery.get(PERIOD.from)) && isTime(ofQuery.get(PERIOD.to)),
        body: isTime(properties[PERIOD.from]) && isTime(properties[PERIOD.to]),
      },
    };
  });
}

function keysInQuery(security: unknown, schemeOf: (name: string) => Node): Set<string> {
  const requirements = Array.isArray(security) ? security.filter(isNode) : [];
  const schemes = requirements.flatMap((requirement) => Object.keys(requirement)).map(schemeOf);
  return new Set(schemes.filter((one) => one['in'] === 'query').map((one) => String(one['name'])));
}

function parametersOf(nodes: unknown[], resolve: (node: unknown) => Node): ParameterInContract[] {
  const all = nodes.map(resolve).filter((one) => !isIgnored(one));
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

/** OpenAPI 3.1, "Parameter Object": other parts of the contract have them. */
function isIgnored({ in: place, name }: Node): boolean {
  return place === 'header' && /^(accept|content-type|authorization)$/i.test(String(name));
}

function bodyOf(node: Node, resolve: (node: unknown) => Node): Operation['body'] {
  return { required: node['required'] === true, media: mediaOf(objectAt(node, 'content'), resolve) };
}

/** References to references; more of them go round in a circle. */
const MOST_REFERENCES = 32;

/** Gives the node itself, or what it refers to in the document; an empty one for anything else. */
export function resolverOf(document: object): (node: unknown) => Node {
  const resolve = (node: unknown, left = MOST_REFERENCES): Node => {
    if (!isNode(node)) return {};
    const { $ref: reference, ...beside } = node;
    if (typeof reference !== 'string') return node;
    return { ...(left > 0 && resolve(targetOf(document, reference), left - 1)), ...beside };
  };
  return (node) => resolve(node);
}

/** What a reference inside the document leads to; undefined for one that leads nowhere, or elsewhere. */
export function targetOf(document: object, reference: string): unknown {
  if (reference === '#') return document;
  if (!reference.startsWith('#/')) return undefined;
  const steps = reference.slice(2).split('/');
  return steps.reduce<unknown>((parent, step) => {
    const key = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key)
      ? Reflect.get(parent, key)
      : undefined;
  }, document);
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
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
