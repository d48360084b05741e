import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ToolError } from '../../document/tool-error.ts';

/** Where a file beside this folder is. */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The scripts of the pages, ready for a browser, by name: `page` is for all of them, `theme` is run before the page is painted, and
 * `choose` goes from the root of the site to the reader's language, and `redoc` starts Redoc on its page.
 */
export async function bundleScripts(): Promise<{ page: string; theme: string; choose: string; redoc: string }> {
  const entries = ['page', 'theme', 'choose', 'redoc'].map((name) => bundle(`../browser/${name}.ts`));
  const [page = '', theme = '', choose = '', redoc = ''] = await Promise.all(entries);
  return { page, theme, choose, redoc };
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
      logLevel: 'silent',
    });
    return outputFiles[0]?.text ?? '';
  } catch (error) {
    throw new ToolError(
      `The pages' script cannot be bundled. ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
