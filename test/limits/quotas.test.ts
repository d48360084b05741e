import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { collections, type UsageDocument } from '../../server/database/collections.ts';
import { createTokens } from '../../server/environments/tokens.ts';
import { type Api, apiAt, type Schemas } from '../support/api.ts';
import { localClock } from '../support/clock.ts';
import type { TestDatabase } from '../support/database.ts';
import { assertError } from '../support/error-answer.ts';
import { eventually } from '../support/eventually.ts';
import { testWith } from '../support/fixtures.ts';

const KIB = 1024;
const SETTINGS = {
  // No worker: what is asked for stays unfinished.
  ROLE: 'api',
  QUOTA_AGENTS: '3',
  QUOTA_WEBHOOKS_PER_AGENT: '2',
  QUOTA_UNFINISHED_TASKS: '2',
  QUOTA_STORED_BYTES: '1MiB',
};
const test = testWith(SETTINGS);
const webhook_url = 'http://127.0.0.1:9/';

/** Another tenant. */
async function tenant(api: Api, database: TestDatabase): Promise<Api> {
  return apiAt(api.url, await createTokens(collections(database.db), localClock).create(randomUUID()));
}

const statusesOf = (answers: { status: number }[]) => answers.map(({ status }) => status).toSorted();

test('agents: those beyond the quota are refused, in both languages, and another tenant has its own', async ({
  api,
  database,
}) => {
  const [one, other] = [await tenant(api, database), await tenant(api, database)];
  const ask = (language = 'en') =>
    one.call<Schemas['Error']>('POST', '/agents', { body: { name: 'Ana' }, headers: { 'accept-language': language } });
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask()));
  expect(statusesOf(answers)).toStrictEqual([...Array(3).fill(201), ...Array(7).fill(409)]);
  assertError(await ask(), {
    status: 409,
    code: 'QUOTA_EXCEEDED',
    message: 'An environment can have at most 3 agents.',
  });
  assertError(await ask('pt-BR'), {
    status: 409,
    code: 'QUOTA_EXCEEDED',
    message: 'Um ambiente pode ter no máximo 3 agentes.',
    language: 'pt-BR',
  });
  await other.createAgent();
  const [agent] = (await one.call<Schemas['AgentListResponse']>('GET', '/agents')).body.data;
  await one.call('DELETE', `/agents/${agent?.id}`);
  expect((await ask()).status).toBe(201);
});

test('webhooks: two processes at once make no more than an agent may have', async ({ database, startAnother }) => {
  const token = await createTokens(collections(database.db), localClock).create(randomUUID());
  const processes = await Promise.all([startAnother(SETTINGS, database), startAnother(SETTINGS, database)]);
  const [here, there] = processes.map((process) => apiAt(process.api.url, token));
  if (!here || !there) throw new Error('no processes');
  const agent = await here.createAgent();
  const body = { webhook_url, events: ['event_recording'] };
  const post = (at: Api) => at.call<Schemas['Error']>('POST', `/agents/${agent.id}/webhooks`, { body });
  const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => post(index % 2 ? here : there)));
  for (const { status } of answers) expect([201, 409]).toContain(status);
  const made = answers.filter(({ status }) => status === 201).length;
  expect(made).toBeLessThanOrEqual(2);
  const list = await here.call<Schemas['WebhookListResponse']>('GET', `/agents/${agent.id}/webhooks`);
  expect(list.body.data.webhooks).toHaveLength(made);
  for (let left = made; left < 2; left++) expect((await post(there)).status).toBe(201);
  assertError(await post(here), {
    status: 409,
    code: 'QUOTA_EXCEEDED',
    message: 'An agent can have at most 2 webhooks.',
  });
});

test('unfinished tasks: one more is refused, and another tenant has its own', async ({ api, database }) => {
  const [one, other] = [await tenant(api, database), await tenant(api, database)];
  const agents = [await one.createAgent(), await one.createAgent()];
  const webhooks = await Promise.all(
    [0, 1, 0].map((index) => one.createWebhook(agents[index]?.id ?? '', { webhook_url })),
  );
  const ask = ({ agent_id, id }: Schemas['Webhook']) =>
    one.call<Schemas['Error']>('POST', `/agents/${agent_id}/webhooks/${id}/logs/retry`, { body: {} });
  const answers = await Promise.all(webhooks.map(ask));
  expect(statusesOf(answers)).toStrictEqual([202, 202, 409]);
  const refused = answers.find(({ status }) => status === 409);
  if (!refused) throw new Error('none was refused');
  assertError(refused, {
    status: 409,
    code: 'QUOTA_EXCEEDED',
    message: 'An environment can have at most 2 unfinished tasks.',
  });
  const agent = await other.createAgent();
  expect((await other.retryLogs(await other.createWebhook(agent.id, { webhook_url }))).state).toBe('queued');
});

/** An event of so many bytes. */
const publish = (at: Api, agentId: string, bytes: number, headers: Record<string, string> = {}) =>
  at.call<Schemas['Error']>('POST', `/agents/${agentId}/events`, {
    body: { event: 'event_recording', data: { text: 'x'.repeat(bytes) } },
    headers,
  });

test('stored bytes: two processes at once accept no more than fits, and what expires makes room', async ({
  api,
  database,
  startAnother,
}) => {
  const token = await createTokens(collections(database.db), localClock).create(randomUUID());
  const there = apiAt((await startAnother(SETTINGS, database)).api.url, token);
  const here = apiAt(api.url, token);
  const agent = await here.createAgent();
  await here.createWebhook(agent.id, { webhook_url });
  const key = { 'idempotency-key': randomUUID() };
  const first = await publish(here, agent.id, 100 * KIB, key);
  expect(first.status).toBe(202);

  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => publish(index % 2 ? here : there, agent.id, 100 * KIB)),
  );
  for (const { status } of answers) expect([202, 409]).toContain(status);
  const accepted = answers.filter(({ status }) => status === 202).length;
  expect(accepted).toBeGreaterThan(0);
  expect(accepted).toBeLessThanOrEqual(9);
  await eventually(
    async () => ((await publish(there, agent.id, 90 * KIB)).status === 409 ? true : undefined),
    'it to be full',
  );
  assertError(await publish(here, agent.id, 200 * KIB), {
    status: 409,
    code: 'QUOTA_EXCEEDED',
    message: 'The events and logs of an environment can take at most 1,048,576 bytes. Old ones expire and make room.',
  });
  expect((await publish(here, agent.id, 100 * KIB, key)).body, 'what was accepted is answered').toStrictEqual(
    first.body,
  );

  const other = await tenant(api, database);
  const otherAgent = await other.createAgent();
  expect((await publish(other, otherAgent.id, 200 * KIB)).status).toBe(202);

  // As time would: the counters expire with what they count.
  const usage = database.db.collection<UsageDocument>('usage');
  await usage.updateMany({}, { $set: { expires_at: new Date(0) } });
  await eventually(
    async () => ((await publish(here, agent.id, 100 * KIB)).status === 202 ? true : undefined),
    'room for an event',
  );
});

test('a test delivery beyond the quota of stored bytes is refused, too', async ({ api, database }) => {
  const one = await tenant(api, database);
  const agent = await one.createAgent();
  const webhook = await one.createWebhook(agent.id, { webhook_url });
  const send = () => one.call<Schemas['Error']>('POST', `/agents/${agent.id}/webhooks/${webhook.id}/test`);
  expect((await send()).status).toBe(200);
  for (let size = 250; size > 0; size -= 50) while ((await publish(one, agent.id, size * KIB)).status === 202);
  for (let size = 10; size >= 0; size -= 1) while ((await publish(one, agent.id, size * KIB)).status === 202);
  expect([(await send()).status, (await send()).body.code]).toStrictEqual([409, 'QUOTA_EXCEEDED']);
});

testWith({ QUOTA_WEBHOOKS_PER_AGENT: '1000' })('a list has as many webhooks as the quota allows', async ({ api }) => {
  const agent = await api.createAgent();
  await Promise.all(Array.from({ length: 101 }, () => api.createWebhook(agent.id, { webhook_url })));
  const { status, body } = await api.call<Schemas['WebhookListResponse']>('GET', `/agents/${agent.id}/webhooks`);
  expect([status, body.data.webhooks.length]).toEqual([200, 101]);
});
