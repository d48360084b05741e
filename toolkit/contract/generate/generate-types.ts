import type { JsonObject } from '../document/json.ts';
import { generatedHeader } from './typescript.ts';

/** The source of `types.ts`: the document's paths, webhooks and components as types, by openapi-typescript. */
export async function generateTypes(document: JsonObject): Promise<string> {
  // Loaded only here: it brings the TypeScript compiler along, which the other commands do not need.
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  // As text, because the library changes an object that it is given.
  const nodes = await openapiTS(JSON.stringify(document), {
    silent: true,
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
  });
  return `${generatedHeader}\n${astToString(nodes)}`;
}
