import { bundleContract } from '../document/bundle.ts';
import type { ContractFiles } from '../document/contract-files.ts';
import { type JsonObject, objectAt, sameJson } from '../document/json.ts';
import { reportOf } from '../document/problems.ts';
import { ToolError } from '../document/tool-error.ts';
import { asYaml } from '../document/yaml.ts';
import { inLanguage, isDraft, languagesOf } from '../i18n/languages.ts';
import { readMessages } from '../i18n/messages.ts';
import { generateMessages } from './generate-messages.ts';
import { generateOperations } from './generate-operations.ts';
import { generateTypes } from './generate-types.ts';
import { applyOverlay, makeOverlay } from './overlay.ts';

/**
 * Everything that is generated from a contract, as text by file name. The same contract gives the same bytes.
 *
 * @throws ToolError with file and line when the contract cannot be bundled or a message cannot be used
 */
export async function generatedFiles(contract: ContractFiles): Promise<Map<string, string>> {
  const bundled = await bundleContract(contract.entry);
  const languages = languagesOf(contract, bundled);
  const [writtenLanguage, ...translated] = languages;
  const { messages, problems } = readMessages(contract, translated);
  if (problems.length > 0) throw new ToolError(`The messages cannot be used.\n${reportOf(problems)}`);

  const documents = new Map(languages.map((language) => [language, inLanguage(bundled, language)]));
  const written = documents.get(writtenLanguage) ?? {};
  const drafts = translated.filter((language) => isDraft(contract, language));
  const files = new Map<string, string>();
  for (const [language, document] of documents) {
    files.set(`openapi.${language}.yaml`, asYaml(document));
    files.set(`openapi.${language}.json`, `${JSON.stringify(document, null, 2)}\n`);
    if (language !== writtenLanguage)
      files.set(`overlay.${language}.yaml`, overlayTo([writtenLanguage, language], written, document));
  }
  files.set('types.ts', await generateTypes(written, languages));
  files.set('messages.ts', generateMessages(messages, languages));
  files.set('operations.ts', generateOperations(documents, drafts));
  return files;
}

function overlayTo([writtenLanguage, language]: [string, string], written: JsonObject, translated: JsonObject): string {
  const info = objectAt(translated, 'info');
  const overlay = makeOverlay(written, translated, {
    title: `${String(info['title'])} (${writtenLanguage} → ${language})`,
    version: String(info['version']),
  });
  if (!sameJson(applyOverlay(written, overlay), translated)) {
    throw new ToolError(`The overlay does not turn ${writtenLanguage} into ${language}: a defect of the generator.`);
  }
  return asYaml(overlay);
}
