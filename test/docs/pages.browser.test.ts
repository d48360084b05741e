import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { launchBrowser, visit, withoutBrowser } from './browser.ts';
import { englishIn, textsOf } from './english.ts';
import { type Site, startSite } from './site.ts';

const retry = 'operations/retryLog/';
const expected = {
  en: {
    title: 'Retry Webhook Delivery',
    texts: [
      'Manually retry a failed webhook delivery. The retry creates a new log entry — the original log is preserved.',
      "Retries respect the webhook's current configuration (URL, headers, timeout) — not the configuration at the time of the original attempt.",
      'Agent UUID.',
      'Log UUID of the failed delivery to retry.',
      'Cannot Retry',
      'Returned when the log is not in a retriable state (e.g., already succeeded, too old, or webhook is disabled).',
    ],
  },
  'pt-BR': {
    title: 'Retentar Entrega de Webhook',
    texts: [
      'Retentar manualmente uma entrega de webhook que falhou. O retry cria uma nova entrada de log — o log original é preservado.',
      'Os retries respeitam a configuração atual do webhook (URL, cabeçalhos, timeout) — não a configuração no momento da tentativa original.',
      'UUID do agente.',
      'UUID do log da entrega que falhou a ser retentada.',
      'Não é Possível Retentar',
      'Retornado quando o log não está em um estado retentável (ex: já teve sucesso, é muito antigo ou o webhook está desativado).',
    ],
  },
} as const;

/** One page of each kind, from the root of a language. */
const KINDS = [
  '',
  retry,
  'operations/createWebhook/',
  'operations/receiveActionEvent/',
  'errors/',
  'changelog/',
  'guides/receiving/',
];

describe.skipIf(withoutBrowser)('the docs in a browser', () => {
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

  /** A page that is closed when the test ends. */
  async function open(...[path, options]: [string, Parameters<typeof visit>[2]?]) {
    const visited = await visit(browser, site.url + path, options);
    onTestFinished(() => visited.page.context().close());
    return visited;
  }

  test.for(Object.entries(expected))(
    '%s: the retry operation has its texts and samples, nothing fails and nothing leaves the host',
    async ([language, { title, texts }]) => {
      const { page, complaints, outside } = await open(`${language}/${retry}`);
      const said = ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');

      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await page.title()).toBe(`${title} · Reentrega`);
      expect(await page.locator('h1').innerText()).toBe(title);
      for (const text of texts) expect(said.includes(text), text).toBeTruthy();
      expect(said).toMatch(new RegExp(`curl -X POST "${new URL(site.url).origin}/api/v1/agents/[^"]+/retry"`));
      expect(said).toMatch(/-H "Authorization: Bearer talq_your_environment_token_here"/);
      await page.getByRole('tab', { name: 'TypeScript' }).click();
      await page.getByText("from '@reentrega/client'").waitFor();
      expect({ complaints, outside }).toStrictEqual({ complaints: [], outside: [] });
    },
  );

  test.for(Object.entries(expected))(
    '%s: Redoc draws the contract in the language, nothing fails and nothing leaves the host',
    async ([language, { title, texts }]) => {
      const { page, complaints, outside } = await open(`${language}/`);
      await page.getByRole('link', { name: /\(Redoc\)/ }).click();
      await page.waitForURL(`${site.url}${language}/redoc.html`);
      // Without its styles, it says instead that something went wrong.
      await page.getByRole('heading', { name: title }).or(page.getByText('Something went wrong')).first().waitFor();
      expect(complaints).toStrictEqual([]);
      const said = ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');
      for (const text of texts.slice(0, 5)) expect(said.includes(text), text).toBeTruthy();
      expect(said.includes(language === 'en' ? 'Request samples' : 'Exemplos de requisição')).toBeTruthy();
      const menu = page.getByRole('menu').first();
      expect(await menu.evaluate((list) => getComputedStyle(list).paddingLeft), 'it has its styles').toBe('0px');
      expect({ complaints, outside }).toStrictEqual({ complaints: [], outside: [] });

      await page.goto(`${page.url()}#tag/Logs/operation/retryLog`);
      const [other, { title: otherTitle }] = language === 'en' ? ['pt-BR', expected['pt-BR']] : ['en', expected.en];
      await page.locator(`.languages a[hreflang="${other}"]`).click();
      await page.waitForURL(`${site.url}${other}/redoc.html#tag/Logs/operation/retryLog`);
      await page.getByRole('heading', { name: otherTitle }).waitFor();
    },
  );

  test('without JavaScript every text is there, and nothing that does not work', async () => {
    const { page } = await open(`en/${retry}`, { javaScriptEnabled: false });
    for (const text of [expected.en.texts[0], "from '@reentrega/client'", 'import urllib.request']) {
      await page.locator('main').getByText(text).first().waitFor();
    }
    expect(await page.getByRole('navigation', { name: 'Menu' }).isVisible()).toBe(true);
    for (const name of ['Send', 'Copy', 'Dark theme', 'Menu']) {
      expect(await page.getByRole('button', { name }).count(), name).toBe(0);
    }
  });

  test.for([
    ['en', 'light', 1440],
    ['pt-BR', 'dark', 360],
  ] as const)('axe finds nothing wrong: %s, %s, %i px', async ([language, theme, width]) => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const { page } = await open(`${language}/`, { colorScheme: theme, viewport: { width, height: 800 } });
    for (const kind of KINDS) {
      await page.goto(`${site.url}${language}/${kind}`);
      // As a debugger does it: the pages' policy lets no other script in.
      await page.evaluate(axe);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect(await violationsIn(page), kind).toStrictEqual([]);
    }
  });

  test('the Portuguese pages have no English left, folded parts included', async () => {
    const { page } = await open('pt-BR/');
    const texts: string[] = [];
    for (const kind of KINDS) {
      await page.goto(`${site.url}pt-BR/${kind}`);
      texts.push(...(await textsOf(page)));
    }
    expect(texts.length, `only ${texts.length} texts were found`).toBeGreaterThan(800);
    expect(englishIn(texts)).toStrictEqual([]);
    expect(englishIn(['Request samples'])).toStrictEqual(['Request samples']);
  });

  test('the links to the other language keep the place, and the way back works', async () => {
    const { page } = await open(`en/${retry}`);
    await page.getByRole('link', { name: 'Português' }).click();
    await page.waitForURL(`${site.url}pt-BR/${retry}`);
    await page.goBack();
    await page.waitForURL(`${site.url}en/${retry}`);

    await page.goto(`${site.url}en/#section/Idempotency`);
    await page.getByRole('link', { name: 'Português' }).click();
    await page.waitForURL(/pt-BR\/#section\/Idempotencia$/);
  });

  test('anchors of the time when all was one page lead to the page of today', async () => {
    const { page } = await open('en/#tag/Logs/operation/retryLog');
    await page.waitForURL(`${site.url}en/${retry}`);
  });

  test('search finds words, codes and reasons, and its results can be used by keyboard', async () => {
    const { page } = await open('pt-BR/');
    const search = page.getByRole('search');
    const results = async (query: string) => {
      await search.locator('input').fill(query);
      await search.locator('li').first().waitFor();
      const texts = await search.locator('li span').allInnerTexts();
      await search.locator('input').fill('');
      await search.locator('li').first().waitFor({ state: 'detached' });
      return texts;
    };
    expect(await results('cabecalhos')).toContain('Criar Webhook');
    expect(await results('telefonica')).toContain('Chamada telefônica iniciada');
    expect((await results('too_old')).slice(0, 2)).toStrictEqual(['Retentar Entrega de Webhook', 'too_old']);
    const forbidden = await results('WEBHOOK_URL_FORBIDDEN');
    expect(forbidden.slice(0, 2).toSorted()).toStrictEqual(['Atualizar Webhook', 'Criar Webhook']);
    expect(forbidden[2]).toBe('WEBHOOK_URL_FORBIDDEN');

    await search.locator('input').fill('zzzzzz');
    await page.getByText('Nenhum resultado').waitFor();
    await search.locator('input').fill('rotacionar segredo');
    await search.locator('li').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/operations\/rotateWebhookSecret\/$/);
  });

  test('each code and reason has an anchor on the page of errors, with what it means and who answers with it', async () => {
    const { page } = await open('en/errors/#too_old');
    const entry = page.locator('#too_old');
    await entry.getByText('1 operation answers with it').click();
    expect(await entry.innerText()).toMatch(/^too_old 422\s+The log is older than the retry window/);
    await entry.getByRole('link', { name: 'Retry Webhook Delivery' }).click();
    await page.waitForURL(/retryLog\/#response-422$/);
    expect(await page.locator('#response-422').getAttribute('open')).not.toBeNull();
    for (const code of ['ROUTE_NOT_FOUND', 'METHOD_NOT_ALLOWED', 'WEBHOOK_URL_FORBIDDEN', 'already_succeeded']) {
      await page.goto(`${site.url}en/errors/#${code}`);
      expect(await page.locator(`#${code}`).innerText(), code).toMatch(/\b4\d\d\b[\s\S]+\./);
    }
  });

  test('by keyboard: skip link, language, theme, tabs, search', async () => {
    const { page } = await open(`en/${retry}`, { colorScheme: 'light' });
    const focused = () =>
      page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim(),
      );
    const seen: unknown[] = [];
    for (let step = 0; step < 8; step++) {
      await page.keyboard.press('Tab');
      seen.push(await focused());
    }
    expect(seen).toStrictEqual(
      expect.arrayContaining(['Skip to the content', 'Changelog', expect.stringMatching(/^Português/), 'Dark theme']),
    );

    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.getByRole('button', { name: 'Dark theme' }).press('Enter');
    expect(await paper()).not.toBe(light);
    await page.reload();
    expect(await paper(), 'the choice is remembered').not.toBe(light);

    await page.getByRole('tab', { name: 'curl' }).press('ArrowRight');
    expect(await focused()).toBe('TypeScript');
    await page.getByText("from '@reentrega/client'").waitFor();
    await page.keyboard.press('/');
    expect(await focused()).toBe('Search');
  });

  test.for(['en', 'pt-BR'])(
    '%s: every kind of page fits a phone of 360 px, menu and tables included',
    async (language) => {
      const { page, complaints } = await open(`${language}/`, { viewport: { width: 360, height: 740 } });
      for (const kind of KINDS) {
        await page.goto(`${site.url}${language}/${kind}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), kind).toBe(360);
      }
      await page.goto(`${site.url}${language}/`);
      const table = page.locator('.table').first();
      expect(await table.evaluate((region) => region.scrollWidth - region.clientWidth), 'nothing is cut off').toBe(0);
      const button = page.getByRole('button', { name: 'Menu' });
      await button.click();
      expect(await button.getAttribute('aria-expanded')).toBe('true');
      await page.keyboard.press('Escape');
      expect(await button.getAttribute('aria-expanded')).toBe('false');
      await button.click();
      await page
        .getByRole('link', { name: expected[language as 'en'].title })
        .first()
        .click();
      await page.waitForURL(new RegExp(`${retry}$`));
      expect(complaints).toStrictEqual([]);
    },
  );

  test('on paper there is all of the text and nothing to use', async () => {
    const { page } = await open(`en/${retry}`, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(
      await page
        .locator('.bar, .side, .try, [role="tablist"]')
        .evaluateAll((all) => all.filter((one) => one.checkVisibility()).length),
    ).toBe(0);
    const refusal = page
      .locator('#response-422')
      .getByText('Returned when the log is not in a retriable state')
      .first();
    expect((await refusal.boundingBox())?.height).toBeGreaterThan(0);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light');
  });
});

async function violationsIn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as typeof globalThis & { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
    );
  });
}
