import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { operations, webhooks } from '../../generated/operations.ts';
import { buildDocs } from './site.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docs-'));
  await buildDocs(
    '--out',
    join(folder, 'site'),
    '--client',
    '@reentrega/client',
    '--base',
    'https://hooks.example.com',
  );
});
afterAll(() => rm(folder, { recursive: true }));
const read = (path: string) => readFile(join(folder, 'site', path), 'utf8');

describe('plain pages', () => {
  for (const language of ['en', 'pt-BR']) {
    test(`${language}: a page of Markdown an operation and webhook, all of them in llms.txt, and no link leads nowhere`, async () => {
      const pages = await readdir(join(folder, 'site', language, 'operations'));
      const texts = pages.filter((name) => name.endsWith('.md'));
      expect(texts.length).toBe(Object.keys(operations).length + Object.keys(webhooks).length);
      const list = await read(`${language}/llms.txt`);
      for (const name of texts) {
        expect(list.includes(`(operations/${name})`), name).toBeTruthy();
        const links = (await read(`${language}/operations/${name}`)).matchAll(/\]\((\w+\.md)\)/g);
        for (const [, target] of links) expect(texts.includes(target ?? ''), `${name}: ${target}`).toBeTruthy();
      }
    });
  }

  test("the retry operation's pages have what the original pages have", async () => {
    const [en, pt] = await Promise.all([read('en/operations/retryLog.md'), read('pt-BR/operations/retryLog.md')]);
    const path = 'POST /api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/{log_id}/retry';
    for (const text of [
      '# Retry Webhook Delivery\n',
      `## Endpoint\n\n\`\`\`\n${path}\n\`\`\``,
      '## Path parameters\n',
      '| `agent_id` | string (uuid) | yes | Agent UUID. |',
      '| `webhook_id` | string (uuid) | yes | Webhook UUID. |',
      '## Request headers\n',
      'Bearer token. Format: `Bearer talq_your_environment_token_here`',
      '## Response\n',
      '"message": "Webhook retry queued successfully"',
      '## Error responses\n',
      '### 422 — Cannot Retry',
      'Returned when the log is not in a retriable state',
      '"message": "Log cannot be retried"',
      '**Notes**',
      '[List Webhook Delivery Logs](listLogs.md)',
    ]) {
      expect(en.includes(text), text).toBeTruthy();
    }
    for (const text of [
      '# Retentar Entrega de Webhook\n',
      path,
      '## Parâmetros de caminho\n',
      '| `agent_id` | string (uuid) | sim | UUID do agente. |',
      '## Cabeçalhos da requisição\n',
      '## Exemplos\n',
      '## Resposta\n',
      '## Respostas de erro\n',
      '### 422 — Não é Possível Retentar',
      'Retornado quando o log não está em um estado retentável',
      '**Observações**',
    ]) {
      expect(pt.includes(text), text).toBeTruthy();
    }
  });

  test('samples are made of the examples', async () => {
    const page = await read('pt-BR/operations/createAgent.md');
    expect(
      page.includes(`\`\`\`bash
curl -X POST "https://hooks.example.com/api/v1/agents" \\
  -H "Authorization: Bearer talq_your_environment_token_here" \\
  -H "Accept-Language: pt-BR" \\
  -H "Content-Type: application/json" \\
  -d '{
    "name": "Ana"
  }'
\`\`\``),
    ).toBeTruthy();
    expect(
      page.includes(`\`\`\`ts
import { createClient, unwrap } from '@reentrega/client';

const client = createClient({
  baseUrl: 'https://hooks.example.com',
  token: 'talq_your_environment_token_here',
  language: 'pt-BR',
});

const answer = await unwrap(
  client.POST('/api/v1/agents', { body: { name: 'Ana' } }),
);
\`\`\``),
    ).toBeTruthy();
  });

  test('a contract that is larger than Redoc can draw has no page for it, and the build says so', async () => {
    const contract = join(folder, 'large.json');
    const info = { title: 'Large', version: '1.0.0' };
    await writeFile(contract, JSON.stringify({ openapi: '3.1.0', info, paths: {}, 'x-large': '.'.repeat(5_000_000) }));
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    onTestFinished(() => write.mockRestore());
    await buildDocs('--contract', contract, '--out', join(folder, 'large'));
    expect(write.mock.calls.join('')).toMatch(/redoc\.html: left out, because the contract is larger/);
    expect(await readdir(join(folder, 'large/en'))).not.toContain('redoc.html');
    expect(await readFile(join(folder, 'large/en/index.html'), 'utf8')).not.toMatch(/redoc\.html/);
    expect(await readdir(join(folder, 'large/assets'))).not.toContainEqual(expect.stringMatching(/^redoc/));
  });

  test('what asks for no token is shown without one', async () => {
    const page = await read('en/operations/getLiveness.md');
    expect(page).not.toMatch(/Authorization/);
    expect(page).toMatch(/No credentials are needed\./);
  });
});
