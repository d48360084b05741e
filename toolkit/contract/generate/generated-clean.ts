import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Difference = { name: string; fault: string };

/**
 * How a folder differs from what would be generated into it, byte for byte: the files that differ, are missing, or that nothing
 * writes (a new, untracked one counts).
 */
export async function differencesFrom(files: Map<string, string>, folder: string): Promise<Difference[]> {
  const present = await readdir(folder).catch((): string[] => []);
  const extra = present
    .filter((name) => !files.has(name))
    .map((name) => ({ name, fault: 'nothing generates it; delete it' }));
  const wrong = await Promise.all(
    [...files].map(async ([name, text]) => {
      if (!present.includes(name)) return { name, fault: 'missing' };
      const content = await readFile(join(folder, name), 'utf8');
      return content === text ? undefined : { name, fault: 'differs' };
    }),
  );
  return [...extra, ...wrong.filter((one) => one !== undefined)].sort((a, b) => (a.name < b.name ? -1 : 1));
}
