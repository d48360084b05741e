import { escapeHtml } from '../html.ts';
import { inlineHtml, type ProseOptions } from '../prose/prose.ts';
import { fill, type Words } from '../words.ts';
import type { ErrorValue } from './error-values.ts';
import { fileName } from './links.ts';

/** The page of all errors: one anchor for each value that programs tell them apart by. @param home from the page to the root of its language */
export function errorsHtml(
  errors: ErrorValue[],
  { words, prose, home }: { words: Words; prose: ProseOptions; home: string },
): string {
  const fields = [...Map.groupBy(errors, ({ field }) => field)].map(([field, values]) => {
    const entries = values.map((error) => entryHtml(error, { words, prose, home }));
    return `<section>\n<h2><code>${escapeHtml(field)}</code></h2>\n${entries.join('\n')}\n</section>`;
  });
  return `<article class="errors">
<h1>${escapeHtml(words.errors.title)}</h1>
<p class="lead">${escapeHtml(words.errors.intro)}</p>
${fields.join('\n')}
</article>`;
}

function entryHtml(
  error: ErrorValue,
  { words, prose, home }: { words: Words; prose: ProseOptions; home: string },
): string {
  const statuses = error.statuses.map((status) => `<span class="status bad">${escapeHtml(status)}</span>`);
  const links = error.operations.map(
    ({ id, summary, statuses: own }) =>
      `<li><a href="${home}operations/${fileName(id)}/#response-${escapeHtml(own[0] ?? '')}">${escapeHtml(summary || id)}</a></li>`,
  );
  const returned =
    links.length === 0
      ? `<p class="note">${escapeHtml(words.errors.anyRequest)}</p>`
      : `<details class="inside"><summary>${escapeHtml(fill(links.length === 1 ? words.errors.operation : words.errors.operations, { count: links.length }))}</summary><ul>${links.join('\n')}</ul></details>`;
  const id = escapeHtml(error.anchor);
  return `<section class="error" id="${id}">
<h3><a href="#${id}"><code>${escapeHtml(error.value)}</code></a> ${statuses.join(' ')}</h3>
${error.meaning === '' ? '' : `<p>${inlineHtml(error.meaning, prose)}</p>`}
${returned}
</section>`;
}
