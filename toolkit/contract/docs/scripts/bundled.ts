import { readFile } from 'node:fs/promises';

/** Takes the place of `bundle.ts` in the package: its scripts were bundled when it was built. */
export async function bundleScripts(): Promise<{ page: string; theme: string; choose: string }> {
  const names = ['page', 'theme', 'choose'];
  const [page = '', theme = '', choose = ''] = await Promise.all(
    names.map((name) => readFile(new URL(`ready/${name}.js`, import.meta.url), 'utf8')),
  );
  return { page, theme, choose };
}
