/** One result: `meta` is the entry of the menu. */
type Result = { meta: string; score: number };
type Entry = { meta: string; title: string[]; body: string[] };

declare global {
  /** Redoc's search: docs/redoc/patches.ts has its library ask here instead of in a worker. */
  var redocSearch: () => Search;
}

/** What Redoc asks of its search. */
export interface Search {
  add(title: string, body: string, meta: string): void;
  done(): void;
  /** All entries that have every word, the best ones first; words may be begun, and written without their accents. */
  search(query: string): Promise<Result[]>;
  toJS(): Promise<null>;
  load(): void;
  terminate(): void;
  dispose(): void;
}

/** How much of a word has to be the same for it to be taken for a relative: retentação, retentativa, retentar. */
const STEM = { letters: 5, share: 0.6 };
const SCORE = { title: 10, body: 2, whole: 1.5, relative: 0.3 };

/** Lower case, without accents, in words: `Cabeçalhos` and `cabecalhos` are the same. */
function wordsOf(text: string): string[] {
  const folded = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** @param more the rest of what is said about an entry of the menu, by its id */
export function createSearch(more: (id: string) => string): Search {
  const entries: Entry[] = [];
  return {
    add: (title, body, meta) => {
      entries.push({ meta, title: wordsOf(title), body: [...new Set(wordsOf(`${body} ${more(meta)}`))] });
    },
    done: () => undefined,
    search: async (query) => {
      const asked = wordsOf(query);
      const scored = entries.map((entry) => ({ meta: entry.meta, score: scoreOf(entry, asked) }));
      return scored
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score)
        .slice(0, 20);
    },
    toJS: async () => null,
    load: () => undefined,
    terminate: () => undefined,
    dispose: () => undefined,
  };
}

/** 0 unless every word is there. */
function scoreOf({ title, body }: Entry, asked: string[]): number {
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
