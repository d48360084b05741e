import { bundle, createConfig, type NormalizedProblem } from '@redocly/openapi-core';
import { referDiscriminators } from './discriminators.ts';
import { type JsonObject, objectAt } from './json.ts';
import { nameOperations } from './operation-ids.ts';
import { reportOf } from './problems.ts';
import { ToolError } from './tool-error.ts';

const topLevelOrder = ['openapi', 'info', 'servers', 'tags', 'security', 'paths', 'webhooks', 'components'];

/**
 * Reads the contract and all files it refers to into one document. Components are named for their files, and the
 * translations are still beside the texts. Operations without an operationId have one.
 *
 * @throws ToolError with file and line when a reference leads nowhere or two components would share a name
 */
export async function bundleContract(entryFile: string): Promise<JsonObject> {
  const config = await createConfig({});
  const { bundle: bundled, problems } = await bundle({
    ref: entryFile,
    config,
    componentRenamingConflicts: 'error',
  });
  const told = problems.filter((problem) => !isInExtension(problem));
  if (told.length > 0) throw new ToolError(`The contract cannot be bundled.\n${reportOf(told)}`);
  // Through JSON, so that nodes used in two places are two nodes: a language is put in place on each of them alone.
  const document = inStableOrder(JSON.parse(JSON.stringify(bundled.parsed, withoutOutsideExtensions)));
  nameOperations(document);
  referDiscriminators(document);
  return document;
}

/** What an extension refers to (pages, code) is for whoever knows the extension. */
function isInExtension({ location }: NormalizedProblem): boolean {
  return location.some(({ pointer = '' }) => /\/x-[^/]*(\/|$)/.test(pointer));
}

/** Extensions that refer to what is not in the bundle are not in it either: who reads it would follow them. */
function withoutOutsideExtensions(key: string, value: unknown): unknown {
  return key.startsWith('x-') && refersOutside(value) ? undefined : value;
}

function refersOutside(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const reference = '$ref' in value ? value.$ref : undefined;
  if (typeof reference === 'string' && !reference.startsWith('#')) return true;
  return Object.values(value).some(refersOutside);
}

/** Components come in the order in which they are met; sorted by name, a moved reference changes one line and not fifty. */
function inStableOrder(document: JsonObject): JsonObject {
  const known = topLevelOrder.filter((key) => key in document);
  const others = Object.keys(document).filter((key) => !topLevelOrder.includes(key));
  const ordered = Object.fromEntries([...known, ...others].map((key) => [key, document[key] ?? null]));
  const components = sorted(objectAt(ordered, 'components'));
  for (const kind of Object.keys(components)) components[kind] = sorted(objectAt(components, kind));
  if ('components' in ordered) ordered['components'] = components;
  return ordered;
}

function sorted(named: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1)));
}
