import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyLog } from '../support/documents.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { startTestService, type TestService } from '../support/service.ts';

interface Page {
  data: { id: string }[];
  pagination: { next_cursor: string | null; total: number | null };
}

const COUNT = 7;
const PER_PAGE = 2;

let service: TestService;
let receiver: Receiver;
beforeAll(async () => {
  [service, receiver] = await Promise.all([startTestService(), startReceiver()]);
});
afterAll(async () => {
  await receiver.close();
  await service.close();
});

/** Every list of the contract that has pages: its path, and how another item comes to it (its id is given). */
const LISTS: Record<string, () => Promise<{ path: string; add: () => Promise<string> }>> = {
  listAgents: async () => ({ path: '/agents', add: async () => (await service.api.createAgent()).id }),
  listLogs: async () => {
    const { webhook, failed } = await failedDelivery(service.api, receiver);
    return {
      path: `/agents/${webhook.agent_id}/webhooks/${webhook.id}/logs`,
      add: async () => {
        const [copy] = await copyLog(service.database, failed.id, 1);
        if (!copy) throw new Error('no log was copied');
        return copy._id;
      },
    };
  },
};

async function page(path: string, query: string): Promise<Page> {
  const { status, body } = await service.api.call<Page>('GET', `${path}?per_page=${PER_PAGE}${query}`);
  expect(status).toBe(200);
  return body;
}

/** All ids, by cursor. @param between called after each page */
async function walk(path: string, between?: () => Promise<unknown>): Promise<string[]> {
  const ids: string[] = [];
  for (let query: string | null = ''; query !== null; ) {
    const { data, pagination }: Page = await page(path, query);
    ids.push(...data.map(({ id }) => id));
    query = pagination.next_cursor && `&cursor=${pagination.next_cursor}`;
    await between?.();
  }
  return ids;
}

describe.each(Object.entries(LISTS))('%s', (_operation, scene) => {
  test('is in the documented order, the newest first, by page and by cursor alike', async () => {
    const { path, add } = await scene();
    const added: string[] = [];
    for (let count = 0; count < COUNT; count++) added.unshift(await add());
    const byCursor = await walk(path);
    expect(byCursor.slice(0, COUNT)).toEqual(added);
    const byPage: string[] = [];
    for (let number = 1; byPage.length < byCursor.length; number++) {
      const { data, pagination } = await page(path, `&page=${number}`);
      expect(pagination.total).toBe(byCursor.length);
      byPage.push(...data.map(({ id }) => id));
    }
    expect(byPage).toEqual(byCursor);
  });

  test('is walked without a repeat and without a gap while items come', async () => {
    const { path, add } = await scene();
    for (let count = 0; count < COUNT; count++) await add();
    const before = await walk(path);
    expect(await walk(path, add)).toEqual(before);
  });

  test('refuses a cursor that it did not give', async () => {
    const { path } = await scene();
    const { status, body } = await service.api.call<{ code: string }>('GET', `${path}?cursor=nonsense`);
    expect([status, body.code]).toEqual([422, 'VALIDATION_FAILED']);
  });
});

test('listWebhooks shows all webhooks of the agent, the newest first', async () => {
  const agent = await service.api.createAgent();
  const added: string[] = [];
  for (let count = 0; count < 3; count++) {
    added.unshift((await service.api.createWebhook(agent.id, { webhook_url: receiver.url })).id);
  }
  const { body } = await service.api.call<{ data: { webhooks: { id: string }[] } }>(
    'GET',
    `/agents/${agent.id}/webhooks`,
  );
  expect(body.data.webhooks.map(({ id }) => id)).toEqual(added);
});
