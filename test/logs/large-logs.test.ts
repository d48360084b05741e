import { BSON } from 'mongodb';
import { expect } from 'vitest';
import { paginate } from '../../client/src/index.ts';
import { type LogDocument, UNSETTLED } from '../../server/database/collections.ts';
import { newId } from '../../server/database/ids.ts';
import type { Api, Schemas, Webhook } from '../support/api.ts';
import type { TestDatabase } from '../support/database.ts';
import { copyLog, logDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { testThroughProxy } from '../support/fixtures.ts';
import type { Receiver } from '../support/receiver.ts';
import type { WireProxy } from '../support/wire-proxy.ts';

const MIB = 1024 * 1024;
/** As large as the largest event makes it. */
const LARGE = JSON.stringify({ event: 'event_recording', data: { text: 'x'.repeat(255 * 1024) } });
const LOGS = 60;
/** What one page or one step holds, and what is read before that shows. */
const [HELD, READ] = [4.5 * MIB, 14 * MIB];

const test = testThroughProxy({ RATE_LIMIT: '0' });

const pathOf = ({ agent_id, id }: Webhook) => `/agents/${agent_id}/webhooks/${id}`;

/** Failed logs of one webhook, each of an event of its own. */
async function largeLogs(
  { api, database, receiver }: { api: Api; database: TestDatabase; receiver: Receiver },
  change: Partial<LogDocument> = {},
  count = LOGS,
): Promise<{ webhook: Webhook; ids: string[] }> {
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  const copies = await copyLog(database, failed.id, count, () => ({ payload: LARGE, ...change }));
  await logDocuments(database).deleteOne({ _id: failed.id });
  return { webhook, ids: copies.map(({ _id }) => _id) };
}

/**
 * Sums up the bytes of logs that the service reads, and begins again whenever it writes. Gives the most that was read at once.
 */
function bytesRead(proxy: WireProxy, isWrite: (command: string, collection: unknown) => boolean): () => number {
  let most = 0;
  let bytes = 0;
  proxy.fault = (command, collection) => {
    if (isWrite(command, collection)) bytes = 0;
    if (command !== 'find' && command !== 'getMore') return undefined;
    return (answer) => {
      bytes += BSON.calculateObjectSize(answer);
      most = Math.max(most, bytes);
      return answer;
    };
  };
  return () => most;
}

test('a page holds fewer logs if they are large, and its cursor goes on with the next one', async ({
  api,
  database,
  proxy,
  receiver,
}) => {
  const { webhook, ids } = await largeLogs({ api, database, receiver });
  const most = bytesRead(proxy, () => false);
  const first = await api.call<Schemas['LogListResponse']>('GET', `${pathOf(webhook)}/logs?per_page=100`);
  expect(Buffer.byteLength(JSON.stringify(first.body))).toBeLessThan(HELD);
  expect(first.body.data.length).toBeGreaterThan(10);
  expect(first.body.pagination).toMatchObject({ page: 1, per_page: 100, total: LOGS, total_pages: 1 });
  expect(first.body.pagination.next_cursor).not.toBeNull();
  expect(most()).toBeLessThan(READ);

  const listed: string[] = [];
  const options = {
    params: { path: { agent_id: webhook.agent_id, webhook_id: webhook.id }, query: { per_page: 100 } },
  };
  for await (const { id } of paginate(api.client, '/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs', options))
    listed.push(id);
  expect(listed).toEqual(ids.toSorted().reverse());
});

test('a page of one log has it, however large it is', async ({ api, database, receiver }) => {
  const { webhook, ids } = await largeLogs(
    { api, database, receiver },
    { payload: JSON.stringify({ text: 'x'.repeat(5 * MIB) }) },
    2,
  );
  const { body } = await api.call<Schemas['LogListResponse']>('GET', `${pathOf(webhook)}/logs?per_page=2`);
  expect(body.data.map(({ id }) => id)).toEqual([ids.toSorted().at(-1)]);
  expect(body.pagination.next_cursor).not.toBeNull();
});

test('a bulk retry reads large logs a few at a time, and retries all', async ({ api, database, proxy, receiver }) => {
  const { webhook, ids } = await largeLogs({ api, database, receiver }, {}, 2 * LOGS);
  const most = bytesRead(proxy, (command, collection) => command === 'insert' && collection === 'logs');
  const task = await api.taskEnd(webhook, (await api.retryLogs(webhook)).id);
  expect([task.state, task.matched, task.queued]).toEqual(['completed', 2 * LOGS, 2 * LOGS]);
  // With what is read meanwhile to send the retries.
  expect(most()).toBeLessThan(READ + 8 * MIB);
  const retried = await logDocuments(database).distinct('original_log_id', {
    webhook_id: webhook.id,
    trigger: 'manual',
  });
  expect(new Set(retried)).toEqual(new Set(ids));
});

test('a claim reads large logs a few at a time, and all are sent', async ({ api, database, proxy, receiver }) => {
  const originalIds: string[] = [];
  for (let index = 0; index < 12; index++) {
    originalIds.push(...(await largeLogs({ api, database, receiver }, {}, 1)).ids);
  }
  let most = 0;
  proxy.fault = (command, collection) => {
    if (command !== 'find' || collection !== 'logs') return undefined;
    return (answer) => {
      most = Math.max(most, BSON.calculateObjectSize(answer));
      return answer;
    };
  };
  const documents = logDocuments(database);
  const originals = await documents.find({ _id: { $in: originalIds } }).toArray();
  const waiting = originals.flatMap(({ expires_at: _, finished_at: __, ...original }) =>
    Array.from({ length: 8 }, (): LogDocument => {
      const now = new Date();
      return { ...original, _id: newId(now), event_id: newId(now), status: 'queued', open: true, due_at: now };
    }),
  );
  await documents.insertMany(waiting);
  const ids = waiting.map(({ _id }) => _id);
  await eventually(async () => {
    const sent = await documents.countDocuments({ _id: { $in: ids }, status: { $in: ['success', 'failed'] } });
    return sent === ids.length ? true : undefined;
  }, 'all to be sent');
  expect(most).toBeLessThan(HELD);
  expect(most).toBeGreaterThan(MIB);
});

test('a bulk retry does not read the payloads of logs that it skips', async ({ api, database, proxy, receiver }) => {
  const { webhook } = await largeLogs({ api, database, receiver });
  const documents = logDocuments(database);
  const failed = await documents.find({ webhook_id: webhook.id }).toArray();
  // Each was delivered by a later attempt.
  await documents.insertMany(
    failed.map((log) => ({ ...log, _id: newId(new Date()), status: 'success' as const, attempt: 2, sequence: 2 })),
  );
  const most = bytesRead(proxy, () => false);
  const task = await api.taskEnd(webhook, (await api.retryLogs(webhook)).id);
  expect([task.state, task.matched, task.skipped]).toEqual(['completed', LOGS, LOGS]);
  expect(most()).toBeLessThan(MIB);
});

test('large results that a crashed process left unsettled are settled a few at a time', async ({
  api,
  database,
  proxy,
  receiver,
}) => {
  const most = bytesRead(proxy, (command, collection) => command === 'update' && collection === 'logs');
  const next_attempt_at = new Date(Date.now() + 3_600_000);
  const { webhook } = await largeLogs(
    { api, database, receiver },
    { expires_at: UNSETTLED, finished_at: new Date(0), next_attempt_at },
  );
  await eventually(async () => {
    const filter = { webhook_id: webhook.id, trigger: 'automatic' as const, status: 'queued' as const };
    return (await logDocuments(database).countDocuments(filter)) === LOGS ? true : undefined;
  }, 'every next attempt');
  expect(most()).toBeLessThan(READ);
});
