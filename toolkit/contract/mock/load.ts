import type { JsonObject } from '../document/json.ts';

/** A contract in each of its languages, the one it is written in first. */
export type Documents = Map<string, JsonObject>;

/**
 * Any other contract, in one file or many, bundled here: translations under `x-i18n` become languages.
 * @throws what Redocly says of a file that it cannot bundle
 */
export async function documentsOf(file: string): Promise<Documents> {
  // Only here, because Redocly takes as long to load as the rest of the mock.
  const [{ bundleContract }, { contractFiles }, { inLanguage, languagesOf }] = await Promise.all([
    import('../document/bundle.ts'),
    import('../document/contract-files.ts'),
    import('../i18n/languages.ts'),
  ]);
  const bundled = await bundleContract(file);
  return new Map(
    languagesOf(contractFiles(file), bundled).map((language) => [language, inLanguage(bundled, language)]),
  );
}

/** The languages of a contract that have gaps. */
export async function draftsOf(file: string): Promise<string[]> {
  const { contractFiles } = await import('../document/contract-files.ts');
  const { languages = {} } = contractFiles(file).settings;
  return Object.keys(languages).filter((language) => languages[language] === 'draft');
}
