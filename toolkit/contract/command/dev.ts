import { lookup } from 'node:dns/promises';
import { globSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, relative } from 'node:path';
import { siteFiles } from '../docs/site.ts';
import { ToolError } from '../document/tool-error.ts';
import type { Mock, MockOptions } from '../mock/start.ts';
import { type Arguments, say } from './arguments.ts';
import { generate } from './generate.ts';
import { explain, startFor, stopAsked } from './mock.ts';

/** ms between two looks at the files. `fs.watch` on Linux loses files that editors replace. */
const EVERY = 200;

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  xml: 'application/atom+xml; charset=utf-8',
  woff2: 'font/woff2',
};

export type DevOptions = { mock: MockOptions & { contract: string }; docsPort: number };

/** Watches the contract: after a change, everything is generated anew, and mock and docs show it. A mistake is told, and waited out. */
export async function dev(
  given: Pick<Arguments, 'contract' | 'out'>,
  { mock: options, docsPort }: DevOptions,
): Promise<void> {
  let site = new Map<string, string | Buffer>();
  let mock: Mock | undefined;
  let port = options.port;
  const { address } = await lookup(options.host);

  async function renew(): Promise<void> {
    const start = performance.now();
    try {
      await generate(given);
      site = await siteFiles({ contract: given.contract, base: 'http://localhost:3000' });
      await mock?.close();
      mock = await startFor({ ...options, port });
      port = Number(new URL(mock.url).port);
      say(`contract: all is as the contract has it (${Math.round(performance.now() - start)} ms)`);
    } catch (error) {
      process.stderr.write(`${explain(error)}\n`);
    }
  }

  const docs = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://docs.invalid').pathname.slice(1);
    const name = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    const content = site.get(name);
    const type = types[name.split('.').at(-1) ?? ''] ?? 'text/plain; charset=utf-8';
    response.writeHead(content === undefined ? 404 : 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' });
    response.end(content ?? '');
  });
  await new Promise<void>((resolve, reject) => {
    docs.once('error', (error) => reject(new ToolError(explain(error))));
    docs.listen(docsPort, address, resolve);
  });
  // Before the first look at the contract, so that what changes meanwhile is seen.
  let seen = stateOf(given);
  await renew();
  const bound = docs.address();
  say(`mock: ${mock?.url ?? 'waits for a contract that works'}`);
  say(`docs: http://${options.host}:${typeof bound === 'object' ? bound?.port : docsPort}/`);

  let running = Promise.resolve();
  const timer = setInterval(() => {
    const now = stateOf(given);
    if (now === seen) return;
    seen = now;
    running = running.then(renew);
  }, EVERY);
  await stopAsked();
  clearInterval(timer);
  await running;
  await mock?.close();
  docs.close();
  docs.closeAllConnections();
}

/** When each file that may be one of the contract's was written. */
function stateOf({ contract, out }: Pick<Arguments, 'contract' | 'out'>): string {
  const cwd = contract.folder;
  const exclude = ['**/node_modules/**', '**/.*/**', 'releases/**', `${relative(cwd, out)}/**`, 'site/**'];
  const files = globSync('**/*.{yaml,yml,json,md}', { cwd, exclude });
  return files.map((file) => `${file} ${statSync(join(cwd, file), { throwIfNoEntry: false })?.mtimeMs}`).join('\n');
}
