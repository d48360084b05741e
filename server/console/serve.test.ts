import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type ErrorRequestHandler } from 'express';
import helmet from 'helmet';
import { expect, onTestFinished, test } from 'vitest';
import { FrontError, HttpError } from '../../toolkit/express/index.ts';
import { consolePages } from './serve.ts';

const FRONT: Record<string, number> = { route_not_found: 404, method_not_allowed: 405 };
const asStatus: ErrorRequestHandler = (error, _req, res, _next) => {
  const status = error instanceof FrontError ? FRONT[error.problem] : error instanceof HttpError ? error.status : 500;
  res.status(status ?? 500).end();
};

/** Serves a console of two files, or none. */
async function serve({ origins = [], built = true }: { origins?: string[]; built?: boolean }): Promise<string> {
  const site = await mkdtemp(join(tmpdir(), 'reentrega-console-'));
  if (built) {
    await mkdir(join(site, 'assets'));
    await writeFile(join(site, 'index.html'), '<!doctype html><title>Console</title>');
    await writeFile(join(site, 'assets/index-0123456789ab.js'), 'export {};');
  }
  const app = express();
  app.use(helmet());
  app.use('/console', consolePages(origins, site), asStatus);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await rm(site, { recursive: true });
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('each page of the console is its one file; files are kept, and what is not there is not found', async () => {
  const url = await serve({});
  for (const path of ['/', '/portal', '/agents/018cf299-9280-7c3a-9f51-2b7d6e4a1c08?status=failed']) {
    const page = await fetch(`${url}/console${path}`);
    expect([page.status, page.headers.get('content-type')], path).toStrictEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('cache-control')).toBe('no-cache');
  }
  const file = await fetch(`${url}/console/assets/index-0123456789ab.js`);
  expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  const redirected = await fetch(`${url}/console?lang=pt-BR`, { redirect: 'manual' });
  expect([redirected.status, redirected.headers.get('location')]).toStrictEqual([308, 'console/?lang=pt-BR']);
  for (const path of ['/assets/other.js', '/.env', '/..%2f..%2fpackage.json'])
    expect((await fetch(`${url}/console${path}`)).status, path).toBe(404);
  expect((await fetch(`${url}/console/`, { method: 'POST' })).status).toBe(405);
});

test('it runs nothing from elsewhere, and is shown in frames of PORTAL_ORIGINS alone', async () => {
  const closed = (await fetch(`${await serve({})}/console/`)).headers;
  expect(closed.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self';.*frame-ancestors 'none'$/,
  );
  expect(closed.get('x-frame-options')).not.toBeNull();
  const open = (await fetch(`${await serve({ origins: ['https://app.example.com'] })}/console/`)).headers;
  expect(open.get('content-security-policy')).toMatch(
    /script-src 'self';.*frame-ancestors https:\/\/app\.example\.com$/,
  );
  expect(open.get('x-frame-options')).toBeNull();
});

test('while it is not built, there is nothing', async () => {
  expect((await fetch(`${await serve({ built: false })}/console/`)).status).toBe(404);
});
