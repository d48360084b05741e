import { readFile } from 'node:fs/promises';

/** Takes the place of `bundle.ts` in the package: its scripts were bundled when it was built. */
export async function bundleScripts(): Promise<{ reference: string; theme: string; choose: string }> {
  const names = ['reference', 'theme', 'choose'];
  const [reference = '', theme = '', choose = ''] = await Promise.all(
    names.map((name) => readFile(new URL(`scripts/${name}.js`, import.meta.url), 'utf8')),
  );
  return { reference, theme, choose };
}
