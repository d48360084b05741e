import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { generatedFiles } from '../generate/generated-files.ts';
import { runCommand, say } from './command-line.ts';

const purpose = `Writes everything that is made from the contract: a bundle a language (YAML and JSON), the overlay that
turns one into the other, the types, the messages and the table of operations.`;

await runCommand({ name: 'generate', purpose }, async ({ contract, out }) => {
  const files = await generatedFiles(contract);
  await mkdir(out, { recursive: true });
  const written = await Promise.all([...files].map(([name, text]) => writeIfChanged(join(out, name), text)));
  const changed = written.filter((isChanged) => isChanged).length;
  say(`${relative(process.cwd(), out) || '.'}: ${files.size} files, ${changed} changed`);
  return true;
});

/** Leaves a file that is right alone, so that watchers and builds see only what changed. */
async function writeIfChanged(file: string, text: string): Promise<boolean> {
  const old = await readFile(file, 'utf8').catch(() => undefined);
  if (old === text) return false;
  await writeFile(file, text);
  return true;
}
