import { dirname, join, resolve } from 'node:path';
import { type Settings, settingsOf } from './settings.ts';

/** Where a contract's parts are (all in the folder of its entry file), and which languages it has. */
export type ContractFiles = {
  entry: string;
  folder: string;
  messages: string;
  lock: string;
  releases: string;
  settings: Settings;
};

/** @param settings those of the `contract.yaml` that names the entry file, unless they are given */
export function contractFiles(entryFile: string, settings: Settings = settingsOf(entryFile)): ContractFiles {
  const entry = resolve(entryFile);
  const folder = dirname(entry);
  return {
    entry,
    folder,
    messages: join(folder, 'messages.yaml'),
    lock: join(folder, 'i18n.lock.json'),
    releases: join(folder, 'releases'),
    settings,
  };
}
