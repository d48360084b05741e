import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { siteFiles } from '../../toolkit/contract/docs/site.ts';
import { contractFiles } from '../../toolkit/contract/document/contract-files.ts';
import { startTestMock } from '../mock/mock.ts';
import { launchBrowser, visit, withoutBrowser } from './browser.ts';
import { startSite } from './site.ts';

const responses = { 200: { description: 'ok', content: { 'application/json': { example: { ok: true } } } } };
const operation = (operationId: string, more: object = {}) => ({
  operationId,
  summary: operationId,
  tags: ['All'],
  responses,
  ...more,
});

/** A contract with these servers: one path has servers of its own, and one of its operations has others. */
function contractWith(servers: object[] | undefined): object {
  return {
    openapi: '3.1.0',
    info: { title: 'Servers', version: '1.0.0' },
    ...(servers && { servers }),
    tags: [{ name: 'All' }],
    paths: {
      '/things': { get: operation('listThings') },
      '/files': {
        servers: [{ url: 'https://files.example.com/v9/' }],
        get: operation('listFiles'),
        post: operation('upload', { servers: [{ url: '/uploads' }] }),
      },
    },
  };
}

async function contractFile(servers: object[] | undefined): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'servers-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'openapi.yaml');
  await writeFile(file, JSON.stringify(contractWith(servers)));
  return file;
}

const variable = {
  url: 'https://{region}.example.com:{port}/{version}/',
  variables: { region: { default: 'sa', enum: ['sa', 'eu'] }, port: { default: '8443' }, version: { default: 'v2' } },
};

/** How a contract may say where its server is, the address of `/things` on plain pages and its path. */
const CASES: [name: string, servers: object[] | undefined, address: string, path: string][] = [
  ['nothing', undefined, 'https://base.example/api/things', '/things'],
  ['the root', [{ url: '/' }], 'https://base.example/api/things', '/things'],
  ['a path', [{ url: '/v1' }], 'https://base.example/v1/things', '/v1/things'],
  ['a path with a slash at its end', [{ url: '/v1/' }], 'https://base.example/v1/things', '/v1/things'],
  ['a relative path', [{ url: './v1' }], 'https://base.example/api/v1/things', '/v1/things'],
  ['another host', [{ url: '//other.example/v1' }], 'https://other.example/v1/things', '/v1/things'],
  ['variables', [variable], 'https://sa.example.com:8443/v2/things', '/v2/things'],
  ['variables in a path', [{ ...variable, url: '/{version}' }], 'https://base.example/v2/things', '/v2/things'],
  ['two servers', [{ url: 'http://a.example' }, { url: '/v1' }], 'http://a.example/things', '/things'],
];

describe('the address of the server, as the contract has it', () => {
  for (const [name, servers, address, path] of CASES) {
    test(`${name}: on plain pages, by --base`, async () => {
      const contract = contractFiles(await contractFile(servers));
      const files = await siteFiles({ contract, base: 'https://base.example/api/' });
      const read = (file: string) => String(files.get(`en/${file}`));
      const things = read('operations/listThings.md');
      expect(things).toContain(`curl "${address}"`);
      expect(things).toContain(`await fetch('${address}'`);
      expect(things).toContain(`\nGET ${path}\n`);
      expect(read('llms.txt')).toContain(`: GET ${path}.`);
      expect(read('operations/listFiles.md')).toContain('curl "https://files.example.com/v9/files"');
      expect(read('operations/upload.md')).toContain('curl -X POST "https://base.example/uploads/files"');
    });
  }
});

test('a mock answers where the variables of the server say', async () => {
  const mock = await startTestMock({ contract: await contractFile([variable]) });
  onTestFinished(() => mock.close());
  expect((await fetch(`${mock.url}/v2/things`)).status).toBe(200);
  expect((await fetch(`${mock.url}/v9/files`)).status).toBe(200);
});

describe.skipIf(withoutBrowser)('the address of the server, in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  async function textOf(servers: object[] | undefined, ...options: string[]) {
    const site = await startSite(await contractFile(servers), ...options);
    onTestFinished(() => site.close());
    const { page, complaints } = await visit(browser, `${site.url}en/`);
    const shown: string[] = [];
    for (const id of ['listThings', 'listFiles', 'upload']) {
      await page.goto(`${site.url}en/operations/${id}/`);
      shown.push((await page.locator('main').textContent()) ?? '');
    }
    await page.context().close();
    expect(complaints).toStrictEqual([]);
    return { url: site.url, origin: new URL(site.url).origin, shown: shown.join('\n') };
  }

  test('a relative one is relative to the page', async () => {
    const { origin, shown } = await textOf([{ url: '/v1' }]);
    expect(shown).toContain(`curl "${origin}/v1/things"`);
    expect(shown).toContain(`curl -X POST "${origin}/uploads/files"`);
    expect(shown).toContain('https://files.example.com/v9/files');
  });

  test('one without a slash is, too', async () => {
    const { url, shown } = await textOf([{ url: 'v1' }]);
    expect(shown).toContain(`curl "${url}en/v1/things"`);
  });

  test('variables have their defaults', async () => {
    const { shown } = await textOf([variable]);
    expect(shown).toContain('curl "https://sa.example.com:8443/v2/things"');
    expect(shown).not.toContain('{region}');
  });

  test('--base is what it is relative to, if it is given', async () => {
    const { shown } = await textOf([{ url: '/v1' }], '--base', 'https://base.example');
    expect(shown).toContain('curl "https://base.example/v1/things"');
  });
});
