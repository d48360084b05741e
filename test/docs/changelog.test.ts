import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ContractCopy } from '../../toolkit/contract/test/contract-copy.ts';
import { buildDocs } from './site.ts';

/** The library's contract: one release, and a change of it since. */
async function changedLibrary(t: Parameters<typeof ContractCopy.make>[0]): Promise<string> {
  const copy = await ContractCopy.generated(t);
  await mkdir(join(copy.folder, 'library/releases'), { recursive: true });
  const { code, output } = await copy.run('release');
  expect(code, output).toBe(0);
  await copy.edit('openapi.yaml', 'version: 1.2.0', 'version: 2.0.0');
  await copy.edit('parameters/PerPage.yaml', 'maximum: 50', 'maximum: 20');
  await copy.edit('openapi.yaml', '  /health:\n    $ref: paths/health.yaml\n', '');
  await copy.edit('paths/loans.yaml', 'summary: Lend a Book', 'summary: Lend One Book');
  return copy.folder;
}

describe('the changelog', () => {
  test('says in both languages what changed since the last release, when, and what breaks clients, in a feed too', async (t) => {
    const folder = await changedLibrary(t);
    await buildDocs(
      ...['--contract', join(folder, 'library/openapi.yaml'), '--out', join(folder, 'site')],
      ...['--site', 'https://docs.example/'],
    );
    const [en, pt] = await Promise.all(
      ['en', 'pt-BR'].map((language) => readFile(join(folder, 'site', language, 'changelog.md'), 'utf8')),
    );

    expect(en ?? '').toMatch(/^# Changelog\n/);
    expect(en ?? '').toMatch(/## 2\.0\.0 \(not released yet\)\n\nTexts and examples were reworded\./);
    expect(en ?? '').toMatch(/\*\*Changed\*\* \(breaking\): `.*maximum`: `50 → 20`/);
    expect(en ?? '').toMatch(/### .*\/health\n\n- \*\*Removed\*\* \(breaking\)/);
    expect(en ?? '').toMatch(/## 1\.2\.0 \(\d{4}-\d\d-\d\d\)\n\nFirst release: 5 operations\./);
    expect(pt ?? '').toMatch(/^# Novidades\n/);
    expect(pt ?? '').toMatch(/## 2\.0\.0 \(ainda não publicada\)/);
    expect(pt ?? '').toMatch(/\*\*Alterado\*\* \(incompatível\): `.*maximum`: `50 → 20`/);
    expect(pt ?? '').toMatch(/\*\*Removido\*\* \(incompatível\)/);
    expect(pt ?? '').toMatch(/Primeira versão: 5 operações\./);
    const page = await readFile(join(folder, 'site/pt-BR/changelog/index.html'), 'utf8');
    expect(page).toMatch(/<section id="2\.0\.0">/);
    expect(page).toMatch(/<strong class="badge breaking">incompatível<\/strong>/);
    expect(page).toMatch(/<time datetime="\d{4}-\d\d-\d\d">\d+ de \p{L}+ de \d{4}<\/time>/u);
    const feed = await readFile(join(folder, 'site/pt-BR/changelog/feed.xml'), 'utf8');
    expect(feed).toMatch(
      /^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom" xml:lang="pt-BR"/,
    );
    expect(feed).toMatch(/<updated>\d{4}-\d\d-\d\dT00:00:00Z<\/updated>/);
    expect(feed).toContain('href="https://docs.example/pt-BR/changelog/#1.2.0"');
    expect([...feed.matchAll(/<entry>/g)], 'only what is released').toHaveLength(1);
  });
});
