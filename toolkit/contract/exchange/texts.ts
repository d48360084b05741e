import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { createConfig, getLineColLocation, lint, makeDocumentFromString } from '@redocly/openapi-core';
import { bundleContract } from '../document/bundle.ts';
import type { ContractFiles } from '../document/contract-files.ts';
import { translatedLanguages } from '../i18n/languages.ts';
import { hashOf, readLock } from '../i18n/lock.ts';
import { messageKey, readMessages } from '../i18n/messages.ts';
import { translationsOf } from '../i18n/translations.ts';
import { nodeRule } from '../lint/rules/contract-walk.ts';

/** How far the translation of a text is. */
export type TextState = 'missing' | 'stale' | 'done';

/** A text for people and its translation to one language. */
export type Text = {
  /** Its name in the lock file: the file, relative to the contract's folder, and the place in it. */
  key: string;
  language: string;
  source: string;
  target: string | undefined;
  /** Of the source, for the lock file. */
  hash: string;
  state: TextState;
  isMessage: boolean;
  /** The file that the text is in, and where in it the translation is, or would be. */
  file: string;
  path: string[];
  /** Where the text is written. */
  line: number;
  column: number;
};

/** All texts of a contract in one of its languages: descriptions and summaries in the order of the contract, then the messages. */
export async function textsOf(contract: ContractFiles, language: string): Promise<Text[]> {
  const accepted = readLock(contract.lock)?.[language] ?? {};
  const stateOf = (key: string, hash: string, target: string | undefined): TextState =>
    target === undefined || target.trim() === '' ? 'missing' : accepted[key] === hash ? 'done' : 'stale';
  const texts = new Map<string, Text>();
  const collect = nodeRule(() => ({ node, type, location }) => {
    for (const one of translationsOf(node, type, location, [language])) {
      if (!one.isText || typeof one.english !== 'string' || one.english.trim() === '') continue;
      const file = one.location.source.absoluteRef;
      const key = `${relative(contract.folder, file).split(sep).join('/')}${one.location.pointer}`;
      const target = typeof one.translation === 'string' ? one.translation : undefined;
      const { start } = getLineColLocation(one.location);
      const hash = hashOf(one.english);
      texts.set(key, {
        key,
        language,
        source: one.english,
        target,
        hash,
        state: stateOf(key, hash, target),
        isMessage: false,
        file,
        path: stepsOf(one.translationLocation.pointer),
        line: start.line,
        column: start.col,
      });
    }
  });
  const plugin = { id: 'texts', rules: { oas3: { collect } } };
  await lint({
    ref: contract.entry,
    config: await createConfig({ plugins: [plugin], rules: { 'texts/collect': 'error' } }),
  });
  return [...texts.values(), ...(await messagesOf(contract, language, stateOf))];
}

async function messagesOf(
  contract: ContractFiles,
  language: string,
  stateOf: (key: string, hash: string, target: string | undefined) => TextState,
): Promise<Text[]> {
  const { info } = await bundleContract(contract.entry);
  // As a draft: what is missing is counted here, and nobody is refused.
  const settings = {
    ...contract.settings,
    languages: Object.fromEntries(translatedLanguages(contract, info).map((one) => [one, 'draft' as const])),
  };
  const { messages } = readMessages({ ...contract, settings }, translatedLanguages(contract, info));
  if (messages.length === 0) return [];
  const { source } = makeDocumentFromString(readFileSync(contract.messages, 'utf8'), contract.messages);
  const { written } = contract.settings;
  return messages.map(({ key, texts }) => {
    const hash = hashOf(texts[written] ?? '');
    const target = texts[language];
    const { start } = getLineColLocation({ source, pointer: `#/${key}/${written}` });
    return {
      key: messageKey(key),
      language,
      source: texts[written] ?? '',
      target,
      hash,
      state: stateOf(messageKey(key), hash, target),
      isMessage: true,
      file: contract.messages,
      path: [key, language],
      line: start.line,
      column: start.col,
    };
  });
}

/** The steps of a JSON Pointer (RFC 6901) in a fragment. */
function stepsOf(pointer: string): string[] {
  return pointer
    .replace(/^#?\//, '')
    .split('/')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}
