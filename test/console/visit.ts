import type { Browser, BrowserContextOptions } from 'playwright-core';
import { type Visit, visit } from '../docs/browser.ts';
import { TOKEN } from '../support/service.ts';

/** Signs in at a place of the console, by keyboard. The tab keeps the token, so that the page can be loaded again. */
export async function signedIn(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const visited = await visit(browser, url, options);
  const { page } = visited;
  await page.locator('input[name=token]').fill(TOKEN);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.locator('input[name=token]').waitFor({ state: 'detached' });
  return visited;
}
