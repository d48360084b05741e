import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ToolError } from '../document/tool-error.ts';
import { translatedGuide } from '../i18n/guides.ts';
import { plainText } from './prose/prose.ts';

/** A page of text beside the reference. `markdown` has no title. */
export type Guide = { name: string; file: string; title: string; markdown: string };

/** A first line of links to other forms of the same page, which the menu has. */
const otherPlaces = /^\s*\[[^\]]*\]\([^)]*\)(?: · \[[^\]]*\]\([^)]*\))*\s*\n/;

/**
 * The guides in a language. One that is not translated is given in the language that it is written in: `contract check` finds it.
 *
 * @throws ToolError for a guide that is not there
 */
export function guidesIn(files: readonly string[], language: string, written: string): Guide[] {
  return files.map((file) => {
    if (!existsSync(file)) throw new ToolError(`There is no guide at ${file}.`);
    const translated = translatedGuide(file, language);
    const own = language !== written && existsSync(translated) ? translated : file;
    const text = readFileSync(own, 'utf8').replaceAll('\r\n', '\n');
    const name = basename(file, '.md');
    const title = /^# (.+)$/m.exec(text)?.[1] ?? name;
    return {
      name,
      file: own,
      title: plainText(title),
      markdown: text.replace(/^# .+\n/m, '').replace(otherPlaces, ''),
    };
  });
}

/**
 * Where a link of a guide leads: to another guide, or to the same place in the repository that it is in.
 *
 * @param home from the page to the root of its language
 * @param repository the address of the folder of the contract's settings, if it is known
 */
export function guideLink(
  guides: readonly Guide[],
  { home, repository, pathOf }: { home: string; repository: string | undefined; pathOf: (href: string) => string },
): (href: string) => string | undefined {
  return (href) => {
    if (href.startsWith('#')) return href;
    const [file = '', anchor] = href.split('#');
    const name = basename(file, '.md');
    const hash = anchor === undefined ? '' : `#${anchor}`;
    if (file.endsWith('.md') && guides.some((guide) => guide.name === name)) return `${home}guides/${name}/${hash}`;
    return repository === undefined ? undefined : `${repository.replace(/\/$/, '')}/${pathOf(file)}${hash}`;
  };
}

/** The anchor of a heading, as GitHub makes it, so that links work in both places. */
export function headingAnchor(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}
