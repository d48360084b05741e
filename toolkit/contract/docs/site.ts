import { globSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleContract } from '../document/bundle.ts';
import type { ContractFiles } from '../document/contract-files.ts';
import { type JsonObject, objectAt } from '../document/json.ts';
import { operationsIn, tagsIn } from '../document/operations.ts';
import { resolvedUrl } from '../document/servers.ts';
import { asYaml } from '../document/yaml.ts';
import { inLanguage, languagesOf } from '../i18n/languages.ts';
import { type Assets, buildAssets, contentHash } from './assets.ts';
import { entriesOf } from './changelog/entries.ts';
import { changelogFeed } from './changelog/feed.ts';
import { historyOf, type Version } from './changelog/history.ts';
import { changelogMarkdown } from './changelog/render.ts';
import { type Guide, guidesIn } from './guides.ts';
import { languagePage } from './language-page.ts';
import { llmsText } from './markdown/llms.ts';
import { operationPage } from './markdown/operation-page.ts';
import { type Frame, pageHtml, REDOC_PAGE } from './page.ts';
import { pagesOf } from './pages.ts';
import { isForRedoc, redocPage } from './redoc/page.ts';
import { errorValuesIn } from './reference/error-values.ts';
import { menuOf } from './reference/menu.ts';
import { codeSamples } from './samples/code-samples.ts';
import { searchEntries } from './search-index.ts';
import { wordsIn } from './words.ts';

/**
 * `base`: what relative addresses of servers are relative to. Without it, they are relative to the page, and to `localServer`
 * where no script runs. `site`: where the pages will be, for the feed. `client`: the package of the contract's client, if any.
 * `repository`: the address of the folder of `contract.yaml`, for links of guides to other files.
 */
export type SiteOptions = {
  contract: ContractFiles;
  base?: string | undefined;
  site?: string | undefined;
  client?: string | undefined;
  repository?: string | undefined;
};

const localServer = 'http://localhost:3000';

/**
 * The whole site, by file name: pages of HTML that need no script, the same as Markdown, and the contract, each in every language.
 * The same contract gives the same bytes.
 *
 * @throws ToolError when the contract cannot be read
 */
export async function siteFiles({ contract, ...options }: SiteOptions): Promise<Map<string, string | Buffer>> {
  const bundled = await bundleContract(contract.entry);
  const languages = languagesOf(contract, bundled);
  const [writtenLanguage] = languages;
  const written = inLanguage(bundled, writtenLanguage);
  const { versions } = contract.settings.breaking;
  const withRedoc = languages.every((language) => isForRedoc(asJson(inLanguage(bundled, language))));
  const [assets, history] = await Promise.all([
    buildAssets({ withRedoc }),
    historyOf(written, contract.releases, versions),
  ]);
  const folder = resolve(contract.settings.file ?? contract.entry, '..');

  const files = new Map<string, string | Buffer>();
  for (const [name, content] of assets.files) files.set(`assets/${name}`, content);
  for (const language of languages) {
    const document = inLanguage(bundled, language);
    const guides = guidesIn(contract.settings.guides, language, writtenLanguage);
    const ofLanguage = languageFiles(document, { ...options, language, languages, assets, history, guides, folder });
    for (const [name, content] of ofLanguage) files.set(`${language}/${name}`, content);
  }
  const title = String(objectAt(written, 'info')['title']);
  const home = `${writtenLanguage}/`;
  const guides = guidesIn(contract.settings.guides, writtenLanguage, writtenLanguage);
  files.set('index.html', languagePage(title, languages, assets.names));
  files.set('llms.txt', llmsText(written, { language: writtenLanguage, languages, home, guides }));
  const made = {
    languages,
    contract: contentHash(asJson(written)),
    inputs: inputHashes(contract, folder, languages),
  };
  files.set('site.json', `${JSON.stringify(made)}\n`);
  return files;
}

/** What the guides and the makers of the site were, by path: so that a server can tell whether they have changed. */
function inputHashes({ settings }: ContractFiles, folder: string, languages: string[]): Record<string, string> {
  const guides = languages.flatMap((language) => guidesIn(settings.guides, language, settings.written));
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const makers = globSync('**/*.{ts,css}', { cwd, exclude: ['dist/**'] }).sort();
  const files = [...guides.map(({ file }) => file), ...makers.map((name) => join(cwd, name))];
  return Object.fromEntries(files.map((file) => [relative(folder, file), contentHash(readFileSync(file))]));
}

type LanguageOptions = Omit<SiteOptions, 'contract'> & {
  language: string;
  languages: string[];
  assets: Assets;
  history: Version[];
  guides: Guide[];
  /** What the paths of guides are relative to, in the repository. */
  folder: string;
};

function languageFiles(document: JsonObject, options: LanguageOptions): Map<string, string> {
  const { language, languages, history, client, base, guides, folder } = options;
  const { redoc } = options.assets;
  const site = options.site?.replace(/\/$/, '');
  const title = String(objectAt(document, 'info')['title']);
  const words = wordsIn(language);
  const operations = operationsIn(document);
  const errors = errorValuesIn(document);
  const addressOf = (url: string) => resolvedUrl(url, base ?? localServer);
  const samples = codeSamples(document, { addressOf, isFixed: base !== undefined, language, client });
  const entries = entriesOf(history, document, language);
  const search = JSON.stringify(searchEntries(document, { words, errors, guides }));
  const frame: Frame = {
    language,
    languages,
    title,
    menu: menuOf(operations, tagsIn(document), {
      words,
      guides,
      hasErrors: errors.length > 0,
      redoc: redoc && REDOC_PAGE,
    }),
    assets: options.assets.names,
    search: `search-${contentHash(search)}.json`,
    server: base,
    site,
  };
  const repository = options.repository;
  const pathOf = (guide: Guide, href: string) => relative(folder, resolve(guide.file, '..', href));
  const pages = pagesOf(document, {
    words,
    language,
    errors,
    samples,
    entries,
    guides,
    base,
    site,
    repository,
    pathOf,
  });

  const files = new Map<string, string>();
  for (const page of pages) files.set(`${page.path}index.html`, pageHtml(page, frame));
  if (redoc) files.set(REDOC_PAGE, redocPage(frame, redoc));
  files.set(frame.search, search);
  files.set('openapi.yaml', asYaml(document));
  files.set('openapi.json', asJson(document));
  files.set('changelog.md', changelogMarkdown(entries, language));
  files.set('changelog/feed.xml', changelogFeed(entries, { title, language, site }));
  files.set('llms.txt', llmsText(document, { language, languages, home: '', guides }));
  for (const { name, title: heading, markdown } of guides)
    files.set(`guides/${name}.md`, `# ${heading}\n\n${markdown.trimStart()}`);
  for (const operation of operations) {
    const own = samples.get(operation.id) ?? [];
    files.set(`operations/${operation.id}.md`, operationPage(document, operation, { words, samples: own }));
  }
  return files;
}

/** As `generated/openapi.*.json` is written, so that a server can tell whether the site is of its contract. */
function asJson(document: JsonObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
