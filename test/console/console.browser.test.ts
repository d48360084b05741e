import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { texts as english } from '../../console/generated/en.ts';
import { texts as portuguese } from '../../console/generated/pt-BR.ts';
import { launchBrowser, visit, withoutBrowser } from '../docs/browser.ts';
import { textsOf } from '../docs/english.ts';
import { eventually } from '../support/eventually.ts';
import { type FailedDelivery, failedDelivery, failedEvent } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';
import { buildConsole } from './build.ts';
import { signedIn } from './visit.ts';

declare global {
  interface Window {
    axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
  }
}

const test = testWith({});
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' } as const;

/** What is said in English and is something else in Portuguese. */
const onlyEnglish = new Set(
  Object.entries(english).flatMap(([key, text]) =>
    typeof text === 'string' && text !== portuguese[key as keyof typeof portuguese] ? [text] : [],
  ),
);

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

describe.skipIf(withoutBrowser)('the console', () => {
  const site = { url: '' };
  let browser: Browser;
  let delivery: FailedDelivery;
  let agentUrl: string;
  let webhookUrl: string;
  beforeAll(async () => {
    [browser] = await Promise.all([launchBrowser(), buildConsole()]);
  });
  test.beforeAll(async ({ api, receiver, service }) => {
    site.url = `${service.service.url}/console`;
    delivery = await failedDelivery(api, receiver, { name: 'CRM' });
    agentUrl = `${site.url}/agents/${delivery.agent.id}`;
    webhookUrl = `${agentUrl}/webhooks/${delivery.webhook.id}`;
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('a failed delivery is found, read and retried, by keyboard alone', async ({ api }) => {
    const { page, complaints, outside } = await signedIn(browser, `${webhookUrl}/deliveries?lang=en`, desktop);
    await page.getByRole('link', { name: 'Failed', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/status=failed/);
    const row = page.getByRole('row').filter({ hasText: delivery.failed.event_id });
    await row.getByRole('link').focus();
    await page.keyboard.press('Enter');

    await page.getByText('The receiver answered with status 500.').waitFor();
    await page.getByText('answered 500', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Retry now' }).focus();
    await page.keyboard.press('Enter');
    const attempts = page.getByRole('region', { name: 'All attempts' });
    await attempts.getByText('manual retry').waitFor();
    await attempts.getByText('Delivered').waitFor();
    expect(await api.log(delivery.webhook, delivery.failed.id), 'the original log').toStrictEqual(delivery.failed);
    // And why it cannot be retried again, before anybody tries.
    await page.getByText('It cannot be retried because another attempt has delivered this event.').waitFor();
    expect(await page.getByRole('button', { name: 'Retry now' }).count()).toBe(0);
    expect({ complaints, outside, violations: await violations(page) }).toStrictEqual({
      complaints: [],
      outside: [],
      violations: [],
    });
    await page.context().close();
  });

  test('every screen is in both languages, on a desktop and on a phone, and can be used by everybody', async ({
    api,
    receiver,
  }) => {
    const failed = await failedEvent(api, receiver, delivery.webhook);
    const screens: [name: string, url: string, english: string, portuguese: string][] = [
      ['agents', `${site.url}/`, 'Agents', 'Agentes'],
      ['overview', agentUrl, 'Overview', 'Visão geral'],
      ['deliveries', `${webhookUrl}/deliveries`, 'Deliveries', 'Entregas'],
      ['attempt', `${webhookUrl}/deliveries/${failed.id}`, 'All attempts', 'Todas as tentativas'],
      ['webhook', webhookUrl, 'Send a test', 'Enviar um teste'],
      ['new webhook', `${agentUrl}/webhooks/new`, 'Create the webhook', 'Criar o webhook'],
      ['bulk retry', `${webhookUrl}/retry?status=failed`, 'Period', 'Período'],
      ['publish', `${agentUrl}/publish`, 'Publish', 'Publicar'],
    ];
    const found: Record<string, unknown>[] = [];
    for (const [language, options] of [
      ['en', desktop],
      ['pt-BR', phone],
    ] as const) {
      const { page, complaints, outside } = await signedIn(browser, `${site.url}/?lang=${language}`, options);
      for (const [name, url, inEnglish, inPortuguese] of screens) {
        await page.goto(`${url}${url.includes('?') ? '&' : '?'}lang=${language}`);
        await page
          .getByText(language === 'en' ? inEnglish : inPortuguese, { exact: true })
          .last()
          .waitFor();
        const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        const inTheOther = language === 'en' ? [] : (await textsOf(page)).filter((text) => onlyEnglish.has(text));
        const problems = [...(isTooWide ? ['too wide'] : []), ...inTheOther, ...(await violations(page))];
        if (problems.length > 0) found.push({ name, language, problems });
      }
      if (complaints.length + outside.length > 0) found.push({ language, complaints, outside });
      await page.context().close();
    }
    expect(found).toStrictEqual([]);
  });

  test('what a receiver answers is text, whatever it is', async ({ api, receiver }) => {
    const { event_id } = await api.publish(delivery.agent.id, {});
    await api.logThat(delivery.webhook, (log) => log.event_id === event_id && log.status === 'success');
    receiver.answer = (_req, res) =>
      res.writeHead(500).end(`<script>document.title='owned'</script>\u202egnp.exe\u0000${'x'.repeat(20_000)}`);
    const hostile = await api.publish(delivery.agent.id, {});
    const log = await api.logThat(
      delivery.webhook,
      (one) => one.event_id === hostile.event_id && one.status === 'failed',
    );
    receiver.answer = 200;
    const { page, complaints } = await signedIn(browser, `${webhookUrl}/deliveries/${log.id}?lang=en`, phone);
    const body = page.getByRole('region', { name: 'Body' });
    const text = await body.innerText();
    expect(text.startsWith("<script>document.title='owned'</script>U+202Egnp.exeU+0000xxx")).toBe(true);
    expect(await page.title()).toContain('event_recording');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(complaints).toStrictEqual([]);
    await page.context().close();
  });

  test('new deliveries come without moving what is read, and nothing is lost with the network', async ({ api }) => {
    const busy = await api.createAgent();
    const webhook = await api.createWebhook(busy.id, { webhook_url: delivery.webhook.webhook_url, name: 'Busy' });
    for (let count = 0; count < 30; count++) await api.publish(busy.id, { count });
    const url = `${site.url}/agents/${busy.id}/webhooks/${webhook.id}/deliveries?lang=en`;
    const { page } = await signedIn(browser, url, desktop);
    await page.getByText('30 attempts match').waitFor();
    await page.locator('.scroller').evaluate((list) => list.scrollTo({ top: 400 }));
    const reading = page.locator('.row.delivery[data-index="10"]');
    const before = { id: await reading.locator('code').innerText(), y: (await reading.boundingBox())?.y };

    await page.context().setOffline(true);
    await page.getByText('The service cannot be reached.').waitFor();
    await api.publish(busy.id, { count: 31 });
    await api.publish(busy.id, { count: 32 });
    await page.context().setOffline(false);
    await page.getByRole('button', { name: '2 new deliveries' }).waitFor();
    await page.getByText('The service cannot be reached.').waitFor({ state: 'detached' });
    const after = page.locator('.row.delivery').filter({ hasText: before.id });
    expect((await after.boundingBox())?.y).toBe(before.y);
    await page.getByRole('button', { name: '2 new deliveries' }).click();
    await page.locator('.row.delivery[data-index="0"]').waitFor();
    await page.context().close();
  });

  test('a portal link opens one agent, once, for reading, and does not stay in the history', async ({ api }) => {
    const { body } = await api.call<{ data: { url: string } }>('POST', `/agents/${delivery.agent.id}/portal`, {
      body: {},
    });
    const { hash } = new URL(body.data.url);
    const { page, complaints } = await visit(browser, `${site.url}/portal?lang=en${hash}`, desktop);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(page.url()).toBe(`${agentUrl}?lang=en`);
    expect(await page.evaluate(() => [sessionStorage.length, localStorage.length])).toStrictEqual([0, 0]);
    await page.getByRole('link', { name: 'CRM' }).first().click();
    await page.getByRole('row').nth(1).waitFor();
    expect(await page.getByRole('button', { name: /^Retry/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: /New webhook|Publish|All agents|Retry many/ }).count()).toBe(0);
    expect(complaints).toStrictEqual([]);
    await page.context().close();

    const again = await visit(browser, `${site.url}/portal?lang=en${hash}`, desktop);
    await again.page.getByText('This link does not work any more.').waitFor();
    await again.page.context().close();
  });

  test('many are retried: counted before, and followed after a reload', async ({ api, receiver }) => {
    const failed = await failedEvent(api, receiver, delivery.webhook);
    const { page } = await signedIn(browser, `${webhookUrl}/retry?status=failed&lang=pt-BR`, phone);
    await page.getByRole('button', { name: /^Retentar \(\d+\)$/ }).click();
    await page.waitForURL(/task=/);
    await page.reload();
    await page.getByText('A tarefa foi concluída.').waitFor();
    await eventually(async () => {
      const logs = await api.logs(delivery.webhook);
      return logs.some(({ event_id, status }) => event_id === failed.event_id && status === 'success');
    }, 'the delivery, retried');
    await page.context().close();
  });

  test('a webhook is created, tested, rotated and deleted, and its secret shown once', async ({ api, receiver }) => {
    const agent = await api.createAgent();
    const { page, complaints } = await signedIn(
      browser,
      `${site.url}/agents/${agent.id}/webhooks/new?lang=en`,
      desktop,
    );
    await page.getByLabel('URL').fill('nowhere');
    await page.getByRole('button', { name: 'Create the webhook' }).click();
    await page.getByText('Must be an http or https URL').first().waitFor();
    await page.getByLabel('URL').fill(receiver.url);
    await page.getByLabel('Name').fill('Fresh');
    await page.getByText('event_recording', { exact: true }).click();
    await page.getByRole('button', { name: 'Create the webhook' }).click();
    const secret = page.getByRole('region', { name: 'The new secret' });
    expect(await secret.innerText()).toMatch(/^whsec_/);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The receiver answered 200').waitFor();
    await page.getByRole('button', { name: 'Rotate the secret' }).click();
    await page.getByText('For 24 hours every delivery is signed').waitFor();
    expect(await violations(page)).toStrictEqual([]);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Rotate the secret' }).click();
    await page.getByText('The old secret signs too until').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Delete the webhook' }).click();
    await page.getByText('"Fresh" gets no events any more.').waitFor();
    await page.getByRole('button', { name: 'Delete it for good' }).click();
    await page.getByText('This agent has no webhooks yet.').waitFor();
    // The form that was wrong is a 422, which browsers write down.
    expect(complaints.filter((text) => !text.includes('422'))).toStrictEqual([]);
    await page.context().close();
  });

  test('an event of the catalogue is published from its example', async ({ receiver }) => {
    const before = receiver.received.length;
    const { page } = await signedIn(browser, `${agentUrl}/publish?event=event_recording&lang=en`, desktop);
    await page.getByText('recording_id', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('link', { name: 'See it at CRM' }).click();
    await page.getByRole('row').filter({ hasText: 'event_recording' }).first().waitFor();
    expect((await receiver.gets(before + 1)).at(-1)?.body).toContain('recording_id');
    await page.context().close();
  });
});
