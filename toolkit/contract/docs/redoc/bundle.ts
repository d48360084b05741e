import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { ToolError } from '../../document/tool-error.ts';
import { patchRedoc } from './patches.ts';

/** Where a file of this folder, or beside it, is. */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What Redoc's library asks for and these pages never call: reading other formats, its own search, other languages' code. */
const unused =
  /^(@redocly\/openapi-core\/|lunr$|yaml$|call-me-maybe$|fast-safe-stringify$|prismjs\/components\/prism-(c|coffeescript|cpp|csharp|csv|go|java|lua|markup-templating|objectivec|perl|php|python|q|ruby|scala|sql|swift|yaml)\.js$)/;

const redoc: Plugin = {
  name: 'redoc',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: unused }, () => ({ path: here('empty.ts') }));
    onResolve({ filter: /^polished$/ }, () => ({ path: here('polished.ts') }));
    onLoad({ filter: /redoc\.browser\.lib\.js$/ }, async ({ path }) => ({
      contents: patchRedoc(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/**
 * The scripts of the pages, ready for a browser, by name: `reference` draws a page of operations (Redoc), `theme` is run before
 * the page is painted, and `choose` goes from the root of the site to the reader's language.
 *
 * @throws ToolError when Redoc is not the version that the patches were made for
 */
export async function bundleScripts(): Promise<{ reference: string; theme: string; choose: string }> {
  const entries = ['reference', 'theme', 'choose'].map((name) => bundle(`../browser/${name}.ts`));
  const [reference = '', theme = '', choose = ''] = await Promise.all(entries);
  return { reference, theme, choose };
}

async function bundle(entry: string): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [here(entry)],
      bundle: true,
      write: false,
      minify: true,
      format: 'iife',
      target: 'es2022',
      legalComments: 'eof',
      logLevel: 'silent',
      define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
      plugins: [redoc],
    });
    return outputFiles[0]?.text ?? '';
  } catch (error) {
    throw new ToolError(
      `The pages' script cannot be bundled. ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
