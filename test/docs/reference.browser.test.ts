import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, visit, withoutBrowser } from './browser.ts';
import { englishIn, textsOf } from './english.ts';
import { type Site, startSite } from './site.ts';

const retry = '#tag/Logs/operation/retryLog';
const expected = {
  en: {
    title: 'Retry Webhook Delivery',
    texts: [
      'Manually retry a failed webhook delivery. The retry creates a new log entry — the original log is preserved.',
      "Retries respect the webhook's current configuration (URL, headers, timeout) — not the configuration at the time of the original attempt.",
      'Agent UUID.',
      'Log UUID of the failed delivery to retry.',
      'Cannot Retry',
    ],
    refusal:
      'Returned when the log is not in a retriable state (e.g., already succeeded, too old, or webhook is disabled).',
  },
  'pt-BR': {
    title: 'Retentar Entrega de Webhook',
    texts: [
      'Retentar manualmente uma entrega de webhook que falhou. O retry cria uma nova entrada de log — o log original é preservado.',
      'Os retries respeitam a configuração atual do webhook (URL, cabeçalhos, timeout) — não a configuração no momento da tentativa original.',
      'UUID do agente.',
      'UUID do log da entrega que falhou a ser retentada.',
      'Não é Possível Retentar',
    ],
    refusal:
      'Retornado quando o log não está em um estado retentável (ex: já teve sucesso, é muito antigo ou o webhook está desativado).',
  },
} as const;

describe.skipIf(withoutBrowser)('the reference in a browser', () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([
      startSite('openapi/openapi.yaml', '--client', '@reentrega/client'),
      launchBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  for (const [language, { title, texts, refusal }] of Object.entries(expected)) {
    test(`${language}: the retry operation says what the original pages say, nothing fails and nothing leaves the host`, async () => {
      const { page, complaints, outside } = await visit(browser, `${site.url}${language}/${retry}`);
      const operation = page.locator('[data-section-id="tag/Logs/operation/retryLog"]');
      const said = (await operation.innerText()).replaceAll(/\s+/g, ' ');

      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await operation.locator('h2').innerText()).toBe(title);
      for (const text of texts) expect(said.includes(text), text).toBeTruthy();
      expect(said).toMatch(new RegExp(`curl -X POST "${new URL(site.url).origin}/api/v1/agents/[^"]+/retry"`));
      expect(said).toMatch(/-H "Authorization: Bearer talq_your_environment_token_here"/);
      await operation.locator('button', { hasText: '422' }).click();
      await operation.getByText(refusal).waitFor();
      await operation.getByRole('tab', { name: 'TypeScript' }).click();
      await operation.getByText("from '@reentrega/client'").waitFor();
      expect({ complaints, outside }).toStrictEqual({ complaints: [], outside: [] });
      await page.context().close();
    });
  }

  test('the Portuguese page has no English left, closed parts included', async () => {
    const { page } = await visit(browser, `${site.url}pt-BR/${retry}`);
    const operation = page.locator('[data-section-id="tag/Logs/operation/retryLog"]');
    await operation.getByText('Autorização:').click();
    for (const answer of await operation.locator('button[aria-expanded="false"], button:has(strong)').all())
      await answer.click();
    const webhook = page.locator('[data-section-id="tag/Webhooks/operation/createWebhook"]');
    for (const tab of ['Corpo', 'TypeScript']) await webhook.getByRole('tab', { name: tab }).click();
    await page.locator('.search-input').fill('zzzzzz');
    await page.getByText('Nenhum resultado').waitFor();

    const texts = await textsOf(page);

    expect(texts.length, `only ${texts.length} texts were found`).toBeGreaterThan(1000);
    expect(englishIn(texts)).toStrictEqual([]);
    expect(englishIn(['Request Body schema: '])).toStrictEqual(['Request Body schema: ']);
    await page.context().close();
  });

  test('the links to the other language keep the place', async () => {
    const { page } = await visit(browser, `${site.url}en/${retry}`);
    await page.getByRole('link', { name: 'Português' }).click();
    await page.locator('h2', { hasText: expected['pt-BR'].title }).waitFor();
    expect(new URL(page.url()).hash).toBe(retry);
    await page.waitForFunction(() => {
      const top = document
        .querySelector('[data-section-id="tag/Logs/operation/retryLog"]')
        ?.getBoundingClientRect().top;
      return top !== undefined && top < 200 && top > -200;
    });

    await page.goto(`${site.url}en/#section/Idempotency`);
    await page.locator('h1').first().waitFor();
    await page.getByRole('link', { name: 'Português' }).click();
    await page.waitForURL(/pt-BR\/#section\/Idempotencia$/);
    await page.context().close();
  });

  test('search finds words without their accents, their relatives, and what is deep in an operation', async () => {
    const { page } = await visit(browser, `${site.url}pt-BR/`);
    const search = page.getByRole('search');
    const results = async (query: string) => {
      await search.locator('input').fill(query);
      // Redoc waits before it searches; the marks in the text are of the words asked for.
      await search.getByRole('menuitem').first().waitFor();
      const texts = await search.getByRole('menuitem').allInnerTexts();
      await search.locator('input').fill('');
      await search.getByRole('menuitem').first().waitFor({ state: 'detached' });
      return texts.join('\n');
    };
    expect(await results('cabecalhos')).toMatch(/Criar Webhook/);
    expect(await results('retentacao')).toMatch(/Retentar Entrega de Webhook/);
    expect(await results('telefonica')).toMatch(/Chamada telefônica/);
    expect(await results('webhook desativado')).toMatch(/Retentar Entrega de Webhook/);

    await search.locator('input').fill('rotacionar segredo');
    await search.getByRole('menuitem').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#tag\/Webhooks\/operation\/rotateWebhookSecret$/);
    await page.context().close();
  });

  test('by keyboard: skip link, menu, language, theme', async () => {
    const { page } = await visit(browser, `${site.url}en/`, { colorScheme: 'light' });
    const focused = () =>
      page.evaluate(
        () => document.activeElement?.textContent?.trim() || document.activeElement?.getAttribute('aria-label'),
      );
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    const seen: unknown[] = [];
    for (let step = 0; step < 8; step++) {
      await page.keyboard.press('Tab');
      seen.push(await focused());
    }
    for (const name of ['Changelog', 'Dark theme'])
      expect(seen.includes(name), `${name} in ${seen.join(', ')}`).toBeTruthy();
    expect(seen.some((text) => String(text).startsWith('Português'))).toBeTruthy();

    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.getByRole('button', { name: 'Dark theme' }).press('Enter');
    expect(await paper()).not.toBe(light);
    await page.reload();
    await page.locator('h1').first().waitFor();
    expect(await paper(), 'the choice is remembered').not.toBe(light);

    const credentials = page.getByRole('button', { name: 'Authorization:' }).first();
    await credentials.press('Enter');
    expect(await credentials.getAttribute('aria-expanded')).toBe('true');
    await page.getByText('HTTP Authorization Scheme:').first().waitFor();

    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.classList.contains('search-input'))).toBe(true);
    await page.getByRole('menuitem', { name: 'Logs' }).first().press('Enter');
    await page.waitForURL(/#tag\/Logs$/);
    const outline = await page
      .getByRole('menuitem', { name: 'Logs' })
      .first()
      .evaluate((item) => getComputedStyle(item).outlineStyle);
    expect(outline).toBe('solid');
    await page.context().close();
  });

  for (const language of ['en', 'pt-BR']) {
    test(`${language}: fits a phone, menu included`, async () => {
      const { page, complaints } = await visit(browser, `${site.url}${language}/${retry}`, {
        viewport: { width: 390, height: 844 },
      });
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      expect(await width()).toBe(390);
      const button = page.getByRole('button', { name: 'Menu' });
      await button.click();
      expect(await button.getAttribute('aria-expanded')).toBe('true');
      await page
        .getByRole('menuitem', { name: language === 'en' ? 'Events' : 'Eventos' })
        .first()
        .click();
      await page.waitForURL(/#tag\/Events$/);
      await page.keyboard.press('Escape');
      expect(await width()).toBe(390);
      expect(complaints).toStrictEqual([]);
      await page.context().close();
    });
  }
});
