import { expect, type TestContext, test } from 'vitest';
import { ApiError, createClient, paginate } from '../src/index.ts';
import { collect } from './support/collect.ts';
import { recordedWaits } from './support/recorded-waits.ts';
import { answer, apiError, type Step, scriptedServer } from './support/scripted-server.ts';

const AGENTS = '/api/v1/agents';
const LOGS = '/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs';
const path = { agent_id: 'a', webhook_id: 'w' };

/** A list of as many items, with cursors or without, as the service gives it. */
function listOf(total: number, cursors: boolean): Step {
  return (res, { url }) => {
    const query = new URL(url, 'http://list').searchParams;
    const per = Number(query.get('per_page') ?? 2);
    const page = Number(query.get('page') ?? 1);
    const start = query.has('cursor') ? Number(query.get('cursor')) : (page - 1) * per;
    const items = Array.from({ length: total }, (_, index) => ({ id: `${index + 1}` })).slice(start, start + per);
    const next_cursor = cursors && start + per < total ? String(start + per) : null;
    const counted = { page, total, total_pages: Math.ceil(total / per) };
    const uncounted = { page: null, total: null, total_pages: null };
    const pagination = { per_page: per, next_cursor, ...(query.has('cursor') ? uncounted : counted) };
    answer(200, { success: true, data: items, pagination })(res, { method: '', url, headers: {}, body: '' });
  };
}

async function setUp(t: TestContext, step: Step, ...more: Step[]) {
  const server = await scriptedServer(step, ...more);
  t.onTestFinished(() => server.close());
  const queries = () => server.requests.map(({ url }) => url.split('?')[1] ?? '');
  return { server, queries, client: createClient({ baseUrl: server.url, retry: recordedWaits().retry }) };
}

async function ids(items: AsyncIterable<{ id: string }>): Promise<string[]> {
  return (await collect(items)).map(({ id }) => id);
}

test('a list without cursors is read page by page', async (t) => {
  const { client, queries } = await setUp(t, listOf(5, false));
  expect(await ids(paginate(client, AGENTS))).toStrictEqual(['1', '2', '3', '4', '5']);
  expect(queries()).toStrictEqual(['', 'page=2', 'page=3']);
});

test('a list with cursors is read by cursor, and what else the query has is kept', async (t) => {
  const { client, queries } = await setUp(t, listOf(5, true));
  const query = { page: 1, status: 'failed' as const };
  expect(await ids(paginate(client, LOGS, { params: { path, query } }))).toStrictEqual(['1', '2', '3', '4', '5']);
  expect(queries()).toStrictEqual(['page=1&status=failed', 'status=failed&cursor=2', 'status=failed&cursor=4']);
  expect(query, 'the query given is not changed').toStrictEqual({ page: 1, status: 'failed' });
});

test('it begins where it is told to', async (t) => {
  const { client } = await setUp(t, listOf(5, false));
  expect(await ids(paginate(client, AGENTS, { params: { query: { page: 3 } } }))).toStrictEqual(['5']);
  const { client: byCursor } = await setUp(t, listOf(5, true));
  expect(await ids(paginate(byCursor, LOGS, { params: { path, query: { cursor: '3' } } }))).toStrictEqual(['4', '5']);
});

test('an empty list is one request and no items', async (t) => {
  const { client, queries } = await setUp(t, listOf(0, false));
  expect(await ids(paginate(client, AGENTS))).toStrictEqual([]);
  expect(queries().length).toBe(1);
});

test('leaving the loop asks for no more pages', async (t) => {
  const { client, queries } = await setUp(t, listOf(9, true));
  for await (const log of paginate(client, LOGS, { params: { path } })) if (log.id === '3') break;
  expect(queries().length).toBe(2);
});

test('nothing is asked before the loop, and each loop begins anew', async (t) => {
  const { client, queries } = await setUp(t, listOf(1, false));
  const items = paginate(client, AGENTS);
  expect(queries().length).toBe(0);
  expect([await ids(items), await ids(items)]).toStrictEqual([['1'], ['1']]);
});

test('pages() gives the pages with their pagination', async (t) => {
  const { client } = await setUp(t, listOf(3, false));
  const pages = await collect(paginate(client, AGENTS).pages());
  expect(pages.map(({ data, pagination }) => [data.length, pagination.page, pagination.total])).toStrictEqual([
    [2, 1, 3],
    [1, 2, 3],
  ]);
});

test('a page that fails is retried; one that stays an error is thrown after what came before it', async (t) => {
  const list = listOf(5, true);
  const retried = await setUp(t, list, apiError(503, 'SERVICE_UNAVAILABLE'), list);
  expect((await ids(paginate(retried.client, LOGS, { params: { path } }))).length).toBe(5);

  const { client } = await setUp(t, list, apiError(404, 'WEBHOOK_NOT_FOUND'));
  const seen: string[] = [];
  const loop = async () => {
    for await (const { id } of paginate(client, LOGS, { params: { path } })) seen.push(id);
  };
  await expect(loop).rejects.toSatisfy((error) => error instanceof ApiError && error.code === 'WEBHOOK_NOT_FOUND');
  expect(seen).toStrictEqual(['1', '2']);
});

test('a signal ends the loop', async (t) => {
  const { client, queries } = await setUp(t, listOf(9, true));
  const controller = new AbortController();
  const reason = new Error('enough');
  const loop = async () => {
    const items = paginate(client, LOGS, { params: { path }, signal: controller.signal });
    for await (const { id } of items) if (id === '2') controller.abort(reason);
  };
  await expect(loop).rejects.toBe(reason);
  expect(queries().length).toBe(1);
});

test('a server that gives the same cursor again, as a mock does, is not asked for ever', async (t) => {
  const pagination = { page: null, per_page: 2, total: null, total_pages: null, next_cursor: 'same' };
  const { client, queries } = await setUp(t, answer(200, { success: true, data: [{ id: '1' }], pagination }));
  await ids(paginate(client, LOGS, { params: { path } }));
  expect(queries()).toStrictEqual(['', 'cursor=same']);
});
