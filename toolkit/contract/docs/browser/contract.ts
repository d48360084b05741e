import type { AppStore } from 'redoc';

/** An OpenAPI document, as Redoc takes it. */
export type Contract = ConstructorParameters<typeof AppStore>[0];

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
/** The members that are read to people, or that people look for by name. */
const READ = ['summary', 'description', 'title', 'name', 'x-displayName'];
const DEPTH = 24;

/** All that is said about each operation, references included, by its operationId: for the search. */
export function textsOf(contract: Contract): Map<string, string> {
  const texts = new Map<string, string>();
  for (const item of [...Object.values(contract.paths ?? {}), ...Object.values(contract.webhooks ?? {})]) {
    if (!isObject(item)) continue;
    for (const method of METHODS) {
      const operation = item[method];
      if (!isObject(operation) || typeof operation['operationId'] !== 'string') continue;
      const found = new Set<string>();
      collect(contract, operation, found, new Set(), DEPTH);
      collect(contract, item['parameters'], found, new Set(), DEPTH);
      texts.set(operation['operationId'], [...found].join(' '));
    }
  }
  return texts;
}

/** The contract with the addresses of its servers, so that the samples can be run as they are. @param page its address */
export function withServers(text: string, servers: { url: string; placeholder: string }[], page: string): string {
  return servers.reduce((replaced, { url, placeholder }) => {
    const address = new URL(url === '' ? '/' : url, page).href.replace(/\/$/, '');
    return replaced.replaceAll(placeholder, JSON.stringify(address).slice(1, -1));
  }, text);
}

function collect(contract: Contract, node: unknown, found: Set<string>, seen: Set<string>, depth: number): void {
  if (depth === 0) return;
  if (Array.isArray(node)) {
    for (const item of node) collect(contract, item, found, seen, depth - 1);
    return;
  }
  if (!isObject(node)) return;
  const reference = node['$ref'];
  if (typeof reference === 'string' && !seen.has(reference)) {
    seen.add(reference);
    collect(contract, target(contract, reference), found, seen, depth - 1);
  }
  for (const [key, value] of Object.entries(node)) {
    if (key === 'example' || key === 'value' || key === 'x-codeSamples') continue;
    if (typeof value === 'string') {
      if (READ.includes(key)) found.add(value);
    } else {
      if (key === 'properties' && isObject(value)) for (const name of Object.keys(value)) found.add(name);
      collect(contract, value, found, seen, depth - 1);
    }
  }
}

function target(contract: Contract, reference: string): unknown {
  const parts = reference.replace(/^#\//, '').split('/');
  return parts.reduce<unknown>((node, part) => {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    return isObject(node) ? node[name] : undefined;
  }, contract);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
