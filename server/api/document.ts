import { readFile } from 'node:fs/promises';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import { drafts, type Language, languages } from '../../generated/operations.ts';

type Document = OpenAPIV3.DocumentV3_1 & Record<string, unknown>;

/** Something in each language of the contract. */
export function mapLanguages<Value>(make: (language: Language) => Value): Record<Language, Value> {
  return Object.fromEntries(languages.map((language) => [language, make(language)])) as Record<Language, Value>;
}

/** The languages of the texts of a document: a draft has gaps, where the first language stands. */
export function languagesIn(language: Language): Language[] {
  return drafts.includes(language) ? [language, languages[0]] : [language];
}

/** The bundled contract in each of its languages. */
export async function readContracts(): Promise<Record<Language, Document>> {
  const entries = languages.map(async (language) => [language, await readContract(language)] as const);
  return Object.fromEntries(await Promise.all(entries)) as Record<Language, Document>;
}

async function readContract(language: Language): Promise<Document> {
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
