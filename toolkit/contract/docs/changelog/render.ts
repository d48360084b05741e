import { escapeHtml } from '../html.ts';
import { wordsIn } from '../words.ts';
import type { Entry } from './entries.ts';

/** The changelog in Markdown. */
export function changelogMarkdown(entries: Entry[], language: string): string {
  const { page, changelog } = wordsIn(language);
  const versions = entries.flatMap(({ version, note, sentences, groups }) => [
    `## ${version}${note === undefined ? '' : ` (${note})`}`,
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

/** The changelog as the content of a page. @param home from the page to the root of its language */
export function changelogHtml(entries: Entry[], language: string, home: string): string {
  const { page, changelog } = wordsIn(language);
  const versions = entries.map(({ version, note, sentences, groups }) => {
    const status = note === undefined ? '' : ` <small>${escapeHtml(note)}</small>`;
    const blocks = groups.map(({ title, id, changes }) => {
      const heading =
        id === undefined
          ? escapeHtml(title)
          : `<a href="${home}#operation/${encodeURIComponent(id)}">${escapeHtml(title)}</a>`;
      return `<h3>${heading}</h3>\n<ul class="changes">\n${changes.map(changeHtml).join('\n')}\n</ul>`;
    });
    const text = sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`);
    return [
      `<section id="${escapeHtml(version)}">\n<h2><a href="#${escapeHtml(version)}">${escapeHtml(version)}</a>${status}</h2>`,
      ...text,
      ...blocks,
      '</section>',
    ].join('\n');
  });
  return `<article class="prose">\n<h1>${escapeHtml(page.changelog)}</h1>\n<p class="lead">${escapeHtml(changelog.intro)}</p>\n${versions.join('\n')}\n</article>`;
}

function changeHtml({ kind, label, what, detail, breaking }: Entry['groups'][number]['changes'][number]): string {
  const badge = breaking === undefined ? '' : ` <strong class="badge breaking">${escapeHtml(breaking)}</strong>`;
  const parts = [what, detail].filter((part) => part !== '').map((part) => `<code>${escapeHtml(part)}</code>`);
  return `<li><span class="badge ${kind}">${escapeHtml(label)}</span>${badge} ${parts.join(' ')}</li>`;
}
