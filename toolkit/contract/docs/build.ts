import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { compressedFiles } from './compress.ts';
import { REDOC_PAGE } from './page.ts';
import { type SiteOptions, siteFiles } from './site.ts';

/** Writes the docs of a contract as a static site to the folder `out`; what was there is replaced. */
export async function buildDocs({ out, ...options }: SiteOptions & { out: string }): Promise<void> {
  const site = await siteFiles(options);
  const files = new Map([...site, ...(await compressedFiles(site))]);
  await replaceFolder(out, files);
  const bytes = [...site.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  if (![...site.keys()].some((name) => name.endsWith(`/${REDOC_PAGE}`)))
    process.stdout.write(`${REDOC_PAGE}: left out, because the contract is larger than Redoc can draw (5 MB)\n`);
  process.stdout.write(`${relative(process.cwd(), out) || '.'}: ${site.size} files, ${Math.round(bytes / 1024)} kB\n`);
}

/** Written beside its place and moved there, so that a server never sees half a site. */
async function replaceFolder(out: string, files: Map<string, string | Buffer>): Promise<void> {
  const fresh = `${out}.${process.pid}`;
  for (const [name, content] of files) {
    const file = join(fresh, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  await rm(out, { recursive: true, force: true });
  try {
    await rename(fresh, out);
  } catch (error) {
    await rm(fresh, { recursive: true });
    // Another process has built the same site at the same time.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOTEMPTY')) throw error;
  }
}
