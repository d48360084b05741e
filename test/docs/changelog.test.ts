import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ContractCopy } from '../../toolkit/contract/test/contract-copy.ts';
import { buildDocs } from './site.ts';

/** The library's contract: one release, and a change of it since. */
async function changedLibrary(t: Parameters<typeof ContractCopy.make>[0]): Promise<string> {
  const copy = await ContractCopy.generated(t);
  await mkdir(join(copy.folder, 'library/releases'), { recursive: true });
  const { code, output } = await copy.run('release');
  assert.equal(code, 0, output);
  await copy.edit('openapi.yaml', 'version: 1.2.0', 'version: 2.0.0');
  await copy.edit('parameters/PerPage.yaml', 'maximum: 50', 'maximum: 20');
  await copy.edit('openapi.yaml', '  /health:\n    $ref: paths/health.yaml\n', '');
  await copy.edit('paths/loans.yaml', 'summary: Lend a Book', 'summary: Lend One Book');
  return copy.folder;
}

describe('the changelog', () => {
  test('says in both languages what changed since the last release, and what breaks clients', async (t) => {
    const folder = await changedLibrary(t);
    await buildDocs('--contract', join(folder, 'library/openapi.yaml'), '--out', join(folder, 'site'));
    const [en, pt] = await Promise.all(
      ['en', 'pt-BR'].map((language) => readFile(join(folder, 'site', language, 'changelog.md'), 'utf8')),
    );

    assert.match(en ?? '', /^# Changelog\n/);
    assert.match(en ?? '', /## 2\.0\.0 \(not released yet\)\n\nTexts and examples were reworded\./);
    assert.match(en ?? '', /\*\*Changed\*\* \(breaking\): `.*maximum`: `50 → 20`/);
    assert.match(en ?? '', /### .*\/health\n\n- \*\*Removed\*\* \(breaking\)/);
    assert.match(en ?? '', /## 1\.2\.0\n\nFirst release: 5 operations\./);
    assert.match(pt ?? '', /^# Novidades\n/);
    assert.match(pt ?? '', /## 2\.0\.0 \(ainda não publicada\)/);
    assert.match(pt ?? '', /\*\*Alterado\*\* \(incompatível\): `.*maximum`: `50 → 20`/);
    assert.match(pt ?? '', /\*\*Removido\*\* \(incompatível\)/);
    assert.match(pt ?? '', /Primeira versão: 5 operações\./);
    const page = await readFile(join(folder, 'site/pt-BR/changelog/index.html'), 'utf8');
    assert.match(page, /<section id="2\.0\.0">/);
    assert.match(page, /<strong class="badge breaking">incompatível<\/strong>/);
  });
});
