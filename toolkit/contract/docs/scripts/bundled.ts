import { readFile } from 'node:fs/promises';

/** Takes the place of `bundle.ts` in the package: its scripts were bundled when it was built. */
export async function bundleScripts(): Promise<{ page: string; theme: string; choose: string; redoc: string }> {
  const names = ['page', 'theme', 'choose', 'redoc'];
  const [page = '', theme = '', choose = '', redoc = ''] = await Promise.all(
    names.map((name) => readFile(new URL(`ready/${name}.js`, import.meta.url), 'utf8')),
  );
  return { page, theme, choose, redoc };
}
