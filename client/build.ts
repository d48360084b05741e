import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * Compiles the package to `dist/`: JavaScript, and types that need nothing outside it. What is compiled is a copy of the sources
 * in which the generated types themselves stand for `contract.ts`, and imports end in `.js`: tsc would leave `.ts` in the types.
 */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

await Promise.all(['.build', 'dist'].map((folder) => rm(here(folder), { recursive: true, force: true })));
await mkdir(here('.build'));
for (const file of await readdir(here('src'))) {
  const source = await readFile(here(file === 'contract.ts' ? '../generated/types.ts' : `src/${file}`), 'utf8');
  await writeFile(here(`.build/${file}`), source.replaceAll(/(from '\.\/[\w-]+)\.ts';/g, "$1.js';"));
}
const tsc = [here('../node_modules/typescript/bin/tsc'), '-p', here('tsconfig.build.json')];
const { status } = spawnSync(process.execPath, tsc, { stdio: 'inherit' });
await rm(here('.build'), { recursive: true });
process.exitCode = status ?? 1;
