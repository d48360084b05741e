import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { verifyWebhook } from '../../client/src/index.ts';
import { deliveryCases, SECRET, statusOf } from './deliveries.ts';
import { guideCode } from './guide-code.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Fastify, Hono, Flask, Go, PHP, Ruby and Java are run by `npm run test:samples`. */
describe('the receivers of the guide, run as they are', () => {
  let folder: string;
  beforeAll(async () => {
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
    folder = await mkdtemp(join(root, 'node_modules/.guides-'));
    process.env['WEBHOOK_SECRET'] = SECRET;
    return async () => {
      vi.restoreAllMocks();
      delete process.env['WEBHOOK_SECRET'];
      await rm(folder, { recursive: true });
    };
  });

  async function load(language: string, file: string) {
    const code = await guideCode(language, 'receiving', file);
    const path = join(folder, `${language}-${file.replaceAll('/', '-')}.mts`);
    await writeFile(path, code.replace("'@reentrega/client'", `'${join(root, 'client/src/index.ts')}'`));
    return path;
  }

  test.for(['en', 'pt-BR'])('Express, %s', async (language) => {
    const { app } = await import(pathToFileURL(await load(language, 'express.ts')).href);
    const server = createServer(app).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    for (const [what, request, status] of deliveryCases()) {
      expect(await statusOf(`http://127.0.0.1:${port}/hooks`, request), what).toBe(status);
    }
  });

  test('Next.js', async () => {
    const { POST } = await import(pathToFileURL(await load('en', 'app/hooks/route.ts')).href);
    for (const [what, request, status] of deliveryCases()) {
      expect((await POST(new Request('http://receiver.example/hooks', request))).status, what).toBe(status);
    }
  });
});

test.for(['docs/verification.md', 'docs/pt-BR/verification.md'])('the vector of %s is right', async (file) => {
  const text = await readFile(join(root, file), 'utf8');
  const [secret, id, timestamp, body, signature] = [...text.matchAll(/^\| [^|]+ \| `([^`]+)`/gm)].map(
    ([, value]) => value ?? '',
  );
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  expect(new Webhook(secret ?? '').sign(id ?? '', new Date(Number(timestamp) * 1000), body ?? '')).toBe(signature);
  const now = () => Number(timestamp) * 1000;
  expect(await verifyWebhook(body ?? '', headers, secret ?? '', { now })).toMatchObject({ agent_name: 'Conceição' });
});
