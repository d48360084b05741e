import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@formatjs/icu-messageformat-parser';
import type { ContractFiles } from '../../toolkit/contract/document/contract-files.ts';
import { reportOf } from '../../toolkit/contract/document/problems.ts';
import { type Settings, settingsOf } from '../../toolkit/contract/document/settings.ts';
import { literal } from '../../toolkit/contract/generate/typescript.ts';
import { hashOf, type Lock, lockText, readLock } from '../../toolkit/contract/i18n/lock.ts';
import { type Message, messageKey, readMessages, staleMessages } from '../../toolkit/contract/i18n/messages.ts';

/**
 * The console's sentences, held to what the contract's are held to: every language, the same placeholders, and translations made
 * from the sentence that stands beside them. They are parsed here, so that no parser has to be loaded by the page.
 */
const folder = fileURLToPath(new URL('..', import.meta.url));
const settings: Settings = settingsOf(join(folder, '../openapi/openapi.yaml'));
const contract: Pick<ContractFiles, 'messages' | 'lock' | 'settings'> = {
  messages: join(folder, 'messages.yaml'),
  lock: join(folder, 'messages.lock.json'),
  settings,
};
/** Those that the contract is complete in: the console has no drafts. */
const translated = Object.entries(settings.languages ?? {}).flatMap(([language, state]) =>
  state === 'complete' ? [language] : [],
);
const header = '// Written by `npm run generate` from console/messages.yaml. Not to be edited.\n';

/** What is wrong with the messages, for people; empty if nothing is. */
export function problemsOfMessages(): string {
  const { messages, problems } = readMessages(contract, translated);
  return reportOf([...problems, ...staleMessages(contract, messages, readLock(contract.lock) ?? {})]);
}

/** The lock file when each translation is right for the sentence beside it. */
export function acceptedMessages(): { file: string; text: string } {
  const lock: Lock = Object.fromEntries(
    translated.map((language) => [
      language,
      Object.fromEntries(
        messages().map(({ key, texts }) => [messageKey(key), hashOf(texts[settings.written] ?? '')] as const),
      ),
    ]),
  );
  return { file: contract.lock, text: lockText(lock) };
}

/** What is generated of them, by the name of the file. */
export function generatedFromMessages(): Map<string, string> {
  const all = messages();
  const files = new Map([['keys.ts', keysOf(all)]]);
  for (const language of [settings.written, ...translated]) files.set(`${language}.ts`, textsOf(all, language));
  return new Map([...files].map(([name, text]) => [join(folder, 'generated', name), text]));
}

/** The files that are not what the messages give. */
export function outdatedFiles(): string[] {
  const current = (file: string) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
  };
  return [...generatedFromMessages()].filter(([file, text]) => current(file) !== text).map(([file]) => file);
}

function messages(): Message[] {
  const { messages, problems } = readMessages(contract, translated);
  if (problems.length > 0) throw new Error(`The messages cannot be used.\n${reportOf(problems)}`);
  return messages;
}

/** A sentence without placeholders is itself; another one is what intl-messageformat takes. */
function compiled(text: string): unknown {
  const elements = parse(text);
  const [only] = elements;
  return elements.length === 1 && only?.type === 0 ? only.value : elements;
}

function textsOf(all: Message[], language: string): string {
  const lines = all.map(({ key, texts }) => `  ${key}: ${literal(compiled(texts[language] ?? ''))},`);
  return `${header}
import type { Texts } from './keys.ts';

export const texts: Texts = {
${lines.join('\n')}
};
`;
}

function keysOf(all: Message[]): string {
  const lines = all.map(({ key, arguments: placeholders }) => {
    const members = [...placeholders].map(([name, { type }]) => `${name}: ${type}`);
    return `  ${key}: ${members.length > 0 ? `{ ${members.join('; ')} }` : 'undefined'};`;
  });
  const languages = [settings.written, ...translated];
  return `${header}
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** The console's languages, the one that it is written in first. */
export const languages = [${languages.map(literal).join(', ')}] as const;

/** The values that a sentence's placeholders have to be given, by the sentence's key. */
export interface MessageParameters {
${lines.join('\n')}
}

export type MessageKey = keyof MessageParameters;

/** Sentences without placeholders as they are, others parsed. */
export type Texts = Record<MessageKey, string | MessageFormatElement[]>;
`;
}
