import type { ContractOperation } from '../../document/operations.ts';
import { escapeHtml } from '../html.ts';
import type { Words } from '../words.ts';
import { fileName } from './links.ts';

/** What the menu of every page leads to. Paths are from the root of the language. */
export type Menu = { groups: { title: string; links: { path: string; text: string; method?: string }[] }[] };

/** The guides, then the operations under their tags, in the contract's order. */
export function menuOf(
  operations: ContractOperation[],
  tags: { name: string; title: string }[],
  {
    words,
    guides,
    hasErrors,
    redoc,
  }: { words: Words; guides: { name: string; title: string }[]; hasErrors: boolean; redoc: string | undefined },
): Menu {
  const known = tags.map(({ name }) => name);
  const rest = operations.filter(({ tag }) => !known.includes(tag));
  const all = [...tags, ...(rest.length === 0 ? [] : [{ name: undefined, title: words.reference.otherOperations }])];
  const ofTags = all.map(({ name, title }) => ({
    title,
    links: operations
      .filter(({ tag }) => (name === undefined ? !known.includes(tag) : tag === name))
      .map(({ id, summary, method, isWebhook, path }) => ({
        path: `operations/${fileName(id)}/`,
        text: summary || (isWebhook ? path : `${method.toUpperCase()} ${path}`),
        ...(!isWebhook && { method }),
      })),
  }));
  const first = [
    { path: '', text: words.reference.overview },
    ...guides.map(({ name, title }) => ({ path: `guides/${name}/`, text: title })),
    ...(hasErrors ? [{ path: 'errors/', text: words.errors.title }] : []),
    { path: 'changelog/', text: words.page.changelog },
    ...(redoc === undefined ? [] : [{ path: redoc, text: words.page.redoc }]),
  ];
  return {
    groups: [{ title: words.reference.guides, links: first }, ...ofTags.filter(({ links }) => links.length > 0)],
  };
}

/** @param home from the page to the root of its language @param current the page's own path */
export function menuHtml(
  { groups }: Menu,
  { home, current, words }: { home: string; current: string; words: Words },
): string {
  const link = ({ path, text, method }: Menu['groups'][number]['links'][number]) => {
    const mark =
      method === undefined
        ? ''
        : `<span class="method ${method}" aria-hidden="true">${method === 'delete' ? 'DEL' : method.toUpperCase()}</span>`;
    const state = path === current ? ' aria-current="page"' : '';
    return `<li><a href="${home}${path}"${state}>${mark}<span>${escapeHtml(text)}</span></a></li>`;
  };
  const lists = groups.map(
    ({ title, links }) => `<h2>${escapeHtml(title)}</h2>\n<ul>\n${links.map(link).join('\n')}\n</ul>`,
  );
  return `<div class="side" id="side">
<form role="search" class="search" hidden><input type="search" aria-label="${escapeHtml(words.search.label)}" placeholder="${escapeHtml(words.search.label)}  /" autocomplete="off" spellcheck="false"><ul class="results" hidden></ul><p class="none" role="status" data-none="${escapeHtml(words.search.none)}"></p></form>
<nav aria-label="${escapeHtml(words.page.menu)}">
${lists.join('\n')}
</nav>
</div>`;
}
