import type { Operation } from './contract.ts';

/** Where a request leads: an operation with its path parameters, or why nowhere. */
export type Route =
  | { operation: Operation; params: Record<string, string> }
  | { allowed: string[] }
  | { nowhere: true };

/** Finds the operation of a request: concrete paths first (OpenAPI 3.1, "Path Templating Matching"), HEAD as GET. */
export function createRouter(operations: Operation[]): (method: string, pathname: string) => Route {
  const paths = [...Map.groupBy(operations, ({ path }) => path)]
    .map(([path, ofPath]) => ({ rank: path.replaceAll(/\{[^}]+\}/g, '\uffff'), matcher: matcherOf(path), ofPath }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  return (method, pathname) => {
    for (const { matcher, ofPath } of paths) {
      const found = matcher.exec(pathname);
      if (!found) continue;
      const params = decoded(found.groups ?? {});
      if (!params) return { nowhere: true };
      const wanted = method === 'HEAD' ? 'GET' : method;
      const operation = ofPath.find((one) => one.method.toUpperCase() === wanted);
      if (operation) return { operation, params };
      const methods = ofPath.map((one) => one.method.toUpperCase());
      return { allowed: (methods.includes('GET') ? ['HEAD', ...methods] : methods).toSorted() };
    }
    return { nowhere: true };
  };
}

/** `/books/{isbn}` → /^\/books\/(?<isbn>[^/]+)$/ */
function matcherOf(path: string): RegExp {
  const parts = path.split(/\{([^}]+)\}/);
  const source = parts.map((part, index) => (index % 2 ? `(?<${groupName(part)}>[^/]+)` : literal(part)));
  return new RegExp(`^${source.join('')}$`);
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Names of parameters may hold what names of groups may not. */
function groupName(name: string): string {
  return name.replaceAll(/[^\w]/g, (character) => `$${character.codePointAt(0)}$`);
}

function decoded(groups: Record<string, string>): Record<string, string> | null {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [
        name.replaceAll(/\$(\d+)\$/g, (_, code) => String.fromCodePoint(Number(code))),
        decodeURIComponent(value),
      ]),
    );
  } catch {
    return null; // `%zz` leads nowhere
  }
}
