import { escapeHtml } from '../html.ts';
import { documentHtml, type Frame, REDOC_PAGE } from '../page.ts';
import { REDOC_STYLES } from '../security.ts';
import { wordsIn } from '../words.ts';

/** The largest contract that a browser gets drawn by Redoc: above it, tabs are killed. */
const MOST_BYTES = 5_000_000;

/** @param contract its JSON */
export function isForRedoc(contract: string): boolean {
  return Buffer.byteLength(contract) <= MOST_BYTES;
}

/**
 * The whole contract on one page, drawn by Redoc. It is light in every theme, as some of Redoc's colours are for that alone.
 *
 * @param scripts names in the assets: Redoc's own, and what starts it
 */
export function redocPage(frame: Frame, scripts: { library: string; start: string }): string {
  const words = wordsIn(frame.language);
  const page = { heading: 'Redoc', description: words.page.redoc, path: REDOC_PAGE };
  const sources = [scripts.library, scripts.start];
  return documentHtml(page, frame, {
    attributes: ' data-theme="light"',
    styles: REDOC_STYLES,
    scripts: sources.map((name) => `<script src="../assets/${name}" defer></script>`),
    body: `<main id="content" class="redoc" tabindex="-1" data-labels="${escapeHtml(JSON.stringify(words.redoc))}">
<noscript><p>${escapeHtml(words.page.noScript)} <a href="./">${escapeHtml(words.page.reference)}</a></p></noscript>
</main>`,
  });
}
