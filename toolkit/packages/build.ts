import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleScripts } from '../contract/docs/scripts/bundle.ts';

/**
 * Compiles a package of the toolkit to its `dist/`: `node build.ts express`. Inside the repository its TypeScript is used as it is;
 * whoever installs it gets JavaScript with types, since Node.js runs no TypeScript in `node_modules`.
 * What is compiled is a copy of the sources whose imports end in `.js` (tsc would leave `.ts` in the types) and name other packages.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Files that belong to the work on the package. */
const NOT_PACKED = ['**/*.test.ts', 'test/**', 'node_modules/**', 'dist/**', '.build/**', 'docs/dist/**'];
/** What becomes the scripts of the pages, which are in the package ready for browsers. */
const BUNDLED = ['docs/browser/!(search).ts', 'docs/scripts/**'];

export async function buildPackage(name: string): Promise<void> {
  // Its types name those of the other.
  if (name === 'contract') await buildPackage('express');
  const folder = join(root, 'toolkit', name);
  const [copy, dist] = [join(folder, '.build'), join(folder, 'dist')];
  for (const old of [copy, dist]) rmSync(old, { recursive: true, force: true });
  try {
    for (const file of globSync('**/*.ts', { cwd: folder, exclude: [...NOT_PACKED, ...BUNDLED] })) {
      write(join(copy, file), compilable(readFileSync(join(folder, file), 'utf8')));
    }
    if (name === 'contract') {
      const source = readFileSync(join(folder, 'docs/scripts/bundled.ts'), 'utf8');
      write(join(copy, 'docs/scripts/bundle.ts'), compilable(source));
    }
    write(join(copy, 'tsconfig.json'), JSON.stringify(tsconfig(name)));
    const tsc = join(root, 'node_modules/typescript-native/bin/tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, '--singleThreaded', '-p', copy], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${name} does not compile.\n${stdout}`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  if (name === 'contract') await addAssets(folder, dist);
}

async function addAssets(folder: string, dist: string): Promise<void> {
  cpSync(join(folder, 'docs/styles'), join(dist, 'docs/styles'), { recursive: true });
  copyFileSync(join(folder, 'lint/redocly-diff.yaml'), join(dist, 'lint/redocly-diff.yaml'));
  const scripts = await bundleScripts();
  for (const [script, code] of Object.entries(scripts)) write(join(dist, `docs/scripts/ready/${script}.js`), code);
}

function compilable(source: string): string {
  return source
    .replaceAll(/((?:from |import\()'\.[^']*)\.ts'/g, "$1.js'")
    .replaceAll("'../../express/index.js'", "'@reentrega/express'");
}

function tsconfig(name: string): object {
  // The client runs where there is no Node.js.
  const web = { lib: ['ES2024', 'DOM', 'DOM.Iterable'], types: [] };
  return {
    extends: '../../../tsconfig.json',
    compilerOptions: {
      ...(name === 'fetch' && web),
      noEmit: false,
      allowImportingTsExtensions: false,
      declaration: true,
      rootDir: '.',
      outDir: '../dist',
    },
    include: ['**/*.ts'],
    exclude: [],
  };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

if (import.meta.main) await buildPackage(process.argv[2] ?? '');
