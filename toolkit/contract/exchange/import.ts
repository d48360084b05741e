import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { ContractFiles } from '../document/contract-files.ts';
import { isObject } from '../document/json.ts';
import { lockText, readLock } from '../i18n/lock.ts';
import { messageDifference } from '../i18n/messages.ts';
import { placeholderDifferences } from '../i18n/placeholders.ts';
import type { Entry, Exchange } from './format.ts';
import { type Text, textsOf } from './texts.ts';
import { withTexts } from './yaml-edit.ts';

/** What an import did, or why it did nothing: each problem is a sentence with the file and line of the text. */
export type Imported = { written: number; accepted: number; problems: string[] };

/**
 * Puts translations into the contract's files and marks them as accepted. All or nothing: one text that cannot be taken, and no
 * file is written. A text without a translation is left as it is.
 */
export async function importTexts(contract: ContractFiles, language: string, { entries }: Exchange): Promise<Imported> {
  const texts = new Map((await textsOf(contract, language)).map((text) => [text.key, text]));
  const given = entries.flatMap((entry): { entry: Entry; text: Text | undefined }[] => {
    const text = texts.get(entry.key);
    // What was not done when it was exported and is still the same has not been looked at.
    const isUntouched = entry.state !== 'done' && entry.target === (text?.target ?? '');
    return entry.target.trim() === '' || isUntouched ? [] : [{ entry, text }];
  });
  const problems = given.flatMap(({ entry, text }) => problemsOf(entry, text, contract.settings.written));
  if (problems.length > 0) return { written: 0, accepted: 0, problems };

  const taken = given.flatMap(({ entry, text }) => (text ? [{ target: entry.target, text }] : []));
  const changed = taken.filter(({ target, text }) => target !== text.target);
  for (const [file, ofFile] of Map.groupBy(changed, ({ text }) => text.file)) await writeInto(file, ofFile);
  const lock = readLock(contract.lock) ?? {};
  const accepted = { ...lock[language], ...Object.fromEntries(taken.map(({ text }) => [text.key, text.hash])) };
  await writeFile(contract.lock, lockText({ ...lock, [language]: accepted }));
  return { written: changed.length, accepted: taken.filter(({ text }) => text.state !== 'done').length, problems: [] };
}

function problemsOf({ key, source, target }: Entry, text: Text | undefined, written: string): string[] {
  if (text === undefined) return [`${key}: the contract has no such text.`];
  const place = `${relative(process.cwd(), text.file)}:${text.line}:${text.column}: `;
  if (source !== text.source) return [`${place}the text has changed since it was exported; export it again.`];
  const differences = text.isMessage
    ? messageDifference({ language: written, text: source }, { language: text.language, text: target })
    : placeholderDifferences(source, target);
  return differences.map((difference) => `${place}the ${text.language} translation ${difference}.`);
}

type Change = { target: string; text: Text };

/** Comments and the order of a YAML file stay as they are. */
async function writeInto(file: string, changes: Change[]): Promise<void> {
  const content = await readFile(file, 'utf8');
  if (file.endsWith('.json')) {
    const root: unknown = JSON.parse(content);
    for (const { target, text } of changes) setIn(root, text.path, target);
    await writeFile(file, `${JSON.stringify(root, null, 2)}\n`);
    return;
  }
  const texts = changes.map(({ target, text }) => ({ path: text.path, text: target }));
  await writeFile(file, withTexts(content, texts));
}

function setIn(root: unknown, path: string[], value: string): void {
  let node = root;
  for (const [index, step] of path.entries()) {
    if (Array.isArray(node)) node = node[Number(step)];
    else if (isObject(node)) {
      if (index === path.length - 1) node[step] = value;
      node[step] ??= {};
      node = node[step];
    }
  }
}
