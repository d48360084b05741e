import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Debian's; another one by CHROMIUM. */
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** For `describe`: why the tests in a browser are left out, or false. */
export const withoutBrowser: string | false = existsSync(executablePath)
  ? false
  : `NOT TESTED: there is no chromium at ${executablePath} (apt-get install chromium, or set CHROMIUM)`;

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args });
}

export interface Visit {
  page: Page;
  /** What went wrong in the page: errors, warnings, refusals by the security policy. */
  complaints: string[];
  /** What it asked of other hosts. */
  outside: string[];
}

/** A page in a fresh profile, once it is drawn. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  // As long as a test may take: a machine that is busy is not a mistake of the page.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  const outside: string[] = [];
  const { host } = new URL(url);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const address = new URL(request.url());
    if (address.protocol !== 'data:' && address.host !== host) outside.push(request.url());
  });
  await page.goto(url);
  await page.locator('h1').first().waitFor();
  return { page, complaints, outside };
}
