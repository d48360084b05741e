import { en } from './words/en.ts';
import { es } from './words/es.ts';
import type { Words } from './words/form.ts';
import { ptBR } from './words/pt-BR.ts';

export type { Words };

const languages: Record<string, Words> = { en, es, 'pt-BR': ptBR };

/** The words of a language: of its closest relative where there are none, else the English ones, under the language's own name. */
export function wordsIn(language: string): Words {
  const own = languages[language];
  if (own !== undefined) return own;
  const primary = (tag: string) => tag.split('-')[0];
  const [, words] = Object.entries(languages).find(([tag]) => primary(tag) === primary(language)) ?? ['en', en];
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return { ...words, name, short: language.toUpperCase() };
}

/** A sentence with its `{placeholders}` filled in. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
