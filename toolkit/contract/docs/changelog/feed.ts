import { createHash } from 'node:crypto';
import { escapeHtml } from '../html.ts';
import { wordsIn } from '../words.ts';
import type { Entry } from './entries.ts';
import { versionHtml } from './render.ts';

/**
 * The releases as an Atom feed (RFC 4287): those whose dates are known. The same contract gives the same ids.
 *
 * @param site where the site is published; without it, links are relative to the feed
 */
export function changelogFeed(
  entries: Entry[],
  { title, language, site }: { title: string; language: string; site: string | undefined },
): string {
  const { page } = wordsIn(language);
  const address = site === undefined ? '' : `${site}/${language}/changelog/`;
  const dated = entries.flatMap((entry) =>
    entry.date === undefined ? [] : [{ ...entry, date: `${entry.date}T00:00:00Z` }],
  );
  const items = dated.map(
    (entry) => `<entry>
<id>${idOf(`${title} ${entry.version} ${language}`)}</id>
<title>${escapeHtml(`${title} ${entry.version}`)}</title>
<updated>${entry.date}</updated>
<link rel="alternate" href="${escapeHtml(`${address}#${encodeURIComponent(entry.version)}`)}"/>
<content type="html">${escapeHtml(versionHtml(entry, '../'))}</content>
</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}"${site === undefined ? '' : ` xml:base="${escapeHtml(address)}"`}>
<id>${idOf(`${title} ${language}`)}</id>
<title>${escapeHtml(`${title} · ${page.changelog}`)}</title>
<updated>${dated[0]?.date ?? '1970-01-01T00:00:00Z'}</updated>
<author><name>${escapeHtml(title)}</name></author>
<link rel="self" href="${escapeHtml(`${address}feed.xml`)}"/>
<link rel="alternate" href="${escapeHtml(address || './')}"/>
${items.join('\n')}
</feed>
`;
}

/** A name-based UUID (RFC 9562, version 8). */
function idOf(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex');
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
