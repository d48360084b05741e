import { readFile } from 'node:fs/promises';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import type { Language } from '../../generated/operations.ts';

type Document = OpenAPIV3.DocumentV3_1 & Record<string, unknown>;

/** The bundled contract of a language. */
export async function readContract(language: Language): Promise<Document> {
  return JSON.parse(await readFile(new URL(`../../generated/openapi.${language}.json`, import.meta.url), 'utf8'));
}

/** The contract as it is shown. @param publicUrl where this server is reached, if its own address is not it */
export function shown(document: Document, publicUrl: string | undefined): Document {
  return publicUrl ? { ...document, servers: [{ url: publicUrl }] } : document;
}

/** The contract as it is served: at the root, wherever it is shown to be, since the validator routes by `servers`. */
export function atRoot(document: Document): Document {
  return { ...document, servers: [{ url: '/' }] };
}
