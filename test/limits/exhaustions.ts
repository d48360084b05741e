import { randomUUID } from 'node:crypto';
import { Double } from 'mongodb';
import { expect } from 'vitest';
import type { TaskDocument, UsageDocument } from '../../server/database/collections.ts';
import { newId } from '../../server/database/ids.ts';
import { WebhookQueues } from '../../server/delivery/queue/webhook-queues.ts';
import { LIMITS } from '../../server/limits/limits.ts';
import { createShares } from '../../server/limits/shares.ts';
import { type Api, apiAt, type Schemas, type Webhook } from '../support/api.ts';
import { copyLog } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { holdRequests } from './held-requests.ts';
import {
  AGENTS,
  type Exhausted,
  HANGS,
  INVALID_TOKENS,
  PLACES,
  PLACES_OF_WEBHOOK,
  REQUESTS_PER_MINUTE,
  type Scene,
  STORED_BYTES,
  TASKS,
  type Tenant,
} from './shared-service.ts';

type Exhaust = (tenant: Tenant) => Promise<Exhausted>;

/** What one tenant gets of something shared (`createShares`). */
const shareOf = (bound: number, factor: number) => Math.floor((bound * factor) / (1 + factor));

/** A refusal that stays, of a request that is repeated. */
const refusal = (ask: () => Promise<{ status: number; body: object }>, status: number, code: string) => async () => {
  const answer = await ask();
  expect({ status: answer.status, ...answer.body }).toMatchObject({ status, code });
};
export const post = (api: Api, { agent_id, id }: Pick<Webhook, 'agent_id' | 'id'>, path: string) =>
  api.call<Schemas['Error']>(
    'POST',
    `/agents/${agent_id}/webhooks/${id}${path}`,
    path === '/logs/retry' ? { body: {} } : {},
  );

/** How each limit is exhausted. One that is missing does not compile. */
export function exhaustions(scene: Scene): Record<keyof typeof LIMITS, Exhaust> {
  const { service, receiver, names, webhooksAt, heldAt, letGo, unfinishedTask } = scene;
  return {
    async deliveryPlaces({ api, environmentId }) {
      const path = `${HANGS}/${environmentId}`;
      const WEBHOOKS = 35;
      const webhooks = await webhooksAt(api, WEBHOOKS, path);
      await Promise.all(Array.from({ length: PLACES_OF_WEBHOOK }, () => api.publish(webhooks[0]?.agent_id ?? '')));
      // The rest waits: all that exceeds the share, or what goes to receivers that are slow by now.
      await eventually(() => (heldAt(path).length > PLACES / 2 ? true : undefined), 'the places to be taken');
      return {
        check: () => expect(heldAt(path).length).toBeLessThan(WEBHOOKS * PLACES_OF_WEBHOOK),
        end: () => letGo(path),
      };
    },
    async deliveryPlacesOfWebhook({ api, environmentId }) {
      const path = `${HANGS}/${environmentId}`;
      const [webhook] = await webhooksAt(api, 1, path);
      await Promise.all(Array.from({ length: 20 }, () => api.publish(webhook?.agent_id ?? '')));
      await eventually(() => (heldAt(path).length >= PLACES_OF_WEBHOOK ? true : undefined), 'the places to be taken');
      return { check: () => expect(heldAt(path)).toHaveLength(PLACES_OF_WEBHOOK), end: () => letGo(path) };
    },
    // In the memory of a process: no other tenant of the service is asked, since 20,000 logs take minutes to be made.
    async waitingLogs() {
      const queues = new WebhookQueues({ total: PLACES, perWebhook: PLACES_OF_WEBHOOK }, () => 0);
      const logsOf = (environment_id: string, webhook_id: string) =>
        Array.from({ length: 100 }, (_, index) => ({
          _id: `${webhook_id} ${index}`,
          webhook_id,
          environment_id,
          trigger: 'event' as const,
          takeovers: 0,
          bytes: 1_000,
        }));
      let waiting = 0;
      for (let index = 0; index < 400; index++) waiting += queues.enqueue(logsOf('greedy', `greedy ${index}`));
      return {
        check() {
          expect(waiting).toBeLessThan(LIMITS.waitingLogs.bound);
          expect(queues.enqueue(logsOf('greedy', 'one more'))).toBe(0);
          expect(queues.enqueue(logsOf('other', randomUUID()))).toBeGreaterThan(0);
        },
      };
    },
    // In the memory of a process: a page is read too quickly to be held.
    async logPages() {
      const shares = createShares(LIMITS.logPages);
      const taken = Array.from({ length: LIMITS.logPages.bound }, () => shares.tryTake('greedy'));
      return {
        check() {
          expect(taken.filter(Boolean)).toHaveLength(LIMITS.logPages.bound - 1);
          const ofAnother = shares.tryTake('other');
          expect(ofAnother).not.toBeNull();
          ofAnother?.();
        },
      };
    },
    // In the memory of a process, too.
    async statistics() {
      const shares = createShares(LIMITS.statistics);
      const taken = Array.from({ length: LIMITS.statistics.bound }, () => shares.tryTake('greedy'));
      return { check: () => expect(taken.filter(Boolean)).toHaveLength(LIMITS.statistics.bound - 1) };
    },
    async logStreams({ api, token }) {
      const webhook = await api.createWebhook((await api.createAgent()).id, { webhook_url: receiver.url });
      const { bound, factor } = LIMITS.logStreams;
      const leaving = new AbortController();
      const open = () =>
        fetch(`${api.url}/api/v1/agents/${webhook.agent_id}/webhooks/${webhook.id}/logs/stream`, {
          headers: { authorization: `Bearer ${token}` },
          signal: leaving.signal,
        });
      const streams = await Promise.all(Array.from({ length: shareOf(bound, factor) }, open));
      expect(streams.map(({ status }) => status).every((status) => status === 200)).toBe(true);
      return {
        async check() {
          const refused = await open();
          expect([refused.status, JSON.parse(await refused.text()).code]).toStrictEqual([429, 'RATE_LIMITED']);
        },
        end: () => leaving.abort(),
      };
    },
    async nameLookups({ api }) {
      names.code = null;
      names.asked.clear();
      const { bound, factor } = LIMITS.nameLookups;
      const { port } = new URL(receiver.url);
      const agents = await Promise.all([api.createAgent(), api.createAgent(), api.createAgent()]);
      await Promise.all(
        Array.from({ length: 240 }, (_, index) =>
          api.createWebhook(agents[index % 3]?.id ?? '', {
            webhook_url: `http://silent-${randomUUID()}.example:${port}/`,
            max_retries: 0,
          }),
        ),
      );
      await Promise.all(agents.map(({ id }) => api.publish(id)));
      // Not all: UDP may lose questions, and look-ups that wait for long give up.
      const isExhausted = () => names.asked.size >= shareOf(bound, factor) / 2;
      await eventually(() => (isExhausted() ? true : undefined), 'the names to be asked for');
      return { check: () => expect(isExhausted()).toBe(true) };
    },
    async testDeliveries({ api, environmentId }) {
      const path = `${HANGS}/${environmentId}`;
      const { bound, factor } = LIMITS.testDeliveries;
      const perWebhook = LIMITS.testDeliveriesOfWebhook.bound;
      const webhooks = await webhooksAt(api, Math.ceil(bound / perWebhook), path);
      const [first] = webhooks;
      if (!first) throw new Error('no webhook');
      const share = shareOf(bound, factor);
      const sent = Array.from({ length: share }, (_, index) =>
        post(api, webhooks[1 + Math.floor(index / perWebhook)] ?? first, '/test'),
      );
      await eventually(() => (heldAt(path).length >= share ? true : undefined), 'the tests to be under way');
      return {
        check: refusal(() => post(api, first, '/test'), 429, 'RATE_LIMITED'),
        end() {
          letGo(path);
          void Promise.allSettled(sent);
        },
      };
    },
    async testDeliveriesOfWebhook({ api, environmentId }) {
      const path = `${HANGS}/${environmentId}`;
      const [webhook] = await webhooksAt(api, 1, path);
      if (!webhook) throw new Error('no webhook');
      const share = LIMITS.testDeliveriesOfWebhook.bound;
      const sent = Array.from({ length: share }, () => post(api, webhook, '/test'));
      await eventually(() => (heldAt(path).length >= share ? true : undefined), 'the tests to be under way');
      return {
        check: refusal(() => post(api, webhook, '/test'), 429, 'RATE_LIMITED'),
        end() {
          letGo(path);
          void Promise.allSettled(sent);
        },
      };
    },
    async bulkRetrySteps({ api }) {
      const STEPS = 5;
      const LOGS_OF_STEP = 200;
      const agent = await api.createAgent();
      const webhooks = await Promise.all(
        Array.from({ length: 4 }, () =>
          api.createWebhook(agent.id, { webhook_url: new URL('/fails', receiver.url).href, max_retries: 0 }),
        ),
      );
      await api.publish(agent.id);
      // Too old to be retried: there is work to do, and nothing to send.
      const created_at = new Date(Date.now() - 60 * 86_400_000);
      for (const webhook of webhooks) {
        const failed = await api.logThat(webhook, ({ status }) => status === 'failed');
        await copyLog(service.database, failed.id, STEPS * LOGS_OF_STEP, () => ({
          _id: newId(created_at),
          created_at,
        }));
      }
      const tasks = await Promise.all(webhooks.map((webhook) => api.retryLogs(webhook)));
      const all = service.database.db.collection<TaskDocument>('tasks');
      return {
        async check() {
          const unfinished = await all.countDocuments({ _id: { $in: tasks.map(({ id }) => id) }, finished_at: null });
          if (unfinished > 0) return;
          // Each has finished by now: after the other tenant's, which came later.
          const [last] = await all.find({}).sort({ created_at: -1 }).limit(1).toArray();
          const ends = await all.find({ _id: { $in: tasks.map(({ id }) => id) } }).toArray();
          const end = Math.max(...ends.map(({ finished_at }) => finished_at?.getTime() ?? 0));
          expect(last?.finished_at?.getTime()).toBeLessThanOrEqual(end);
        },
      };
    },
    async unfinishedTasksOfWebhook(tenant) {
      const [webhook] = await webhooksAt(tenant.api, 1, '/quick');
      if (!webhook) throw new Error('no webhook');
      await unfinishedTask(tenant, webhook);
      return { check: refusal(() => post(tenant.api, webhook, '/logs/retry'), 409, 'TASK_IN_PROGRESS') };
    },
    async unfinishedTasks(tenant) {
      const [first, ...others] = await webhooksAt(tenant.api, TASKS + 1, '/quick');
      if (!first) throw new Error('no webhook');
      for (const webhook of others) await unfinishedTask(tenant, webhook);
      return { check: refusal(() => post(tenant.api, first, '/logs/retry'), 409, 'QUOTA_EXCEEDED') };
    },
    async invalidTokens() {
      const from = { 'x-forwarded-for': '203.0.113.5' };
      const guess = () => apiAt(service.api.url, `talq_${randomUUID()}`).call('GET', '/agents', { headers: from });
      for (let index = 0; index < INVALID_TOKENS; index++) expect((await guess()).status).toBe(401);
      return { check: refusal(guess, 429, 'RATE_LIMITED') };
    },
    async requests({ api }) {
      const ask = () => api.call<Schemas['Error']>('GET', '/agents');
      for (let asked = 0; asked <= REQUESTS_PER_MINUTE; asked += 50) await Promise.all(Array.from({ length: 50 }, ask));
      return { check: refusal(ask, 429, 'RATE_LIMITED') };
    },
    requestsUnderWay: (tenant) => holdRequests(scene, tenant),
    // What asks for them is what is bounded.
    databaseConnections: (tenant) => holdRequests(scene, tenant),
    async agents({ api }) {
      for (let index = 0; index < AGENTS; index++) await api.createAgent();
      const ask = () => api.call<Schemas['Error']>('POST', '/agents', { body: { name: 'Ana' } });
      return { check: refusal(ask, 409, 'QUOTA_EXCEEDED') };
    },
    async webhooks({ api }) {
      const [first] = await webhooksAt(api, 100, '/quick');
      const body = { webhook_url: receiver.url, events: ['event_recording'] };
      const ask = () => api.call<Schemas['Error']>('POST', `/agents/${first?.agent_id}/webhooks`, { body });
      return { check: refusal(ask, 409, 'QUOTA_EXCEEDED') };
    },
    async secrets({ api }) {
      const [webhook] = await webhooksAt(api, 1, '/quick');
      if (!webhook) throw new Error('no webhook');
      const rotate = () => post(api, webhook, '/secret/rotate');
      for (let secrets = 1; secrets < LIMITS.secrets.bound; secrets++) expect((await rotate()).status).toBe(200);
      return { check: refusal(rotate, 409, 'QUOTA_EXCEEDED') };
    },
    async storedBytes({ api, environmentId }) {
      const agent = await api.createAgent();
      await service.database.db.collection<UsageDocument>('usage').insertOne({
        _id: `${environmentId} ${randomUUID()}`,
        environment_id: environmentId,
        bytes: new Double(STORED_BYTES),
        expires_at: new Date(Date.now() + 86_400_000),
      });
      const body = { event: 'event_recording', data: {} };
      const ask = () => api.call<Schemas['Error']>('POST', `/agents/${agent.id}/events`, { body });
      return { check: refusal(ask, 409, 'QUOTA_EXCEEDED') };
    },
    async publishedBytes({ api }) {
      // Nobody is there, and nobody is tried twice.
      const agent = await api.createAgent();
      for (let index = 0; index < 60; index++)
        await api.createWebhook(agent.id, { webhook_url: 'http://127.0.0.1:1/', max_retries: 0 });
      const body = { event: 'event_recording', data: { notes: 'x'.repeat(250_000) } };
      const ask = () => api.call<Schemas['Error']>('POST', `/agents/${agent.id}/events`, { body });
      const sent = Array.from({ length: 8 }, ask);
      return {
        async check() {
          const refused = (await Promise.all(sent)).filter(({ status }) => status !== 202);
          expect(refused.length).toBeGreaterThan(0);
          for (const { status, body: answer } of refused)
            expect([status, answer.code]).toStrictEqual([503, 'SERVICE_UNAVAILABLE']);
        },
      };
    },
  };
}
