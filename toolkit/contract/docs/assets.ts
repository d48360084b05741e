import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { redocBundle } from './redoc/bundle.ts';
import { bundleScripts } from './scripts/bundle.ts';

/** The names that pages refer to, and the files themselves, by name. A name changes with its content, so it can be kept forever. */
export type Assets = {
  names: { style: string; theme: string; page: string; choose: string };
  /** Redoc, and what starts it; undefined where it is not wanted. */
  redoc: { library: string; start: string } | undefined;
  files: Map<string, string | Buffer>;
};

const styles = ['tokens', 'fonts', 'base', 'bar', 'side', 'text', 'code', 'reference', 'try-it', 'redoc', 'print'];
const fonts = {
  inter: '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  mono: '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
};

/** Scripts, styles and fonts: the same for every contract and language, but for Redoc, which not every contract is drawn by. */
export async function buildAssets({ withRedoc }: { withRedoc: boolean }): Promise<Assets> {
  const files = new Map<string, string | Buffer>();
  const add = (base: string, extension: string, content: string | Buffer): string => {
    const name = `${base}-${contentHash(content)}.${extension}`;
    files.set(name, content);
    return name;
  };
  const require = createRequire(import.meta.url);
  const scripts = await bundleScripts();
  const inter = add('inter', 'woff2', await readFile(require.resolve(fonts.inter)));
  const mono = add('mono', 'woff2', await readFile(require.resolve(fonts.mono)));
  const css = (await Promise.all(styles.map((name) => readFile(here(`styles/${name}.css`), 'utf8')))).join('\n');
  files.set('icon.svg', await readFile(here('styles/icon.svg'), 'utf8'));
  let redoc: Assets['redoc'];
  if (withRedoc) {
    const { script, licenses } = await redocBundle();
    files.set(...licenses);
    redoc = { library: add('redoc', 'js', script), start: add('redoc-start', 'js', scripts.redoc) };
  }
  return {
    redoc,
    names: {
      style: add('style', 'css', css.replace('INTER_FILE', inter).replace('MONO_FILE', mono)),
      theme: add('theme', 'js', scripts.theme),
      page: add('page', 'js', scripts.page),
      choose: add('choose', 'js', scripts.choose),
    },
    files,
  };
}

/** Enough of a hash to tell contents apart. */
export function contentHash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
