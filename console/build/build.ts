import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';

/** Builds the pages to `dist/`, with what the server sends to browsers that take it compressed beside each file, as the docs have it. */
const folder = fileURLToPath(new URL('..', import.meta.url));
const SMALLEST = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

await build({ configFile: join(folder, 'vite.config.ts'), logLevel: 'warn' });
const dist = join(folder, 'dist');
for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(html|js|css|svg)$/.test(entry.name)) continue;
  const file = join(entry.parentPath, entry.name);
  const content = await readFile(file);
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content, SMALLEST));
  await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
}
