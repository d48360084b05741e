import { bundleContract } from '../document/bundle.ts';
import type { ContractFiles } from '../document/contract-files.ts';
import { type JsonObject, objectAt } from '../document/json.ts';
import { operationsIn } from '../document/operations.ts';
import { asYaml } from '../document/yaml.ts';
import { inLanguage, languagesOf } from '../i18n/languages.ts';
import { type Assets, buildAssets, contentHash } from './assets.ts';
import { entriesOf } from './changelog/entries.ts';
import { historyOf, type Version } from './changelog/history.ts';
import { changelogPage } from './changelog/page.ts';
import { changelogMarkdown } from './changelog/render.ts';
import { languagePage } from './language-page.ts';
import { llmsText } from './markdown/llms.ts';
import { operationPage } from './markdown/operation-page.ts';
import { referencePage } from './reference-page.ts';
import { withResponseTexts } from './response-texts.ts';
import { codeSamples, withSamples } from './samples/code-samples.ts';
import { wordsIn } from './words.ts';

/** `server`: its address in the samples on plain pages, when the contract names none. `client`: the package of its client, if any. */
export type SiteOptions = { contract: ContractFiles; server: string; client: string | undefined };

/** Takes the place of the server's address until a page is shown: it comes from the same server. */
const unknownServer = 'https://server.invalid';

/**
 * The whole site, by file name: a page of reference, a changelog, a page of Markdown an operation and the contract, each in every
 * language. The same contract gives the same bytes.
 *
 * @throws ToolError when the contract cannot be read
 */
export async function siteFiles({ contract, server, client }: SiteOptions): Promise<Map<string, string | Buffer>> {
  const bundled = await bundleContract(contract.entry);
  const languages = languagesOf(contract, bundled);
  const [writtenLanguage] = languages;
  const written = inLanguage(bundled, writtenLanguage);
  const [assets, history] = await Promise.all([
    buildAssets(),
    historyOf(written, contract.releases, contract.settings.breaking.versions),
  ]);

  const files = new Map<string, string | Buffer>();
  for (const [name, content] of assets.files) files.set(`assets/${name}`, content);
  for (const language of languages) {
    const document = inLanguage(bundled, language);
    const ofLanguage = languageFiles(document, { language, languages, assets, history, server, client });
    for (const [name, content] of ofLanguage) files.set(`${language}/${name}`, content);
  }
  const title = String(objectAt(written, 'info')['title']);
  files.set('index.html', languagePage(title, languages, assets.names));
  files.set('llms.txt', llmsText(written, { language: writtenLanguage, languages, home: `${writtenLanguage}/` }));
  files.set('site.json', `${JSON.stringify({ languages, contract: contentHash(asJson(written)) })}\n`);
  return files;
}

type LanguageOptions = Omit<SiteOptions, 'contract'> & {
  language: string;
  languages: string[];
  assets: Assets;
  history: Version[];
};

function languageFiles(document: JsonObject, options: LanguageOptions): Map<string, string> {
  const { language, languages, history, client } = options;
  const { style, theme, reference } = options.assets.names;
  const page = { language, languages, assets: { style, theme } };
  const named = serverIn(document);
  const onPage = codeSamples(document, { server: named ?? unknownServer, language, client });
  const plain = codeSamples(document, { server: named ?? options.server, language, client });
  const sampled = JSON.stringify(withSamples(withResponseTexts(document), onPage));
  const contract = `contract-${contentHash(sampled)}.json`;
  const settings = { contract, sampleServer: named === undefined ? unknownServer : null };
  const entries = entriesOf(history, document, language);
  const words = wordsIn(language);

  const files = new Map([
    ['index.html', referencePage(document, { ...page, assets: { ...page.assets, script: reference } }, settings)],
    [contract, sampled],
    ['openapi.yaml', asYaml(document)],
    ['openapi.json', asJson(document)],
    ['changelog/index.html', changelogPage(document, entries, page)],
    ['changelog.md', changelogMarkdown(entries, language)],
    ['llms.txt', llmsText(document, { language, languages, home: '' })],
  ]);
  for (const operation of operationsIn(document)) {
    const samples = plain.get(operation.id) ?? [];
    files.set(`operations/${operation.id}.md`, operationPage(document, operation, { words, samples }));
  }
  return files;
}

/** The address that the contract itself gives, unless it is relative. */
function serverIn(document: JsonObject): string | undefined {
  const [first] = Array.isArray(document['servers']) ? document['servers'] : [];
  const url = String(objectAt({ first: first ?? null }, 'first')['url'] ?? '/');
  return /^https?:/.test(url) ? url.replace(/\/$/, '') : undefined;
}

/** As `generated/openapi.*.json` is written, so that a server can tell whether the site is of its contract. */
function asJson(document: JsonObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
