import { escapeHtml } from './html.ts';
import { type Menu, menuHtml } from './reference/menu.ts';
import { contentSecurityPolicy } from './security.ts';
import { type Words, wordsIn } from './words.ts';

/** What the pages of a language have in common. */
export type Frame = {
  language: string;
  /** All languages of the site, this one too. */
  languages: string[];
  /** The contract's title. */
  title: string;
  menu: Menu;
  assets: { style: string; theme: string; page: string };
  /** The file that is searched, from the root of the language. */
  search: string;
  /** Where requests may be sent beside the host of the pages. */
  server: string | undefined;
  /** Where the site is published, if that is known. */
  site: string | undefined;
};

/** What a page is put together from. */
export type Page = {
  /** What the page is: empty for the first one. */
  heading: string;
  description: string;
  /** From the root of a language to the page: empty, or `changelog/`. */
  path: string;
  body: string;
};

/** The page that Redoc draws, from the root of a language. */
export const REDOC_PAGE = 'redoc.html';

/** From a page to the root of its language. */
export function homeOf(path: string): string {
  return '../'.repeat(path.split('/').length - 1);
}

/** A page in its frame: the bar with languages and theme, the menu, and the text. */
export function pageHtml(page: Page, frame: Frame): string {
  const { assets, language } = frame;
  const home = homeOf(page.path);
  return documentHtml(page, frame, {
    scripts: [
      `<script src="${home}../assets/${assets.theme}"></script>`,
      `<script src="${home}../assets/${assets.page}" defer></script>`,
    ],
    body: `<div class="frame">
${menuHtml(frame.menu, { home: home || './', current: page.path, words: wordsIn(language) })}
<main id="content" tabindex="-1">
${page.body}
</main>
</div>`,
  });
}

/** What is below the bar, what it needs, and what it may do beside what all pages may. */
type Content = { body: string; scripts: string[]; styles?: string; attributes?: string };

/** The document around the content of a page: its head and the bar. */
export function documentHtml(page: Omit<Page, 'body'>, frame: Frame, content: Content): string {
  const { language, languages, title, assets, server, site } = frame;
  const words = wordsIn(language);
  const home = homeOf(page.path);
  const root = `${home}../`;
  const alternates = languages.map((one) => alternate(one, `${root}${one}/${page.path}`));
  const canonical =
    site === undefined ? '' : `<link rel="canonical" href="${escapeHtml(`${site}/${language}/${page.path}`)}">\n`;
  return `<!doctype html>
<html lang="${language}"${content.attributes ?? ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(contentSecurityPolicy(server, content.styles))}">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.heading === '' ? title : `${page.heading} · ${title}`)}</title>
<meta name="description" content="${escapeHtml(page.description)}">
${canonical}${alternates.join('\n')}
${alternate('x-default', root)}
<link rel="alternate" type="application/atom+xml" href="${home}changelog/feed.xml" title="${escapeHtml(words.page.changelog)}">
<link rel="icon" href="${root}assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}assets/${assets.style}">
${content.scripts.join('\n')}
</head>
<body data-home="${home || './'}" data-search="${frame.search}">
<a class="skip" href="#content">${escapeHtml(words.page.skip)}</a>
${barHtml(page, frame, { words: words.page, home, root })}
${content.body}
</body>
</html>
`;
}

function alternate(language: string, address: string): string {
  return `<link rel="alternate" hreflang="${language}" href="${address}">`;
}

function barHtml(
  { path }: Pick<Page, 'path'>,
  { title, language, languages }: Frame,
  { words, home, root }: { words: Words['page']; home: string; root: string },
): string {
  const top = home || './';
  const isChangelog = path === 'changelog/';
  const isRedoc = path === REDOC_PAGE;
  const link = (to: string, text: string, isCurrent: boolean) =>
    `<a href="${to}"${isCurrent ? ' aria-current="page"' : ''}>${escapeHtml(text)}</a>`;
  return `<header class="bar">
<button id="menu" class="button menu" type="button" aria-expanded="false" aria-controls="side" aria-label="${escapeHtml(words.menu)}">${icons.menu}</button>
<a class="brand" href="${top}">${icons.brand}<span>${escapeHtml(title)}</span></a>
<nav class="pages" aria-label="${escapeHtml(words.pages)}">
${link(top, words.reference, !isChangelog && !isRedoc)}
${link(`${top}changelog/`, words.changelog, isChangelog)}
</nav>
<nav class="languages" aria-label="${escapeHtml(words.language)}">
${languages.map((one) => languageLink(`${root}${one}/${path}`, one, one === language)).join('\n')}
</nav>
<button id="theme" class="button icon" type="button" aria-pressed="false" aria-label="${escapeHtml(words.dark)}" title="${escapeHtml(words.dark)}">${icons.theme}</button>
</header>`;
}

function languageLink(address: string, language: string, isCurrent: boolean): string {
  const { name, short } = wordsIn(language);
  const state = isCurrent ? ' aria-current="true"' : ' data-language';
  return `<a href="${address}" hreflang="${language}" lang="${language}"${state}><span class="whole">${escapeHtml(name)}</span><span class="short">${escapeHtml(short)}</span></a>`;
}

const icons = {
  brand:
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12a8 8 0 0 1 13.7-5.6M20 12a8 8 0 0 1-13.7 5.6"/><path d="M18 2.5v4.2h-4.2M6 21.5v-4.2h4.2"/></svg>',
  menu: '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16M4 12h16M4 17h16"/></svg>',
  theme:
    '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" class="half"/></svg>',
};
