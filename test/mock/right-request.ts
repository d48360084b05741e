import { isObject, objectAt } from '../../toolkit/contract/document/json.ts';
import type { Mock } from '../../toolkit/contract/mock/start.ts';
import type { Operation, Schema, ServedContract } from '../contract/served-contract.ts';

/** A request that is right, made of the contract's own examples. */
export function askRightly(
  mock: Mock,
  contract: ServedContract,
  operation: Operation,
  headers: Record<string, string>,
): Promise<Response> {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => {
    const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
    return String(exampleOf(contract, parameter?.schema ?? {}));
  });
  const body = operation.body ? exampleOf(contract, operation.body) : undefined;
  return fetch(mock.url + path, {
    method: operation.method,
    headers: {
      authorization: 'Bearer talq_any',
      ...headers,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

function exampleOf(contract: ServedContract, schema: Schema): unknown {
  const { examples, properties, required } = contract.resolve(schema);
  if (Array.isArray(examples)) return examples[0];
  const members = isObject(properties) ? properties : {};
  // A change of nothing is refused: what has no required field is given its first.
  const names = Array.isArray(required) ? required.map(String) : Object.keys(members).slice(0, 1);
  return Object.fromEntries(names.map((name) => [name, exampleOf(contract, objectAt(members, name))]));
}
