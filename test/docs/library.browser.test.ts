import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, visit, withoutBrowser } from './browser.ts';
import { englishIn, textsOf } from './english.ts';
import { type Site, startSite } from './site.ts';

describe.skipIf(withoutBrowser)('the docs of another contract, in a browser', () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite('toolkit/fixtures/library/openapi.yaml'), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  test('are in both languages, with samples that need no client, and no English on the Portuguese page', async () => {
    const { page, complaints, outside } = await visit(browser, `${site.url}pt-BR/`);
    await page.locator('main').getByRole('link', { name: 'Emprestar um Livro' }).click();
    await page.getByRole('tab', { name: 'TypeScript' }).click();
    await page.getByText('await fetch').waitFor();
    await page.getByRole('tab', { name: 'curl' }).click();
    await page.getByText('Para o clube de leitura').first().waitFor();
    await page.getByRole('link', { name: 'Obter um Livro' }).first().waitFor();
    expect(englishIn(await textsOf(page))).toStrictEqual([]);

    await page.getByRole('link', { name: 'English' }).click();
    await page.locator('h1', { hasText: 'Lend a Book' }).waitFor();
    expect({ complaints, outside }).toStrictEqual({ complaints: [], outside: [] });
    await page.context().close();
  });

  test('the changelog and the choice of a language, where no server negotiates', async () => {
    const { page, complaints } = await visit(browser, `${site.url}pt-BR/changelog/`);
    expect(await page.locator('h1').innerText()).toBe('Novidades');
    expect(englishIn(await textsOf(page))).toStrictEqual([]);
    await page.context().close();

    const chosen = await visit(browser, `${site.url}index.html`, { locale: 'pt-PT' });
    await chosen.page.waitForURL(`${site.url}pt-BR/`);
    expect([...complaints, ...chosen.complaints]).toStrictEqual([]);
    await chosen.page.context().close();
  });
});
