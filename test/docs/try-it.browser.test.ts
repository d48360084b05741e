import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import { testWith } from '../support/fixtures.ts';
import { TOKEN } from '../support/service.ts';
import { launchBrowser, visit, withoutBrowser } from './browser.ts';

const test = testWith({ ROLE: 'api' });

describe.skipIf(withoutBrowser)('try it, on the pages that the service has', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  async function open(url: string | null, path: string, options: Parameters<typeof visit>[2] = {}) {
    const visited = await visit(browser, `${url}/docs/${path}`, options);
    onTestFinished(() => visited.page.context().close());
    return visited;
  }
  const answerOf = (page: Page) => page.locator('#try .answer');

  test('sends the request, and shows status, headers and body as text', async ({ service }) => {
    const { url } = service.service;
    const { page, complaints, outside } = await open(url, 'en/operations/createAgent/');
    await page.getByLabel('Token').fill(TOKEN);
    await page.getByLabel(/^Body/).fill(JSON.stringify({ name: '<img src=x onerror=alert(1)>' }));
    await page.getByRole('button', { name: 'Send' }).click();
    await answerOf(page).getByText('201').waitFor();

    expect(await answerOf(page).innerText()).toMatch(
      /201 Created \d+ ms[\s\S]+"name": "<img src=x onerror=alert\(1\)>"/,
    );
    expect(await answerOf(page).locator('img').count()).toBe(0);
    await answerOf(page).getByText('Headers').click();
    await answerOf(page).getByText('content-language: en').waitFor();
    expect({ complaints, outside }).toStrictEqual({ complaints: [], outside: [] });
  });

  test('the token and the ids are put into every sample, and kept for the session and nowhere else', async ({
    service,
    api,
  }) => {
    const agent = await api.createAgent();
    const { page } = await open(service.service.url, 'pt-BR/operations/getAgent/');
    await page.getByLabel('Token').fill(TOKEN);
    await page.getByLabel('agent_id').fill(agent.id);
    await page.getByLabel('agent_id').press('Enter');
    await answerOf(page).getByText('200').waitFor();
    expect(await answerOf(page).innerText()).toContain(agent.id);

    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Listar Webhooks' }).click();
    await page.waitForURL(/listWebhooks\/$/);
    expect(await page.getByLabel('agent_id').inputValue()).toBe(agent.id);
    for (const name of ['curl', 'TypeScript', 'Python', 'Go', 'PHP', 'Java']) {
      await page.getByRole('tab', { name }).click();
      const sample = await page.getByRole('tabpanel', { name }).locator('pre').innerText();
      expect(sample, name).toContain(TOKEN);
      expect(sample, name).toContain(agent.id);
      expect(sample, name).toContain(service.service.url);
    }
    const kept = await page.evaluate(() => ({ ...localStorage, address: location.href }));
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`${TOKEN}|${agent.id}`));

    await page.getByRole('button', { name: 'Esquecer meus valores' }).click();
    expect(await page.getByLabel('Token').inputValue()).toBe('');
    expect(await page.getByRole('tabpanel', { name: 'Java' }).locator('pre').innerText()).not.toContain(TOKEN);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test('on a phone and by keyboard: a refusal is shown in the language of the page, an answer that does not come is told', async ({
    service,
  }) => {
    const { page } = await open(service.service.url, 'pt-BR/operations/retryLog/', {
      viewport: { width: 360, height: 740 },
    });
    for (const name of ['agent_id', 'webhook_id', 'log_id']) await page.getByLabel(name).fill('../x?y#z');
    await page.getByRole('button', { name: 'Enviar' }).press('Enter');
    await answerOf(page).getByText('401').waitFor();
    expect(await answerOf(page).innerText()).toContain('"code": "UNAUTHENTICATED"');
    expect(await answerOf(page).getAttribute('role')).toBe('status');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);

    await page.route('**/api/**', (route) => route.abort());
    await page.getByRole('button', { name: 'Enviar' }).press('Enter');
    await answerOf(page).getByText('Sem resposta').waitFor();
  });
});
