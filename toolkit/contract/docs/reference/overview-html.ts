import { type JsonObject, objectAt } from '../../document/json.ts';
import { operationsIn, tagsIn } from '../../document/operations.ts';
import { basePath } from '../../document/servers.ts';
import { escapeHtml } from '../html.ts';
import { inlineHtml, type ProseOptions, plainText, proseHtml } from '../prose/prose.ts';
import type { Words } from '../words.ts';
import { fileName, sectionId } from './links.ts';

/**
 * The first page of a language: the introduction of the contract, and all operations under their tags.
 *
 * @param options.contract the address at which the contract can be read, if it is known
 */
export function overviewHtml(
  document: JsonObject,
  { words, prose, contract }: { words: Words; prose: ProseOptions; contract: string | undefined },
): string {
  const info = objectAt(document, 'info');
  const operations = operationsIn(document);
  const text = { ...prose, anchor: sectionId };
  // The first heading of an introduction is of the same rank as the names of tags.
  const description = String(info['description'] ?? '');
  const deeper = /^# /m.test(withoutCode(description)) ? 1 : 0;
  const groups = tagsIn(document).map(({ name, title, description: said }) => {
    const rows = operations
      .filter(({ tag }) => tag === name)
      .map(({ id, summary, description: about, method, path, server, isWebhook }) => {
        const where = isWebhook
          ? `<span class="method">${escapeHtml(words.reference.event)}</span> <code>${escapeHtml(path)}</code>`
          : `<span class="method ${method}">${method.toUpperCase()}</span> <code>${escapeHtml(basePath(server) + path)}</code>`;
        const first = plainText(about.split('\n\n')[0] ?? '');
        return `<li><a href="operations/${fileName(id)}/">${escapeHtml(summary || id)}</a> <span class="where">${where}</span><span class="about">${escapeHtml(first)}</span></li>`;
      });
    if (rows.length === 0) return '';
    return `<section id="tag/${escapeHtml(name)}">\n<h2>${escapeHtml(title)}</h2>\n${proseHtml(said, { ...prose, deeper: 2 })}<ul class="operations">\n${rows.join('\n')}\n</ul>\n</section>`;
  });
  const download = [
    ['openapi.yaml', 'YAML'],
    ['openapi.json', 'JSON'],
    ['llms.txt', 'Markdown'],
  ].map(([file, name]) => `<a href="${file}"${file === 'llms.txt' ? '' : ' download'}>${name}</a>`);
  return `<article class="overview">
<h1>${escapeHtml(String(info['title']))} <small>${escapeHtml(String(info['version']))}</small></h1>
${info['summary'] === undefined ? '' : `<p class="lead">${inlineHtml(String(info['summary']), prose)}</p>`}
<p class="downloads">${escapeHtml(words.reference.download)} ${download.join(' ')}</p>
${mockHtml(contract, words)}<div class="prose-text">${proseHtml(description, { ...text, deeper })}</div>
${groups.join('\n')}
</article>`;
}

/** How anybody can mock the API, with nothing but Node.js. */
function mockHtml(contract: string | undefined, words: Words): string {
  if (contract === undefined) return '';
  const command = `npx @stoplight/prism-cli@5 mock ${contract}`;
  return `<p class="downloads">${escapeHtml(words.reference.mock)} <code>${escapeHtml(command)}</code></p>\n`;
}

function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^```[\s\S]*?^```/gm, '');
}
