import { escapeHtml } from './html.ts';
import { contentSecurityPolicy } from './security.ts';
import { type Words, wordsIn } from './words.ts';

/** What a page is put together from. Addresses are relative to the page. */
export type Page = {
  language: string;
  /** All languages of the site, this one too. */
  languages: string[];
  /** The contract's title, and what the page is. */
  title: string;
  heading: string;
  description: string;
  /** From the page to the root of the site: `../`, `../../`. */
  root: string;
  /** From the root of a language to the page: empty, or `changelog/`. */
  path: string;
  assets: { style: string; theme: string; script?: string };
  /** Whether it has Redoc's menu, which the button in the bar opens on a phone. */
  hasMenu: boolean;
  head?: string;
  body: string;
};

/** A page in its frame: the bar with languages, theme and ways to the other pages. */
export function pageHtml(page: Page): string {
  const { page: words } = wordsIn(page.language);
  const { root, assets } = page;
  const alternates = page.languages.map((language) => alternate(language, `${root}${language}/${page.path}`));
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(contentSecurityPolicy)}">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.heading === '' ? page.title : `${page.heading} · ${page.title}`)}</title>
<meta name="description" content="${escapeHtml(page.description)}">
${alternates.join('\n')}
${alternate('x-default', root)}
<link rel="icon" href="${root}assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}assets/${assets.style}">
<script src="${root}assets/${assets.theme}"></script>
${assets.script === undefined ? '' : `<script src="${root}assets/${assets.script}" defer></script>`}
${page.head ?? ''}
</head>
<body>
<a class="skip" href="#content">${escapeHtml(words.skip)}</a>
${barHtml(page, words)}
<main id="content" tabindex="-1">
${page.body}
</main>
</body>
</html>
`;
}

function alternate(language: string, address: string): string {
  return `<link rel="alternate" hreflang="${language}" href="${address}">`;
}

function barHtml(page: Page, words: Words['page']): string {
  const home = `${page.root}${page.language}/`;
  const link = (path: string, text: string) =>
    `<a href="${home}${path}"${path === page.path ? ' aria-current="page"' : ''}>${escapeHtml(text)}</a>`;
  const menu = `<button id="menu" class="button menu" type="button" aria-expanded="false">${icons.menu}<span>${escapeHtml(words.menu)}</span></button>`;
  return `<header class="bar">
${page.hasMenu ? menu : ''}
<a class="brand" href="${home}">${icons.brand}<span>${escapeHtml(page.title)}</span></a>
<nav class="pages">
${link('', words.reference)}
${link('changelog/', words.changelog)}
</nav>
<nav class="languages" aria-label="${escapeHtml(words.language)}">
${page.languages.map((language) => languageLink(page, language)).join('\n')}
</nav>
<button id="theme" class="button icon" type="button" aria-pressed="false" aria-label="${escapeHtml(words.dark)}" title="${escapeHtml(words.dark)}">${icons.theme}</button>
</header>`;
}

function languageLink({ root, path, language: current }: Page, language: string): string {
  const { name, short } = wordsIn(language);
  const state = language === current ? ' aria-current="true"' : ' data-language';
  return `<a href="${root}${language}/${path}" hreflang="${language}" lang="${language}"${state}><span class="whole">${escapeHtml(name)}</span><abbr title="${escapeHtml(name)}">${escapeHtml(short)}</abbr></a>`;
}

const icons = {
  brand:
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12a8 8 0 0 1 13.7-5.6M20 12a8 8 0 0 1-13.7 5.6"/><path d="M18 2.5v4.2h-4.2M6 21.5v-4.2h4.2"/></svg>',
  menu: '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16M4 12h16M4 17h16"/></svg>',
  theme:
    '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" class="half"/></svg>',
};
