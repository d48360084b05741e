import { bundleContract } from '../document/bundle.ts';
import { type Text, textsOf } from '../exchange/texts.ts';
import { isDraft, translatedLanguages } from '../i18n/languages.ts';
import { type Arguments, say } from './arguments.ts';
import { type Finding, findingsAs, type ReportFormat } from './report.ts';

/** How far the translation to one language is. */
type LanguageStatus = {
  language: string;
  state: 'complete' | 'draft';
  texts: number;
  words: number;
  done: number;
  stale: number;
  missing: number;
  /** Translated, and the same as the original: perhaps nobody has translated it. */
  identical: number;
};

/** Tells how far each language is. Gives whether those that have to be complete are. */
export async function status({ contract }: Pick<Arguments, 'contract'>, format: ReportFormat): Promise<boolean> {
  const { info } = await bundleContract(contract.entry);
  const languages = translatedLanguages(contract, info);
  const all = await Promise.all(languages.map((language) => textsOf(contract, language)));
  const isOpen = (language: string) => isDraft(contract, language);
  const counts = languages.map((language, index) => countsOf(language, isOpen(language), all[index] ?? []));
  if (format === 'table') {
    say(table(counts));
    if (counts.length === 0) say('No other language than the written one: contract add-language <tag> adds one.');
  } else if (format === 'json') say(JSON.stringify({ written: contract.settings.written, languages: counts }, null, 2));
  else
    process.stdout.write(
      findingsAs(
        format,
        all.flat().flatMap((text) => findingOf(text, isOpen(text.language))),
      ),
    );
  return counts.every(({ state, stale, missing }) => state === 'draft' || stale + missing === 0);
}

function countsOf(language: string, isDraft: boolean, texts: Text[]): LanguageStatus {
  const count = (state: Text['state']) => texts.filter((text) => text.state === state).length;
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  const wordsIn = (text: string) => [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length;
  return {
    language,
    state: isDraft ? 'draft' : 'complete',
    texts: texts.length,
    words: texts.reduce((sum, { source }) => sum + wordsIn(source), 0),
    done: count('done'),
    stale: count('stale'),
    missing: count('missing'),
    identical: texts.filter(({ source, target }) => source === target).length,
  };
}

function findingOf(text: Text, isDraft: boolean): Finding[] {
  if (text.state === 'done') return [];
  const what = text.state === 'missing' ? 'has no translation' : 'has a translation that has not been accepted for it';
  return [
    {
      file: text.file,
      line: text.line,
      column: text.column,
      severity: isDraft ? 'note' : 'error',
      rule: `translation-${text.state}`,
      message: `In ${text.language}: the text ${what}.`,
    },
  ];
}

function table(counts: LanguageStatus[]): string {
  const rows = counts.map(({ language, state, texts, words, done, stale, missing, identical }) => {
    const share = texts === 0 ? '100 %' : `${Math.floor((done / texts) * 100)} %`;
    return [language, state, texts, words, `${done} (${share})`, stale, missing, identical].map(String);
  });
  const all = [['language', 'state', 'texts', 'words', 'done', 'stale', 'missing', 'identical'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
