import { existsSync, readFileSync } from 'node:fs';
import { getLineColLocation, makeDocumentFromString, type NormalizedProblem, type Source } from '@redocly/openapi-core';
import type { ContractFiles } from '../document/contract-files.ts';
import { isObject } from '../document/json.ts';
import { isDraft } from './languages.ts';
import { hashOf, type Lock, staleness } from './lock.ts';
import { argumentsOf, type MessageArgument, MessageSyntaxError } from './message-arguments.ts';

/** A sentence of `messages.yaml` in all languages, with the placeholders of the written one. */
export type Message = { key: string; texts: Record<string, string>; arguments: Map<string, MessageArgument> };

/** The file's messages, sorted by key, and what is wrong with the others. */
export type Messages = { messages: Message[]; problems: NormalizedProblem[] };

/** Which translations were made from another sentence than the one that stands beside them. */
export function staleMessages(contract: Of, messages: Message[], lock: Lock): NormalizedProblem[] {
  if (messages.length === 0) return [];
  const { source } = parseMessages(contract.messages);
  const { written } = contract.settings;
  return messages.flatMap(({ key, texts }) =>
    Object.keys(texts).flatMap((language) => {
      if (language === written || isDraft(contract, language)) return [];
      const stale = staleness(lock, language, messageKey(key), hashOf(texts[written] ?? ''));
      if (stale === undefined) return [];
      return [problemAt(source, 'translation-stale', [key, language], `The ${language} sentence of "${key}" ${stale}`)];
    }),
  );
}

/** What a translated sentence has other placeholders in than the written one, as ends of sentences about it; none if all is well. */
export function messageDifference(original: Sentence, translated: Sentence): string[] {
  try {
    const [from, to] = [original, translated].map(({ language, text }) => argumentsOf(text, language));
    const found = from && to ? difference(from, to, original.language) : undefined;
    return found === undefined ? [] : [found];
  } catch (error) {
    if (!(error instanceof MessageSyntaxError)) throw error;
    return [error.message];
  }
}

type Sentence = { language: string; text: string };

/** Where each message stands in its file; lines and columns count from 1. */
export function placesOfMessages(
  contract: Pick<ContractFiles, 'messages'>,
): (key: string) => { line: number; column: number } {
  const { source } = parseMessages(contract.messages);
  return (key) => {
    const { start } = getLineColLocation({ source, pointer: `#/${key}`, reportOnKey: true });
    return { line: start.line, column: start.col };
  };
}

/** A message's name in the lock file. */
export function messageKey(key: string): string {
  return `messages.yaml#/${key}`;
}

type Of = Pick<ContractFiles, 'messages' | 'settings'>;

/**
 * Reads and checks `messages.yaml`: every sentence in every language, valid ICU MessageFormat, and the same placeholders
 * of the same types in each. A draft may have gaps: `texts` lacks them. A contract without the file has no messages.
 * @param translated the languages beside the written one
 */
export function readMessages(contract: Of, translated: string[]): Messages {
  if (!existsSync(contract.messages)) return { messages: [], problems: [] };
  const { source, parsed } = parseMessages(contract.messages);
  const languages: Languages = {
    written: contract.settings.written,
    all: [contract.settings.written, ...translated],
    needed: [contract.settings.written, ...translated.filter((language) => !isDraft(contract, language))],
  };
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

type Languages = { written: string; all: string[]; needed: string[] };
type Report = (rule: string, path: string[], message: string) => void;

function parseMessages(file: string): { source: Source; parsed: unknown } {
  return makeDocumentFromString(readFileSync(file, 'utf8'), file);
}

function readMessage(key: string, entry: unknown, languages: Languages, report: Report): Message | undefined {
  if (!/^[a-z][a-z0-9_]*$/.test(key)) {
    report('message-form', [key], `The key "${key}" must be lower_snake_case.`);
    return undefined;
  }
  const texts: Record<string, string> = {};
  for (const language of languages.all) {
    const text = isObject(entry) ? entry[language] : undefined;
    if (typeof text === 'string' && text.trim() !== '') texts[language] = text;
    else if (languages.needed.includes(language))
      report('message-missing', [key], `The message "${key}" has no sentence in ${language}.`);
  }
  const unknown = Object.keys(isObject(entry) ? entry : {}).filter((language) => !languages.all.includes(language));
  for (const language of unknown) {
    const message = `"${language}" is none of the contract's languages (${languages.all.join(', ')}).`;
    report('message-form', [key, language], message);
  }
  const placeholders = readArguments(key, texts, report);
  const written = placeholders.get(languages.written);
  const isWhole = languages.needed.every((language) => placeholders.has(language));
  if (unknown.length > 0 || !isWhole || placeholders.size < Object.keys(texts).length || written === undefined)
    return undefined;
  const differences = [...placeholders]
    .map(([language, found]) => ({ language, difference: difference(written, found, languages.written) }))
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
  writtenLanguage: string,
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
