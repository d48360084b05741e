import { type JsonObject, objectAt } from '../document/json.ts';
import type { PageSettings } from './browser/settings.ts';
import { embeddedJson, escapeHtml } from './html.ts';
import { type Page, pageHtml } from './page.ts';
import { wordsIn } from './words.ts';

/** The page that Redoc draws. @param settings what its script has to know */
export function referencePage(
  document: JsonObject,
  page: Pick<Page, 'language' | 'languages' | 'assets'>,
  settings: Pick<PageSettings, 'contract' | 'servers'>,
): string {
  const info = objectAt(document, 'info');
  const words = wordsIn(page.language);
  const all: PageSettings = { ...settings, labels: words.labels, phrases: words.phrases, failed: words.page.failed };
  return pageHtml({
    ...page,
    title: String(info['title']),
    heading: '',
    description: String(info['summary'] ?? info['title']),
    root: '../',
    path: '',
    hasMenu: true,
    head: `<link rel="preload" href="${settings.contract}" as="fetch" crossorigin>
<link rel="alternate" type="text/plain" href="llms.txt" title="llms.txt">`,
    body: `<div id="reference"><p class="loading">${escapeHtml(words.page.loading)}</p></div>
<noscript><p class="failed">${escapeHtml(words.page.noScript)} <a href="llms.txt">llms.txt</a></p></noscript>
<script id="settings" type="application/json">${embeddedJson(all)}</script>`,
  });
}
