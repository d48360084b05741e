import { describe, expect } from 'vitest';
import { unwrap } from '../../client/src/index.ts';
import { type OperationId, operations } from '../../generated/operations.ts';
import { collections } from '../../server/database/collections.ts';
import { newId } from '../../server/database/ids.ts';
import { createTokens } from '../../server/environments/tokens.ts';
import { type Api, apiAt, type Schemas } from '../support/api.ts';
import { localClock } from '../support/clock.ts';
import type { TestDatabase } from '../support/database.ts';
import { type FailedDelivery, failedDelivery } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';

let stranger: Api;
let ours: FailedDelivery;
let task: Schemas['Task'];
/** Sessions of the portal: all rights to another agent of ours, and less than all to the same agent. */
const sessions = new Map<string, Api>();
test.beforeAll(async ({ api, database, receiver }) => {
  stranger = apiAt(api.url, await createTokens(collections(database.db), localClock).create('another'));
  ours = await failedDelivery(api, receiver);
  // Nothing is that old: the task is there, and changes nothing. Once it is over, nothing changes any more by itself.
  const { id } = await api.retryLogs(ours.webhook, { to: '2001-01-01T00:00:00Z' });
  task = await api.taskEnd(ours.webhook, id);
  const neighbour = await api.createAgent('Neighbour');
  sessions.set('another', await sessionOf(api, neighbour.id, 'manage'));
  for (const rights of RIGHTS) sessions.set(rights, await sessionOf(api, ours.agent.id, rights));
});

const RIGHTS = ['read', 'retry', 'manage'] as const;
/** Which right each operation needs, to the letter: what is not here is not for the portal. */
const NEEDED: Partial<Record<OperationId, (typeof RIGHTS)[number]>> = {
  getAgent: 'read',
  getAgentStats: 'read',
  listWebhooks: 'read',
  getWebhook: 'read',
  getWebhookStats: 'read',
  listLogs: 'read',
  streamLogs: 'read',
  getLog: 'read',
  getRetriability: 'read',
  getTask: 'read',
  retryLog: 'retry',
  retryLogs: 'retry',
  createWebhook: 'manage',
  updateWebhook: 'manage',
  deleteWebhook: 'manage',
  toggleWebhook: 'manage',
  testWebhook: 'manage',
  rotateWebhookSecret: 'manage',
};
const secured = Object.entries(operations).flatMap(([id, { secured }]) => (secured ? [id as OperationId] : []));

async function sessionOf(api: Api, agent_id: string, rights: (typeof RIGHTS)[number]): Promise<Api> {
  const link = await unwrap(
    api.client.POST('/api/v1/agents/{agent_id}/portal', { params: { path: { agent_id } }, body: { rights } }),
  );
  const session = await apiAt(api.url, link.data.token).call<Schemas['PortalSessionResponse']>(
    'POST',
    '/portal/session',
  );
  return apiAt(api.url, session.body.data.token);
}

function sessionFor(name: string): Api {
  const api = sessions.get(name);
  if (!api) throw new Error(`no session ${name}`);
  return api;
}

const bodies: Record<string, unknown> = {
  createAgent: { name: 'Of the portal' },
  createPortalLink: {},
  publishEvent: { event: 'event_recording', data: {} },
  createWebhook: { webhook_url: 'https://example.com/', events: ['event_recording'] },
  updateWebhook: { name: 'Taken over' },
  retryLogs: {},
};
const underAgent = Object.entries(operations).filter(([, { path }]) => path.includes('{agent_id}'));

/** The operation on our documents, with some ids replaced. */
async function call(api: Api, operationId: string, replaced: Record<string, string> = {}) {
  const { method, path } = operations[operationId as keyof typeof operations];
  const ids: Record<string, string> = {
    agent_id: ours.agent.id,
    webhook_id: ours.webhook.id,
    log_id: ours.failed.id,
    task_id: task.id,
    ...replaced,
  };
  const body = bodies[operationId];
  const answer = await api.call<Schemas['Error']>(
    method.toUpperCase(),
    `/${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '')}`,
    body === undefined ? {} : { body },
  );
  const { request_id, ...rest } = answer.body;
  return { status: answer.status, ...rest };
}

async function everything(database: TestDatabase) {
  const { db } = database;
  const names = ['agents', 'webhooks', 'events', 'logs', 'tasks'];
  return Promise.all(names.map((name) => db.collection(name).find().sort({ _id: 1 }).toArray()));
}

describe('to another environment, what is ours does not exist', () => {
  for (const [operationId] of underAgent) {
    test(`${operationId} answers as if the agent were not there`, async ({ database }) => {
      const asItWas = await everything(database);
      const toStranger = await call(stranger, operationId);
      const message = 'Agent not found in this environment.';
      expect(toStranger).toStrictEqual({ status: 404, success: false, message, code: 'AGENT_NOT_FOUND' });
      expect(toStranger).toStrictEqual(await call(stranger, operationId, { agent_id: newId(new Date()) }));
      expect(await everything(database)).toStrictEqual(asItWas);
    });
  }

  test('nor does it under an agent of its own', async ({ receiver }) => {
    const agent_id = (await stranger.createAgent('Theirs')).id;
    const own = await stranger.createWebhook(agent_id, { webhook_url: receiver.url });
    for (const [operationId, { path }] of underAgent) {
      if (!path.includes('{webhook_id}')) continue;
      const taken = await call(stranger, operationId, { agent_id });
      expect([taken.status, taken.code], operationId).toStrictEqual([404, 'WEBHOOK_NOT_FOUND']);
      if (!/\{(log|task)_id\}/.test(path)) continue;
      const under = await call(stranger, operationId, { agent_id, webhook_id: own.id });
      const code = path.includes('{task_id}') ? 'TASK_NOT_FOUND' : 'LOG_NOT_FOUND';
      expect([under.status, under.code], operationId).toStrictEqual([404, code]);
    }
  });

  test('and lists show only what is its own', async ({ api }) => {
    const names = async (api: Api) => (await unwrap(api.client.GET('/api/v1/agents'))).data.map(({ name }) => name);
    expect(await names(stranger)).toStrictEqual(['Theirs']);
    expect(await names(api)).toStrictEqual(['Neighbour', 'Ana']);
  });
});

describe('a session of the portal is for one agent and its rights, by the contract', () => {
  for (const id of secured.filter((id) => id !== 'createPortalSession')) {
    const needed = NEEDED[id];
    test(`${id}: ${needed ?? 'refused'}`, async ({ database }) => {
      const asItWas = await everything(database);
      for (const rights of RIGHTS.slice(0, needed ? RIGHTS.indexOf(needed) : RIGHTS.length)) {
        const refused = await call(sessionFor(rights), id);
        expect([refused.status, refused.code], rights).toStrictEqual([403, 'FORBIDDEN']);
      }
      // To the session of another agent, this one does not exist.
      const another = await call(sessionFor('another'), id);
      const code = needed ? [404, 'AGENT_NOT_FOUND'] : [403, 'FORBIDDEN'];
      expect([another.status, another.code]).toStrictEqual(code);
      expect(await everything(database)).toStrictEqual(asItWas);
      if (!needed) return;
      // What is needed is enough: whatever else is wrong, it is not the right.
      const innermost = operations[id].path.match(/\{(\w+)\}(?!.*\{)/)?.[1] ?? '';
      if (innermost === 'agent_id') return;
      const allowed = await call(sessionFor(needed), id, { [innermost]: newId(new Date()) });
      expect(allowed.status).toBe(404);
    });
  }
});

describe('what was never there is told by its own code', () => {
  for (const [operationId, { path }] of underAgent) {
    const innermost = path.match(/\{(\w+)\}(?!.*\{)/)?.[1] ?? '';
    const thing = innermost.replace('_id', '');
    test(`${operationId}: no such ${thing}`, async ({ api }) => {
      const { status, code } = await call(api, operationId, { [innermost]: newId(new Date()) });
      expect([status, code]).toStrictEqual([404, `${thing.toUpperCase()}_NOT_FOUND`]);
    });
  }
});
