import type { JsonObject } from '../document/json.ts';
import { generatedHeader, literal } from './typescript.ts';

/** The source of `types.ts`: the document's paths, webhooks and components as types, by openapi-typescript, and its languages. */
export async function generateTypes(document: JsonObject, languages: string[]): Promise<string> {
  // Loaded only here: it brings the TypeScript compiler along, which the other commands do not need.
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  const { default: ts } = await import('typescript');
  // As text, because the library changes an object that it is given.
  const nodes = await openapiTS(JSON.stringify(document), {
    silent: true,
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    // Files: the platform's own type, on both sides.
    transform: ({ format }) => (format === 'binary' ? ts.factory.createTypeReferenceNode('Blob') : undefined),
  });
  const language = languages.map(literal).join(' | ');
  return `${generatedHeader}\n${astToString(nodes)}/** The languages of the contract. */\nexport type Language = ${language};\n`;
}
