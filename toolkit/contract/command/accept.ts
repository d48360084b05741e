import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import { bundleContract } from '../document/bundle.ts';
import type { ContractFiles } from '../document/contract-files.ts';
import { reportOf } from '../document/problems.ts';
import { ToolError } from '../document/tool-error.ts';
import { translatedGuides } from '../i18n/guides.ts';
import { translatedLanguages } from '../i18n/languages.ts';
import { hashOf, type Lock, lockText, readLock } from '../i18n/lock.ts';
import { messageKey, readMessages } from '../i18n/messages.ts';
import { acceptedOf } from '../i18n/translations.ts';
import { nodeRule } from '../lint/rules/contract-walk.ts';
import { type Arguments, say } from './arguments.ts';

/** Renews the lock: each translation is right for the English beside it. */
export async function accept({ contract }: Pick<Arguments, 'contract'>): Promise<void> {
  const document = await bundleContract(contract.entry);
  const languages = translatedLanguages(contract, document['info']);
  const old = readLock(contract.lock) ?? {};
  const lock: Lock = Object.fromEntries(languages.map((language) => [language, {}]));
  await acceptContract(contract, lock);
  acceptMessages(contract, languages, lock);
  for (const { key, language, original, text } of translatedGuides(contract, languages)) {
    const entries = lock[language];
    if (entries !== undefined && text !== undefined) entries[key] = hashOf(original);
  }

  for (const language of languages) sayChanges(language, old[language] ?? {}, lock[language] ?? {});
  await writeFile(contract.lock, lockText(lock));
  const count = Object.values(lock).reduce((sum, entries) => sum + Object.keys(entries).length, 0);
  say(`${relative(process.cwd(), contract.lock)}: ${count} translations`);
}

/** The linter walks the files, so that a text's place is the one that its rules name. */
async function acceptContract(contract: ContractFiles, lock: Lock): Promise<void> {
  const remember = nodeRule(({ languages }) => ({ node, type, location }) => {
    for (const { key, hash, text } of acceptedOf(contract.folder, node, type, location, languages)) {
      const entries = lock[text.language];
      if (entries !== undefined) entries[key] = hash;
    }
  });
  const plugin = { id: 'accept', rules: { oas3: { remember } } };
  const config = await createConfig({ plugins: [plugin], rules: { 'accept/remember': 'error' } });
  await lint({ ref: contract.entry, config });
}

function acceptMessages(contract: ContractFiles, languages: string[], lock: Lock): void {
  const { messages, problems } = readMessages(contract, languages);
  if (problems.length > 0) throw new ToolError(`The messages cannot be used.\n${reportOf(problems)}`);
  for (const { key, texts } of messages) {
    for (const language of languages) {
      const entries = lock[language];
      if (entries === undefined || texts[language] === undefined) continue;
      entries[messageKey(key)] = hashOf(texts[contract.settings.written] ?? '');
    }
  }
}

function sayChanges(language: string, old: Record<string, string>, now: Record<string, string>): void {
  const accepted = Object.keys(now).filter((key) => old[key] !== now[key]);
  const forgotten = Object.keys(old).filter((key) => now[key] === undefined);
  for (const key of accepted.sort()) say(`  accepted (${language}) ${key}`);
  for (const key of forgotten.sort()) say(`  gone (${language}) ${key}`);
}
