import { isObject, type JsonObject, objectAt } from './json.ts';

/**
 * The path of the contract's first server, which stands in front of every path: `https://api.example.com/v2` gives `/v2`, and one at the
 * root an empty text. Variables have their default values.
 */
export function basePath(document: JsonObject): string {
  const [first] = Array.isArray(document['servers']) ? document['servers'] : [];
  const server = isObject(first) ? first : {};
  const variables = objectAt(server, 'variables');
  const url = String(server['url'] ?? '/').replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    return String(objectAt(variables, name)['default'] ?? name);
  });
  const path = URL.canParse(url, 'http://server.invalid') ? new URL(url, 'http://server.invalid').pathname : '/';
  return path.replace(/\/+$/, '');
}
