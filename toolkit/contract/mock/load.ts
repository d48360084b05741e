import { readFile } from 'node:fs/promises';
import { languages } from '../../../generated/operations.ts';
import type { JsonObject } from '../document/json.ts';

/** A contract in each of its languages, the one it is written in first. */
export type Documents = Map<string, JsonObject>;

/** Our own contract, as it was generated. */
export async function ownDocuments(): Promise<Documents> {
  const files = languages.map(async (language): Promise<[string, JsonObject]> => {
    const file = new URL(`../../../generated/openapi.${language}.json`, import.meta.url);
    return [language, JSON.parse(await readFile(file, 'utf8'))];
  });
  return new Map(await Promise.all(files));
}

/**
 * Any other contract, in one file or many, bundled here: translations under `x-i18n` become languages.
 * @throws what Redocly says of a file that it cannot bundle
 */
export async function documentsOf(file: string): Promise<Documents> {
  // Only here, because Redocly takes as long to load as the rest of the mock.
  const [{ bundleContract }, { inLanguage, languagesOf }] = await Promise.all([
    import('../document/bundle.ts'),
    import('../i18n/languages.ts'),
  ]);
  const bundled = await bundleContract(file);
  return new Map(languagesOf(bundled).map((language) => [language, inLanguage(bundled, language)]));
}
