import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { ContractFiles } from '../document/contract-files.ts';
import { isDraft } from './languages.ts';
import { hashOf, type Lock, staleness } from './lock.ts';
import { placeholderDifferences } from './placeholders.ts';

/** A guide in one language. `text` is undefined where there is no file. */
export type TranslatedGuide = {
  key: string;
  language: string;
  file: string;
  original: string;
  text: string | undefined;
};

/** Where the translation of a guide is: `docs/mock.md` → `docs/pt-BR/mock.md` */
export function translatedGuide(file: string, language: string): string {
  return join(dirname(file), language, basename(file));
}

/** Every guide of the contract in each of the languages that it is translated to. */
export function translatedGuides(
  { settings }: Pick<ContractFiles, 'settings'>,
  languages: string[],
): TranslatedGuide[] {
  const folder = dirname(settings.file ?? settings.contract);
  return settings.guides.flatMap((guide) => {
    const original = readFileSync(guide, 'utf8');
    return languages.map((language) => {
      const file = translatedGuide(guide, language);
      const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
      return { key: relative(folder, guide), language, file: text === undefined ? guide : file, original, text };
    });
  });
}

/**
 * What is wrong with the translations of guides: one that is missing, that has other headings, rows, code spans or blocks of code, or
 * that was made from another text. Languages that are drafts may have gaps.
 *
 * @param lock undefined while nothing was accepted yet
 */
export function guideProblems(
  contract: Pick<ContractFiles, 'settings'>,
  languages: string[],
  lock: Lock | undefined,
): { file: string; message: string }[] {
  const complete = languages.filter((language) => !isDraft(contract, language));
  return translatedGuides(contract, complete).flatMap(({ key, language, file, original, text }) => {
    if (text === undefined) return [{ file, message: `The guide has no ${language} translation.` }];
    const stale = lock === undefined ? undefined : staleness(lock, language, key, hashOf(original));
    const differences = [...shapeDifferences(original, text), ...fixedDifferences(original, text)];
    return [...differences, ...(stale === undefined ? [] : [stale])].map((end) => ({
      file,
      message: `The ${language} guide ${end}`,
    }));
  });
}

function shapeDifferences(original: string, translation: string): string[] {
  const counts = (text: string) => {
    const lines = text.split('\n');
    const isCode = fenced(lines);
    const prose = lines.filter((_, index) => !isCode[index]);
    return {
      headings: prose.flatMap((line) => /^#+(?= )/.exec(line)?.[0] ?? []).join(' '),
      rows: String(prose.filter((line) => line.startsWith('|')).length),
      'blocks of code': lines.filter((line) => line.startsWith('```')).join(' '),
    };
  };
  const [one, other] = [counts(original), counts(translation)];
  return (['headings', 'rows', 'blocks of code'] as const)
    .filter((what) => one[what] !== other[what])
    .map((what) => `has other ${what} than the original.`);
}

/**
 * Links are not among them: they lead to translated pages, and to anchors made of translated headings. Neither are code spans that
 * are more than a name or a value: a formula has the words and the commas of its language.
 */
function fixedDifferences(original: string, translation: string): string[] {
  return placeholderDifferences(original, translation)
    .filter((difference) => !/the (?:link target|address|number of code blocks) /.test(difference))
    .filter((difference) => !/the code span `[^`]*[\s=,]/.test(difference))
    .map((difference) => `${difference}.`);
}

/** Whether each line is inside a block of code. */
function fenced(lines: string[]): boolean[] {
  let isInside = false;
  return lines.map((line) => {
    const isFence = line.startsWith('```');
    if (isFence) isInside = !isInside;
    return isInside || isFence;
  });
}
