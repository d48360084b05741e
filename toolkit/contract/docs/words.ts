import { ToolError } from '../document/tool-error.ts';
import { en } from './words/en.ts';
import type { Words } from './words/form.ts';
import { ptBR } from './words/pt-BR.ts';

export type { Words };

const languages: Record<string, Words> = { en, 'pt-BR': ptBR };

/** The words of a language. @throws ToolError when the pages do not speak it yet */
export function wordsIn(language: string): Words {
  const words = languages[language];
  if (words !== undefined) return words;
  throw new ToolError(`The docs do not speak ${language} yet: add docs/words/${language}.ts, as docs/words/pt-BR.ts.`);
}

/** A sentence with its `{placeholders}` filled in. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
