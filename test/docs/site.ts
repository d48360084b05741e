import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { expect } from 'vitest';
import { languages } from '../../generated/operations.ts';
import { translator } from '../../server/api/messages.ts';
import { docs } from '../../server/docs/serve.ts';
import { runCommand } from '../../toolkit/contract/command/command-line.ts';
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
export async function startSite(contract = join(root, 'openapi/openapi.yaml'), ...options: string[]): Promise<Site> {
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

/** `npm run docs` with these arguments, in the process of the test. */
export async function buildDocs(...options: string[]): Promise<void> {
  const contract = options.includes('--contract') ? [] : ['--contract', join(root, 'openapi/openapi.yaml')];
  expect(await runCommand(['docs', ...contract, ...options])).toBe(0);
}
