import { type JsonObject, objectAt } from '../document/json.ts';
import { operationsIn } from '../document/operations.ts';
import type { Entry } from './changelog/entries.ts';
import { changelogHtml } from './changelog/render.ts';
import { type Guide, guideLink, headingAnchor } from './guides.ts';
import { escapeHtml } from './html.ts';
import { homeOf, type Page } from './page.ts';
import { type ProseOptions, plainText, proseHtml } from './prose/prose.ts';
import type { ErrorValue } from './reference/error-values.ts';
import { errorsHtml } from './reference/errors-html.ts';
import { fileName, referenceLink } from './reference/links.ts';
import { operationHtml } from './reference/operation-html.ts';
import { overviewHtml } from './reference/overview-html.ts';
import type { CodeSample } from './samples/code-samples.ts';
import type { Words } from './words.ts';

export type PagesOptions = {
  words: Words;
  language: string;
  errors: ErrorValue[];
  samples: Map<string, CodeSample[]>;
  entries: Entry[];
  guides: Guide[];
  base: string | undefined;
  site: string | undefined;
  repository: string | undefined;
  /** Where in the repository a link of a guide leads. */
  pathOf: (guide: Guide, href: string) => string;
};

/** All pages of a language. */
export function pagesOf(document: JsonObject, options: PagesOptions): Page[] {
  const { words, language, errors, samples, entries, guides, base, site } = options;
  const contract = site === undefined ? undefined : `${site}/${language}/openapi.yaml`;
  const info = objectAt(document, 'info');
  const operations = operationsIn(document);
  const ids = operations.map(({ id }) => id);
  const proseAt = (path: string): ProseOptions => ({
    link: referenceLink(homeOf(path) || './', ids),
    table: words.reference.table,
  });
  const page = (
    path: string,
    heading: string,
    description: string,
    body: (prose: ProseOptions, home: string) => string,
  ): Page => ({
    path,
    heading,
    description: short(description),
    body: body(proseAt(path), homeOf(path)),
  });
  return [
    page('', '', String(info['summary'] ?? info['title']), (prose) =>
      overviewHtml(document, { words, prose, contract }),
    ),
    ...operations.map((operation) =>
      page(
        `operations/${fileName(operation.id)}/`,
        operation.summary || operation.id,
        plainText(operation.description),
        (prose, home) =>
          operationHtml(operation, {
            document,
            words,
            prose,
            home,
            errors,
            language,
            base,
            samples: samples.get(operation.id) ?? [],
          }),
      ),
    ),
    ...(errors.length === 0
      ? []
      : [
          page('errors/', words.errors.title, words.errors.intro, (prose, home) =>
            errorsHtml(errors, { words, prose, home }),
          ),
        ]),
    ...guides.map((guide) =>
      page(`guides/${guide.name}/`, guide.title, plainText(guide.markdown), (_, home) =>
        guideHtml(guide, home, options),
      ),
    ),
    page('changelog/', words.page.changelog, words.changelog.intro, (_, home) =>
      changelogHtml(entries, language, home),
    ),
  ];
}

function guideHtml(guide: Guide, home: string, { guides, words, repository, pathOf }: PagesOptions): string {
  const link = guideLink(guides, { home, repository, pathOf: (href) => pathOf(guide, href) });
  const prose = { link, table: words.reference.table, anchor: headingAnchor };
  return `<article class="guide">\n<h1>${escapeHtml(guide.title)}</h1>\n<div class="prose-text">${proseHtml(guide.markdown, prose)}</div>\n</article>`;
}

/** At most as much as search engines show. */
function short(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 157).replace(/\s+\S*$/, '')}…`;
}
