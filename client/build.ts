import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * Compiles the package to `dist/`: JavaScript, and types that need nothing outside it but openapi-fetch. What is compiled is a copy of the
 * sources in one folder: `toolkit/fetch` in files that begin with `fetch-`, and the generated types themselves for `contract.ts`.
 * Imports end in `.js`: tsc would leave `.ts` in the types.
 */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

await Promise.all(['.build', 'dist'].map((folder) => rm(here(folder), { recursive: true, force: true })));
await mkdir(here('.build'));
await copy('src', '');
await copy('../toolkit/fetch', 'fetch-');
const tsc = [here('../node_modules/typescript-native/bin/tsc'), '--singleThreaded', '-p', here('tsconfig.build.json')];
const { status } = spawnSync(process.execPath, tsc, { stdio: 'inherit' });
await rm(here('.build'), { recursive: true });
process.exitCode = status ?? 1;

/** @param prefix of the names of a folder's files, and of what they import from it */
async function copy(folder: string, prefix: string): Promise<void> {
  for (const file of await readdir(here(folder))) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    const source = await readFile(here(file === 'contract.ts' ? '../generated/types.ts' : `${folder}/${file}`), 'utf8');
    const flat = source
      .replaceAll(/(from '\.\/)([\w-]+)\.ts';/g, `$1${prefix}$2.js';`)
      .replaceAll("from '../../toolkit/fetch/index.ts';", "from './fetch-index.js';");
    await writeFile(here(`.build/${prefix}${file}`), flat);
  }
}
