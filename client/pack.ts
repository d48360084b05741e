import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Builds the package and packs it into an empty `folder`, as `npm publish` would. Gives the path of the tarball. */
export async function pack(folder: string): Promise<string> {
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  await run(process.execPath, ['build.ts'], { cwd });
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd });
  const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (!tarball) throw new Error(`npm packed nothing into ${folder}`);
  return join(folder, tarball);
}
