import { type JsonObject, objectAt } from '../../document/json.ts';
import { operationsIn, tagsIn } from '../../document/operations.ts';
import { basePath } from '../../document/servers.ts';
import type { Guide } from '../guides.ts';
import { wordsIn } from '../words.ts';

/**
 * The list of all pages of a language, as programs look for it (https://llmstxt.org).
 *
 * @param home from the file to the root of the language: empty, or `en/` for the one at the root of the site
 */
export function llmsText(
  document: JsonObject,
  { language, languages, home, guides }: { language: string; languages: string[]; home: string; guides: Guide[] },
): string {
  const { markdown, page, reference } = wordsIn(language);
  const info = objectAt(document, 'info');
  const operations = operationsIn(document);
  const groups = tagsIn(document).map(({ name, title, description }) => {
    const links = operations
      .filter(({ tag }) => tag === name)
      .map(({ id, summary, description: text, isWebhook, method, path, server }) => {
        const what = isWebhook ? markdown.delivery : `${method.toUpperCase()} ${basePath(server)}${path}`;
        return `- [${summary}](${home}operations/${id}.md): ${what}. ${firstLine(text)}`;
      });
    return links.length === 0 ? [] : [`## ${title}`, description, links.join('\n')];
  });
  const others = languages
    .filter((other) => other !== language)
    .map((other) => `- [${wordsIn(other).name}](${home === '' ? '../' : ''}${other}/llms.txt)`);
  return `${[
    `# ${String(info['title'])}`,
    `> ${String(info['summary'] ?? firstLine(String(info['description'] ?? '')))}`,
    `- [${markdown.contract}](${home}openapi.yaml)\n- [${page.changelog}](${home}changelog.md)`,
    ...(guides.length === 0
      ? []
      : [
          `## ${reference.guides}`,
          guides.map(({ name, title }) => `- [${title}](${home}guides/${name}.md)`).join('\n'),
        ]),
    ...groups.flat(),
    ...(others.length === 0 ? [] : [`## ${markdown.otherLanguage}`, others.join('\n')]),
  ].join('\n\n')}\n`;
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.trim() ?? '';
}
