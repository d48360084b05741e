/** What can be found: a page or a place in one. `codes`: the errors that an operation answers with. */
export type SearchEntry = { path: string; title: string; about: string; text: string; codes: string[] };

/** How much of a word has to be the same for it to be taken for a relative: retentação, retentativa, retentar. */
const STEM = { letters: 5, share: 0.6 };
const SCORE = { code: 100, beginsCode: 50, title: 10, body: 2, whole: 1.5, relative: 0.3 };
const MOST = 20;

/** Lower case, without accents, in words: `Cabeçalhos` and `cabecalhos` are the same. */
function wordsOf(text: string): string[] {
  const folded = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Gives the entries that have every word, the best ones first; words may be begun, and written without their accents. The operations
 * that answer with a code come first where the query is that code, or the beginning of one.
 */
export function createSearch(entries: readonly SearchEntry[]): (query: string) => SearchEntry[] {
  const prepared = entries.map((entry) => ({
    entry,
    title: wordsOf(entry.title),
    body: [...new Set(wordsOf(entry.text))],
    codes: entry.codes.map((code) => wordsOf(code).join('_')),
  }));
  return (query) => {
    const asked = wordsOf(query);
    const code = asked.join('_');
    const scored = prepared.map(({ entry, title, body, codes }) => ({
      entry,
      score: scoreOf({ title, body }, asked) + scoreOfCodes(codes, code),
    }));
    return scored
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, MOST)
      .map(({ entry }) => entry);
  };
}

function scoreOfCodes(codes: string[], asked: string): number {
  if (codes.includes(asked)) return SCORE.code;
  return asked.includes('_') && codes.some((code) => code.startsWith(asked)) ? SCORE.beginsCode : 0;
}

/** 0 unless every word is there. */
function scoreOf({ title, body }: { title: string[]; body: string[] }, asked: string[]): number {
  let sum = 0;
  for (const word of asked) {
    const score = Math.max(SCORE.title * likeness(title, word), SCORE.body * likeness(body, word));
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}

function likeness(words: string[], asked: string): number {
  if (words.includes(asked)) return SCORE.whole;
  if (words.some((word) => word.startsWith(asked))) return 1;
  const stem = asked.slice(0, Math.max(STEM.letters, Math.ceil(asked.length * STEM.share)));
  return asked.length > STEM.letters && words.some((word) => word.startsWith(stem)) ? SCORE.relative : 0;
}
