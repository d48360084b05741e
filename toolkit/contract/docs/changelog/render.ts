import { escapeHtml } from '../html.ts';
import { fileName } from '../reference/links.ts';
import { wordsIn } from '../words.ts';
import type { Entry } from './entries.ts';

/** The changelog in Markdown. */
export function changelogMarkdown(entries: Entry[], language: string): string {
  const { page, changelog } = wordsIn(language);
  const versions = entries.flatMap(({ version, date, note, sentences, groups }) => [
    `## ${version}${remark(date, note)}`,
    ...sentences,
    ...groups.flatMap(({ title, id, changes }) => [
      `### ${id === undefined ? title : `[${title}](operations/${id}.md)`}`,
      changes
        .map(({ label, what, detail, breaking }) => {
          const parts = [what && `\`${what}\``, detail && `\`${detail}\``].filter(Boolean).join(': ');
          return `- **${label}**${breaking === undefined ? '' : ` (${breaking})`}${parts && `: ${parts}`}`;
        })
        .join('\n'),
    ]),
  ]);
  return `${[`# ${page.changelog}`, changelog.intro, ...versions].join('\n\n')}\n`;
}

function remark(...parts: (string | undefined)[]): string {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? '' : ` (${given.join(', ')})`;
}

/** The changelog as the content of a page. @param home from the page to the root of its language */
export function changelogHtml(entries: Entry[], language: string, home: string): string {
  const { page, changelog } = wordsIn(language);
  const versions = entries.map((entry) => {
    const { version, date, note } = entry;
    const day =
      date === undefined ? '' : ` <small><time datetime="${date}">${escapeHtml(dayIn(date, language))}</time></small>`;
    const status = note === undefined ? '' : ` <small>${escapeHtml(note)}</small>`;
    const id = escapeHtml(version);
    return `<section id="${id}">\n<h2><a href="#${id}">${id}</a>${day}${status}</h2>\n${versionHtml(entry, home)}\n</section>`;
  });
  return `<article class="changelog">\n<h1>${escapeHtml(page.changelog)}</h1>\n<p class="lead">${escapeHtml(changelog.intro)} <a href="feed.xml">${escapeHtml(changelog.feed)}</a></p>\n${versions.join('\n')}\n</article>`;
}

/** What a version brought. @param home from the page to the root of its language */
export function versionHtml({ sentences, groups }: Entry, home: string): string {
  const blocks = groups.map(({ title, id, changes }) => {
    const heading =
      id === undefined ? escapeHtml(title) : `<a href="${home}operations/${fileName(id)}/">${escapeHtml(title)}</a>`;
    return `<h3>${heading}</h3>\n<ul class="changes">\n${changes.map(changeHtml).join('\n')}\n</ul>`;
  });
  return [...sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`), ...blocks].join('\n');
}

function dayIn(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));
}

function changeHtml({ kind, label, what, detail, breaking }: Entry['groups'][number]['changes'][number]): string {
  const badge = breaking === undefined ? '' : ` <strong class="badge breaking">${escapeHtml(breaking)}</strong>`;
  const parts = [what, detail].filter((part) => part !== '').map((part) => `<code>${escapeHtml(part)}</code>`);
  return `<li><span class="badge ${kind}">${escapeHtml(label)}</span>${badge} ${parts.join(' ')}</li>`;
}
