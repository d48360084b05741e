import { existsSync, readFileSync } from 'node:fs';
import { makeDocumentFromString, type NormalizedProblem, type Source } from '@redocly/openapi-core';
import { isObject } from '../document/json.ts';
import { writtenLanguage } from './languages.ts';
import { hashOf, type Lock, staleness } from './lock.ts';
import { argumentsOf, type MessageArgument, MessageSyntaxError } from './message-arguments.ts';

/** A sentence of `messages.yaml` in all languages, with the placeholders of the written one. */
export type Message = { key: string; texts: Record<string, string>; arguments: Map<string, MessageArgument> };

/** The file's messages, sorted by key, and what is wrong with the others. */
export type Messages = { messages: Message[]; problems: NormalizedProblem[] };

/** Which translations were made from another English sentence than the one that stands beside them. */
export function staleMessages(file: string, messages: Message[], lock: Lock): NormalizedProblem[] {
  if (messages.length === 0) return [];
  const { source } = parseMessages(file);
  return messages.flatMap(({ key, texts }) =>
    Object.keys(texts).flatMap((language) => {
      if (language === writtenLanguage) return [];
      const stale = staleness(lock, language, messageKey(key), hashOf(texts[writtenLanguage] ?? ''));
      if (stale === undefined) return [];
      return [problemAt(source, 'translation-stale', [key, language], `The ${language} sentence of "${key}" ${stale}`)];
    }),
  );
}

/** A message's name in the lock file. */
export function messageKey(key: string): string {
  return `messages.yaml#/${key}`;
}

/**
 * Reads and checks `messages.yaml`: every sentence in every language, valid ICU MessageFormat, and the same placeholders
 * of the same types in each. A contract without the file has no messages.
 */
export function readMessages(file: string, languages: string[]): Messages {
  if (!existsSync(file)) return { messages: [], problems: [] };
  const { source, parsed } = parseMessages(file);
  const problems: NormalizedProblem[] = [];
  const report = (rule: string, path: string[], message: string) =>
    problems.push(problemAt(source, rule, path, message));
  if (!isObject(parsed)) {
    report('message-form', [], 'The messages file must be a map of keys to sentences.');
    return { messages: [], problems };
  }
  const messages = Object.entries(parsed).flatMap(([key, entry]) => readMessage(key, entry, languages, report) ?? []);
  return { messages: messages.sort((a, b) => (a.key < b.key ? -1 : 1)), problems };
}

type Report = (rule: string, path: string[], message: string) => void;

function parseMessages(file: string): { source: Source; parsed: unknown } {
  return makeDocumentFromString(readFileSync(file, 'utf8'), file);
}

function readMessage(key: string, entry: unknown, languages: string[], report: Report): Message | undefined {
  if (!/^[a-z][a-z0-9_]*$/.test(key)) {
    report('message-form', [key], `The key "${key}" must be lower_snake_case.`);
    return undefined;
  }
  const texts: Record<string, string> = {};
  for (const language of languages) {
    const text = isObject(entry) ? entry[language] : undefined;
    if (typeof text === 'string' && text.trim() !== '') texts[language] = text;
    else report('message-missing', [key], `The message "${key}" has no sentence in ${language}.`);
  }
  const unknown = Object.keys(isObject(entry) ? entry : {}).filter((language) => !languages.includes(language));
  for (const language of unknown) {
    const message = `"${language}" is none of the contract's languages (${languages.join(', ')}).`;
    report('message-form', [key, language], message);
  }
  const placeholders = readArguments(key, texts, report);
  const written = placeholders.get(writtenLanguage);
  if (unknown.length > 0 || placeholders.size < languages.length || written === undefined) return undefined;
  const differences = [...placeholders]
    .map(([language, found]) => ({ language, difference: difference(written, found) }))
    .filter(({ difference }) => difference !== undefined);
  for (const { language, difference } of differences) {
    report('message-placeholders', [key, language], `The ${language} sentence of "${key}" ${difference}.`);
  }
  return differences.length > 0 ? undefined : { key, texts, arguments: written };
}

function readArguments(key: string, texts: Record<string, string>, report: Report) {
  const found = new Map<string, Map<string, MessageArgument>>();
  for (const [language, text] of Object.entries(texts)) {
    try {
      found.set(language, argumentsOf(text, language));
    } catch (error) {
      if (!(error instanceof MessageSyntaxError)) throw error;
      report('message-syntax', [key, language], `The ${language} sentence of "${key}" ${error.message}.`);
    }
  }
  return found;
}

/** What the translation's placeholders lack or have too much, as the end of a sentence. */
function difference(
  written: Map<string, MessageArgument>,
  translated: Map<string, MessageArgument>,
): string | undefined {
  for (const [name, { type, cases = [] }] of written) {
    const other = translated.get(name);
    if (other === undefined) return `lacks the placeholder {${name}}`;
    if (other.type !== type) return `uses {${name}} as ${other.type}, the ${writtenLanguage} one as ${type}`;
    if (cases.join() !== (other.cases ?? []).join()) {
      return `tells apart other cases of {${name}} (${(other.cases ?? []).join(', ')} instead of ${cases.join(', ')})`;
    }
  }
  const unknown = [...translated.keys()].find((name) => !written.has(name));
  return unknown === undefined ? undefined : `has the placeholder {${unknown}}, which the ${writtenLanguage} one lacks`;
}

function problemAt(source: Source, rule: string, path: string[], message: string): NormalizedProblem {
  const pointer = `#/${path.join('/')}`;
  return { message, ruleId: `contract/${rule}`, severity: 'error', location: [{ source, pointer }], suggest: [] };
}
