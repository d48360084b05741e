import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * How a folder differs from what would be generated into it, byte for byte: a line each for a file that differs, is missing,
 * or that nothing writes (a new, untracked one counts).
 */
export async function differencesFrom(files: Map<string, string>, folder: string): Promise<string[]> {
  const present = await readdir(folder).catch((): string[] => []);
  const extra = present.filter((name) => !files.has(name)).map((name) => `${name}: nothing generates it; delete it`);
  const wrong = await Promise.all(
    [...files].map(async ([name, text]) => {
      if (!present.includes(name)) return `${name}: missing`;
      const content = await readFile(join(folder, name), 'utf8');
      return content === text ? undefined : `${name}: differs`;
    }),
  );
  return [...extra, ...wrong.filter((line) => line !== undefined)].sort();
}
