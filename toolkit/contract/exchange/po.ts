import { type GetTextTranslations, po as gettext } from 'gettext-parser';
import { ToolError } from '../document/tool-error.ts';
import type { Entry, Format } from './format.ts';

/** GNU gettext: the key is the context, and a stale translation is fuzzy. */
export const po: Format = {
  write({ from, to, entries }) {
    const translations: GetTextTranslations['translations'] = {};
    for (const { key, source, target, state } of entries) {
      translations[key] = {
        [source]: {
          msgctxt: key,
          msgid: source,
          msgstr: [target],
          ...(state === 'stale' && {
            comments: { translator: '', reference: '', extracted: '', previous: '', flag: 'fuzzy' },
          }),
        },
      };
    }
    const headers = { 'Content-Type': 'text/plain; charset=utf-8', Language: to, 'X-Source-Language': from };
    return `${gettext.compile({ charset: 'utf-8', headers, translations }, { foldLength: 0 }).toString('utf8')}\n`;
  },
  read(text) {
    const { headers, translations } = parsed(text);
    const header = (name: string) =>
      Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? '';
    const entries = Object.entries(translations).flatMap(([key, byId]) =>
      Object.values(byId).flatMap(({ msgid, msgstr: [target = ''], comments }): Entry[] => {
        if (key === '' && msgid === '') return [];
        const isFuzzy = /\bfuzzy\b/.test(comments?.flag ?? '');
        return [{ key, source: msgid, target, state: target === '' ? 'missing' : isFuzzy ? 'stale' : 'done' }];
      }),
    );
    return { from: header('X-Source-Language'), to: header('Language'), entries };
  },
};

function parsed(text: string): GetTextTranslations {
  try {
    const file = gettext.parse(text);
    if (!file.headers || !file.translations) throw new Error('it has no header');
    return file;
  } catch (error) {
    throw new ToolError(`This is not a valid PO file: ${error instanceof Error ? error.message : String(error)}`);
  }
}
