import { isObject, type Json, type JsonObject } from './json.ts';

/** What a contract says of a server that it does not name: the root of where it is itself (OpenAPI 3.1, 4.8.1). */
const ROOT = '/';

/**
 * The address of the first server, with the defaults of its variables, and without a slash at its end: it may be relative.
 * @param levels the `servers` of an operation, its path and the document: the first that there are count
 */
export function serverUrl(...levels: (Json | undefined)[]): string {
  const servers = levels.find((level) => Array.isArray(level) && level.length > 0);
  const [first] = Array.isArray(servers) ? servers : [];
  return isObject(first) ? urlOf(first) : '';
}

/** The address as a URL. @param base what a relative one is relative to; the root is the base itself */
export function resolvedUrl(url: string, base: string): string {
  const folder = base.replace(/\/*$/, '/');
  return (url === '' ? new URL(folder) : new URL(url, folder)).href.replace(/\/$/, '');
}

/** What stands before the paths of a server's operations: `https://api.example.com/v2` → `/v2` */
export function basePath(url: string): string {
  const base = 'http://server.invalid';
  return URL.canParse(url, base) ? new URL(url, base).pathname.replace(/\/$/, '') : '';
}

function urlOf({ url, variables }: JsonObject): string {
  const filled = String(url ?? ROOT).replaceAll(/\{([^}]+)\}/g, (whole, name: string) => {
    const variable = isObject(variables) ? variables[name] : undefined;
    return isObject(variable) ? String(variable['default'] ?? whole) : whole;
  });
  return filled.replace(/\/$/, '');
}
