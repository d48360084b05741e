import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import express from 'express';
import { languages } from '../../generated/operations.ts';
import { translator } from '../../server/api/messages.ts';
import { docs } from '../../server/docs/serve.ts';
import { listen } from '../../toolkit/express/listen.ts';
import { requestContext } from '../../toolkit/express/request/context.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Site {
  /** Where the files are. */
  folder: string;
  /** The root of the pages, with a slash at the end. */
  url: string;
  close(): Promise<void>;
}

/** The docs of a contract, built by the command and served as the server serves them. */
export async function startSite(contract = 'openapi/openapi.yaml', ...options: string[]): Promise<Site> {
  const parent = await mkdtemp(join(tmpdir(), 'docs-'));
  const folder = join(parent, 'site');
  await buildDocs('--contract', contract, '--out', folder, ...options);
  const app = express();
  app.use(
    requestContext({
      languages,
      translator,
      newRequestId: randomUUID,
      now: () => new Date(),
    }),
  );
  app.use(
    '/docs',
    docs(async () => folder),
  );
  const { url, close } = await listen(app, {
    port: 0,
    host: '127.0.0.1',
    malformed: () => ({ headers: {}, body: {} }),
  });
  return {
    folder,
    url: `${url}/docs/`,
    async close() {
      await close(0);
      await rm(parent, { recursive: true });
    },
  };
}

/** `npm run docs` with these arguments. Gives what it printed. */
export async function buildDocs(...options: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'toolkit/contract/command/main.ts'), 'docs', ...options],
    {
      cwd: root,
    },
  );
  return stdout;
}
