import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { generatedFiles } from '../generate/generated-files.ts';
import { type Arguments, say } from './arguments.ts';

/** Writes the generated files that the contract gives. */
export async function generate({ contract, out }: Pick<Arguments, 'contract' | 'out'>): Promise<void> {
  const files = await generatedFiles(contract);
  await mkdir(out, { recursive: true });
  const written = await Promise.all([...files].map(([name, text]) => writeIfChanged(join(out, name), text)));
  const changed = written.filter((isChanged) => isChanged).length;
  say(`${relative(process.cwd(), out) || '.'}: ${files.size} files, ${changed} changed`);
}

/** Leaves a file that is right alone, so that watchers and builds see only what changed. */
async function writeIfChanged(file: string, text: string): Promise<boolean> {
  const old = await readFile(file, 'utf8').catch(() => undefined);
  if (old === text) return false;
  await writeFile(file, text);
  return true;
}
