import { type JsonObject, objectAt } from './json.ts';
import { operationsOf } from './path-item.ts';

/**
 * Gives each operation without an operationId one that is made of its method and path: `GET /books/{isbn}` is `getBooksByIsbn`.
 * Handlers, mocks, docs and clients know operations by their ids. Changes the document.
 */
export function nameOperations(document: JsonObject): void {
  const items = (['paths', 'webhooks'] as const).flatMap((kind) => Object.entries(objectAt(document, kind)));
  const all = items.flatMap(([path, item]) => operationsOf(item).map((one) => ({ ...one, path })));
  const taken = new Set(all.map(({ operation }) => operation['operationId']));
  for (const { method, path, operation } of all) {
    if (typeof operation['operationId'] === 'string' && operation['operationId'] !== '') continue;
    const name = nameOf(method, path);
    let free = name;
    for (let count = 2; taken.has(free); count += 1) free = `${name}${count}`;
    taken.add(free);
    operation['operationId'] = free;
  }
}

function nameOf(method: string, path: string): string {
  const words = path
    .replaceAll(/\{([^}]+)\}/g, ' by $1 ')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
