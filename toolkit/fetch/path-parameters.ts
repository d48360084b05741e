/** A parameter in a path, without the signs of its style: `{id}`, `{id*}`, `{.id}`, `{;id}`. */
const PARAMETER = /\{[.;]?([^{}*]+)\*?\}/g;

/**
 * Refuses what would lead to another operation: a path parameter that is missing, empty, or a dot segment, which URLs resolve
 * (RFC 3986, 5.2.4) even when it is encoded.
 * @throws TypeError
 */
export function checkPathParameters(path: string, values: Record<string, unknown> = {}): void {
  for (const [, name = ''] of path.matchAll(PARAMETER)) {
    const value = `${values[name] ?? ''}`;
    if (/^\.{0,2}$/.test(value)) throw new TypeError(`${name} of ${path} is ${value || 'empty'}.`);
  }
}
