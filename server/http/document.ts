import { readFile } from 'node:fs/promises';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import type { Language } from '../../generated/operations.ts';

/** The bundled contract of a language. @param publicUrl where this server is reached, if its own address is not it */
export async function readContract(
  language: Language,
  publicUrl: string | undefined,
): Promise<OpenAPIV3.DocumentV3_1 & Record<string, unknown>> {
  const text = await readFile(new URL(`../../generated/openapi.${language}.json`, import.meta.url), 'utf8');
  const document = JSON.parse(text);
  return publicUrl ? { ...document, servers: [{ url: publicUrl }] } : document;
}
