import { type JsonObject, objectAt } from '../../document/json.ts';
import { type Page, pageHtml } from '../page.ts';
import { wordsIn } from '../words.ts';
import type { Entry } from './entries.ts';
import { changelogHtml } from './render.ts';

/** The page of what changed. */
export function changelogPage(
  document: JsonObject,
  entries: Entry[],
  page: Pick<Page, 'language' | 'languages' | 'assets'>,
): string {
  const words = wordsIn(page.language);
  return pageHtml({
    ...page,
    title: String(objectAt(document, 'info')['title']),
    heading: words.page.changelog,
    description: words.changelog.intro,
    root: '../../',
    path: 'changelog/',
    hasMenu: false,
    body: changelogHtml(entries, page.language, '../'),
  });
}
