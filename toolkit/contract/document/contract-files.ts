import { dirname, join, resolve } from 'node:path';

/** Where a contract's parts are: all in the folder of its entry file. */
export type ContractFiles = { entry: string; folder: string; messages: string; lock: string; releases: string };

export function contractFiles(entryFile: string): ContractFiles {
  const entry = resolve(entryFile);
  const folder = dirname(entry);
  return {
    entry,
    folder,
    messages: join(folder, 'messages.yaml'),
    lock: join(folder, 'i18n.lock.json'),
    releases: join(folder, 'releases'),
  };
}
