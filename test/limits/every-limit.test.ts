import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../server/limits/limits.ts';
import { exhaustions, post } from './exhaustions.ts';
import { type Scene, startScene, type Tenant } from './shared-service.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

/** All kinds of work that a tenant has done for it. */
async function worksFor({ api }: Tenant): Promise<void> {
  const agent = await api.createAgent();
  const webhook_url = new URL('/quick', scene.receiver.url).href;
  const webhook = await api.createWebhook(agent.id, { webhook_url, max_retries: 0 });
  const { event_id } = await api.publish(agent.id);
  await api.logThat(webhook, (log) => log.event_id === event_id && log.status === 'success', 'its delivery');
  expect((await post(api, webhook, '/test')).status).toBe(200);
  const task = await api.retryLogs(webhook);
  expect((await api.taskEnd(webhook, task.id)).state).toBe('completed');
  expect((await api.webhook(webhook)).enabled).toBe(true);
}

describe('one tenant exhausts a limit, and another is served', () => {
  for (const name of Object.keys(LIMITS) as (keyof typeof LIMITS)[]) {
    test(name, { timeout: 120_000 }, async () => {
      const [greedy, other] = [await scene.newTenant(), await scene.newTenant()];
      const exhausted = await exhaustions(scene)[name](greedy);
      try {
        if (name !== 'publishedBytes') await exhausted.check();
        await worksFor(other);
        await exhausted.check();
      } finally {
        exhausted.end?.();
      }
    });
  }
});
