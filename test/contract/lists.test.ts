import { describe, expect } from 'vitest';
import type { Api } from '../support/api.ts';
import { copyLog } from '../support/documents.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { type Fixtures, test } from '../support/fixtures.ts';

interface Page {
  data: { id: string }[];
  pagination: { next_cursor: string | null; total: number | null };
}

const COUNT = 7;
const PER_PAGE = 2;

/** Every list of the contract that has pages: its path, and how another item comes to it (its id is given). */
const LISTS: Record<string, (fixtures: Fixtures) => Promise<{ path: string; add: () => Promise<string> }>> = {
  listAgents: async ({ api }) => ({ path: '/agents', add: async () => (await api.createAgent()).id }),
  listLogs: async ({ api, database, receiver }) => {
    const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
    return {
      path: `/agents/${webhook.agent_id}/webhooks/${webhook.id}/logs`,
      add: async () => {
        const [copy] = await copyLog(database, failed.id, 1);
        if (!copy) throw new Error('no log was copied');
        return copy._id;
      },
    };
  },
};

async function page(api: Api, path: string, query: string): Promise<Page> {
  const { status, body } = await api.call<Page>('GET', `${path}?per_page=${PER_PAGE}${query}`);
  expect(status).toBe(200);
  return body;
}

/** All ids, by cursor. @param between called after each page */
async function walk(api: Api, path: string, between?: () => Promise<unknown>): Promise<string[]> {
  const ids: string[] = [];
  for (let query: string | null = ''; query !== null; ) {
    const { data, pagination }: Page = await page(api, path, query);
    ids.push(...data.map(({ id }) => id));
    query = pagination.next_cursor && `&cursor=${pagination.next_cursor}`;
    await between?.();
  }
  return ids;
}

describe.each(Object.entries(LISTS))('%s', (_operation, scene) => {
  test('is in the documented order, the newest first, by page and by cursor alike', async ({
    api,
    database,
    receiver,
  }) => {
    const { path, add } = await scene({ api, database, receiver });
    const added: string[] = [];
    for (let count = 0; count < COUNT; count++) added.unshift(await add());
    const byCursor = await walk(api, path);
    expect(byCursor.slice(0, COUNT)).toEqual(added);
    const byPage: string[] = [];
    for (let number = 1; byPage.length < byCursor.length; number++) {
      const { data, pagination } = await page(api, path, `&page=${number}`);
      expect(pagination.total).toBe(byCursor.length);
      byPage.push(...data.map(({ id }) => id));
    }
    expect(byPage).toEqual(byCursor);
  });

  test('is walked without a repeat and without a gap while items come', async ({ api, database, receiver }) => {
    const { path, add } = await scene({ api, database, receiver });
    for (let count = 0; count < COUNT; count++) await add();
    const before = await walk(api, path);
    expect(await walk(api, path, add)).toEqual(before);
  });

  test('refuses a cursor that it did not give', async ({ api, database, receiver }) => {
    const { path } = await scene({ api, database, receiver });
    const { status, body } = await api.call<{ code: string }>('GET', `${path}?cursor=nonsense`);
    expect([status, body.code]).toEqual([422, 'VALIDATION_FAILED']);
  });
});

test('listWebhooks shows all webhooks of the agent, the newest first', async ({ api, receiver }) => {
  const agent = await api.createAgent();
  const added: string[] = [];
  for (let count = 0; count < 3; count++) {
    added.unshift((await api.createWebhook(agent.id, { webhook_url: receiver.url })).id);
  }
  const { body } = await api.call<{ data: { webhooks: { id: string }[] } }>('GET', `/agents/${agent.id}/webhooks`);
  expect(body.data.webhooks.map(({ id }) => id)).toEqual(added);
});
