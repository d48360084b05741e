import { bundleContract } from '../document/bundle.ts';
import type { ContractFiles } from '../document/contract-files.ts';
import { type JsonObject, objectAt } from '../document/json.ts';
import { operationsIn } from '../document/operations.ts';
import { isRelative, resolvedUrl, withServers } from '../document/servers.ts';
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

/**
 * `server`: what relative addresses of servers are relative to. Without it, they are relative to the page, and to `localServer`
 * on plain pages, which know no address of their own. `client`: the package of the contract's client, if any.
 */
export type SiteOptions = { contract: ContractFiles; server: string | undefined; client: string | undefined };

const localServer = 'http://localhost:3000';

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
  /** What takes the place of relative addresses until a page is shown, by the address. */
  const placeholders = new Map<string, string>();
  const placeholderOf = (url: string): string => {
    const known = placeholders.get(url) ?? `https://server-${placeholders.size}.invalid`;
    placeholders.set(url, known);
    return known;
  };
  const onPlainPages = (url: string) => resolvedUrl(url, options.server ?? localServer);
  const onPages = (url: string) =>
    isRelative(url) && options.server === undefined ? placeholderOf(url) : onPlainPages(url);
  const plain = codeSamples(document, { addressOf: onPlainPages, language, client });
  const onPage = codeSamples(document, { addressOf: onPages, language, client });
  const sampled = JSON.stringify(withServers(withSamples(withResponseTexts(document), onPage), onPages));
  const contract = `contract-${contentHash(sampled)}.json`;
  const settings = { contract, servers: [...placeholders].map(([url, placeholder]) => ({ url, placeholder })) };
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

/** As `generated/openapi.*.json` is written, so that a server can tell whether the site is of its contract. */
function asJson(document: JsonObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
