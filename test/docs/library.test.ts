import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser, visit, withoutBrowser } from './browser.ts';
import { englishIn, textsOf } from './english.ts';
import { type Site, startSite } from './site.ts';

describe('the docs of another contract, in a browser', { skip: withoutBrowser }, () => {
  let site: Site;
  let browser: Browser;
  before(async () => {
    [site, browser] = await Promise.all([startSite('toolkit/fixtures/library/openapi.yaml'), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test('are in both languages, with samples that need no client, and no English on the Portuguese page', async () => {
    const { page, complaints, outside } = await visit(browser, `${site.url}pt-BR/`);
    await page.locator('h2', { hasText: 'Emprestar um Livro' }).waitFor();
    const operation = page.locator('[data-section-id="tag/loans/operation/createLoan"]');
    await operation.getByRole('tab', { name: 'TypeScript' }).click();
    await operation.getByText('await fetch').waitFor();
    await operation.getByRole('tab', { name: 'curl' }).click();
    await operation.getByText('Para o clube de leitura').first().waitFor();
    assert.deepEqual(englishIn(await textsOf(page)), []);

    await page.getByRole('link', { name: 'English' }).click();
    await page.locator('h2', { hasText: 'Lend a Book' }).waitFor();
    assert.deepEqual({ complaints, outside }, { complaints: [], outside: [] });
    await page.context().close();
  });

  test('the changelog and the choice of a language, where no server negotiates', async () => {
    const { page, complaints } = await visit(browser, `${site.url}pt-BR/changelog/`);
    assert.equal(await page.locator('h1').innerText(), 'Novidades');
    assert.deepEqual(englishIn(await textsOf(page)), []);
    await page.context().close();

    const chosen = await visit(browser, `${site.url}index.html`, { locale: 'pt-PT' });
    await chosen.page.waitForURL(`${site.url}pt-BR/`);
    assert.deepEqual([...complaints, ...chosen.complaints], []);
    await chosen.page.context().close();
  });
});
