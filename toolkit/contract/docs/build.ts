import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contractFiles } from '../document/contract-files.ts';
import { ToolError } from '../document/tool-error.ts';
import { compressedFiles } from './compress.ts';
import { siteFiles } from './site.ts';

const usage = `Usage: node toolkit/contract/docs/build.ts [options]

Writes the docs of a contract as a static site: each language its own pages.

  --contract FILE  the contract's entry file (openapi/openapi.yaml)
  --out FOLDER     where the site goes; what was there is replaced (toolkit/contract/docs/dist)
  --server URL     the server's address on plain pages, when the contract names none (http://localhost:3000)
  --client NAME    the package of the client for this contract, for the samples; plain fetch without one
  --help           this text
`;

try {
  const { values } = parseArgs({
    options: {
      contract: { type: 'string', default: 'openapi/openapi.yaml' },
      out: { type: 'string', default: 'toolkit/contract/docs/dist' },
      server: { type: 'string', default: 'http://localhost:3000' },
      client: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) process.stdout.write(usage);
  else await build(values);
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!isUsage && !(error instanceof ToolError)) throw error;
  process.stderr.write(`${error.message}\n${isUsage ? `\n${usage}` : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}

async function build(given: {
  contract: string;
  out: string;
  server: string;
  client?: string | undefined;
}): Promise<void> {
  const out = resolve(given.out);
  const site = await siteFiles({ contract: contractFiles(given.contract), server: given.server, client: given.client });
  const files = new Map([...site, ...(await compressedFiles(site))]);
  await replaceFolder(out, files);
  const bytes = [...site.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
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
