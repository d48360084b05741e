import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../docs/browser.ts';
import { eventually } from '../support/eventually.ts';
import { startReceiver } from '../support/receiver.ts';
import { startTestService } from '../support/service.ts';
import { buildConsole } from './build.ts';
import { signedIn } from './visit.ts';

/** Takes the pictures in console/screenshots: `npm run screenshots`. */
const folder = fileURLToPath(new URL('../../console/screenshots', import.meta.url));
mkdirSync(folder, { recursive: true });

const receiver = await startReceiver();
const service = await startTestService({ RETRY_SCHEDULE: '1s,5m,1h' });
await buildConsole();
const site = { url: `${service.service.url}/console` };
const browser = await launchBrowser();

const { api } = service;
const agent = await api.createAgent('Front desk');
const events = ['event_recording', 'event_phone_call_ended', 'event_conversation_ended'] as const;
const webhook = await api.createWebhook(agent.id, { name: 'CRM', webhook_url: receiver.url, events: [...events] });
const off = await api.createWebhook(agent.id, { name: 'Analytics', webhook_url: receiver.url });
await api.toggle(off);
/** Every sixth event meets a receiver that is down. */
receiver.answer = (_req, res, body) => {
  const isDown = Number(/"number":(\d+)/.exec(body)?.[1] ?? 0) % 6 === 1;
  res.writeHead(isDown ? 503 : 200, { 'Content-Type': 'application/json' });
  res.end(isDown ? '{"error":"upstream unavailable","retry":true}' : '{"received":true}');
};
for (let number = 0; number < 48; number++) {
  await api.client.POST('/api/v1/agents/{agent_id}/events', {
    params: { path: { agent_id: agent.id } },
    body: { event: events[number % events.length] ?? 'event_recording', data: { number, call_id: 'call_8f2c1d' } },
  });
}
await eventually(async () => {
  const logs = await api.logs(webhook);
  return logs.filter(({ status }) => status === 'failed').length === 16;
}, 'the first retries');
const failed = await api.logThat(webhook, ({ status, attempt }) => status === 'failed' && attempt === 2);

const inWebhook = `/agents/${agent.id}/webhooks/${webhook.id}`;
const screens = {
  overview: `/agents/${agent.id}?period=1h`,
  deliveries: `${inWebhook}/deliveries`,
  attempt: `${inWebhook}/deliveries/${failed.id}`,
  webhook: `${inWebhook}?period=1h`,
};
const takes = [
  { name: 'desktop-light-en', lang: 'en', theme: 'light', viewport: { width: 1200, height: 750 } },
  { name: 'desktop-dark-pt-BR', lang: 'pt-BR', theme: 'dark', viewport: { width: 1200, height: 750 } },
  { name: 'phone-light-pt-BR', lang: 'pt-BR', theme: 'light', viewport: { width: 360, height: 740 } },
  { name: 'phone-dark-en', lang: 'en', theme: 'dark', viewport: { width: 360, height: 740 } },
];
for (const { name, lang, theme, viewport } of takes) {
  const { page } = await signedIn(browser, `${site.url}/?lang=${lang}`, { viewport });
  for (const [screen, path] of Object.entries(screens)) {
    await page.goto(`${site.url}${path}${path.includes('?') ? '&' : '?'}lang=${lang}&theme=${theme}`);
    // Streams and clocks never rest: what is drawn last tells that all is there.
    await page
      .locator(
        { overview: '.spark', deliveries: '.row.delivery', attempt: '.code', webhook: '.plot canvas' }[screen] ?? 'h1',
      )
      .first()
      .waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${folder}/${screen}-${name}.png` });
  }
  await page.context().close();
}
await browser.close();
await service.close();
await receiver.close();
