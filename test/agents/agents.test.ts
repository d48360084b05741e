import { describe, expect } from 'vitest';
import type { Answer, Api, Schemas } from '../support/api.ts';
import { logDocuments } from '../support/documents.ts';
import { assertError } from '../support/error-answer.ts';
import { eventually } from '../support/eventually.ts';
import { test } from '../support/fixtures.ts';

const create = (api: Api, name: string) =>
  api.call<Schemas['AgentCreatedResponse']>('POST', '/agents', { body: { name } });

describe('an agent', () => {
  test('is created, and is there from then on', async ({ api }) => {
    const created = await create(api, 'Ana');
    expect(created.status).toBe(201);
    const { id, created_at } = created.body.data;
    expect(created.body).toStrictEqual({
      success: true,
      message: 'Agent created successfully',
      data: { id, name: 'Ana', created_at },
    });
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

    const { status, body } = await api.call('GET', `/agents/${id}`);
    expect([status, body]).toStrictEqual([200, { success: true, data: created.body.data }]);
  });

  test('keeps its name as it is, but for the space around it', async ({ api }) => {
    const nameOf = async (name: string) => {
      const { id } = (await create(api, name)).body.data;
      return (await api.call<Schemas['AgentResponse']>('GET', `/agents/${id}`)).body.data.name;
    };
    expect(await nameOf('  Ana\t')).toBe('Ana');
    for (const name of ['Ana Lúcia', '🐢', '$where', 'a.b', '<b>', 'null', '{"$gt":""}', 'x'.repeat(200)]) {
      expect(await nameOf(name)).toBe(name);
    }
  });
});

test('agents are listed a page at a time, the newest first', async ({ api }) => {
  const made: string[] = [];
  for (const name of ['one', 'two', 'three']) made.unshift((await create(api, name)).body.data.id);
  const list = async (query: string) => (await api.call<Schemas['AgentListResponse']>('GET', `/agents${query}`)).body;

  const all = await list('');
  const { total } = all.pagination;
  expect(all.data.slice(0, 3).map(({ id }) => id)).toStrictEqual(made);
  expect(all.pagination).toStrictEqual({ page: 1, per_page: 25, total, total_pages: 1, next_cursor: null });

  const second = await list('?page=2&per_page=2');
  expect(second.data).toStrictEqual(all.data.slice(2, 4));
  expect(second.pagination.total_pages).toBe(Math.ceil((total ?? 0) / 2));
  expect((await list('?page=999')).data, 'a page past the end is empty').toStrictEqual([]);
});

test('a deleted agent is gone with all that it had, and what waited is canceled', async ({
  api,
  database,
  receiver,
}) => {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  receiver.answer = 503;
  await api.publish(agent.id);
  // The first attempt failed: an automatic retry waits, an hour from now.
  const waiting = await api.logThat(webhook, ({ status, trigger }) => status === 'queued' && trigger === 'automatic');

  const { status, body } = await api.call('DELETE', `/agents/${agent.id}`);
  expect([status, body]).toStrictEqual([200, { success: true, message: 'Agent deleted successfully' }]);

  const gone = { status: 404, code: 'AGENT_NOT_FOUND', message: 'Agent not found in this environment.' } as const;
  for (const path of ['', '/webhooks', `/webhooks/${webhook.id}`, `/webhooks/${webhook.id}/logs/${waiting.id}`]) {
    assertError(await api.call('GET', `/agents/${agent.id}${path}`), gone);
  }
  const publish: Answer<Schemas['Error']> = await api.call('POST', `/agents/${agent.id}/events`, {
    body: { event: 'event_recording', data: {} },
  });
  assertError(publish, gone);
  assertError(await api.call('DELETE', `/agents/${agent.id}`), gone);
  const canceled = await eventually(async () => {
    const log = await logDocuments(database).findOne({ _id: waiting.id });
    return log?.status === 'canceled' ? log : undefined;
  }, 'the waiting attempt to be canceled');
  expect(canceled.error_code).toBe('webhook_deleted');
});
