import { expect } from 'vitest';
import { newId } from '../../server/database/ids.ts';
import type { Api, Schemas, Webhook } from '../support/api.ts';
import { copyLog, logDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery, failedEvent } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';

type Task = Schemas['Task'];

const pathOf = ({ agent_id, id }: Webhook) => `/agents/${agent_id}/webhooks/${id}`;

async function getTask(api: Api, webhook: Webhook, taskId: string): Promise<Task> {
  return api.task(webhook, taskId);
}

/** Retries by the filter, and waits for the end of the task. */
async function retryAll(api: Api, webhook: Webhook, filter: Schemas['RetryLogsRequest'] = {}): Promise<Task> {
  const { status, body } = await api.call<Schemas['RetryTaskQueuedResponse']>('POST', `${pathOf(webhook)}/logs/retry`, {
    body: filter,
  });
  expect(status).toBe(202);
  expect([body.message, body.data.state]).toStrictEqual(['Retry task queued successfully', 'queued']);
  return eventually(async () => {
    const task = await getTask(api, webhook, body.data.id);
    return task.finished_at ? task : undefined;
  }, 'the task to end');
}

const counts = ({ state, matched, queued, skipped }: Task) => ({ state, matched, queued, skipped });

test('all failed logs are retried, each event once, and what was delivered since is skipped', async ({
  api,
  receiver,
}) => {
  const { webhook, failed: delivered } = await failedDelivery(api, receiver);
  const other = await failedEvent(api, receiver, webhook);
  const twice = await failedEvent(api, receiver, webhook);
  await api.retry(webhook, delivered.id);
  await api.logThat(webhook, ({ event_id, status }) => event_id === delivered.event_id && status === 'success');
  receiver.answer = 500;
  const { body } = await api.retry(webhook, twice.id);
  const second = await api.logThat(webhook, ({ id, status }) => id === body.data.log_id && status === 'failed');
  receiver.answer = 200;

  const task = await retryAll(api, webhook);
  expect(counts(task)).toStrictEqual({ state: 'completed', matched: 4, queued: 2, skipped: 2 });
  const retried = await eventually(async () => {
    const logs = (await api.logs(webhook)).filter(
      ({ trigger, status }) => trigger === 'manual' && status === 'success',
    );
    return logs.length === 3 ? logs : undefined;
  }, 'the retries to be delivered');
  // Of the event that failed twice, the later attempt is the one that is retried.
  for (const log of [other, second]) {
    expect(retried.filter(({ original_log_id }) => original_log_id === log.id).length).toBe(1);
  }
  expect([delivered, other, twice].map((log) => attemptsAt(receiver, log).length)).toStrictEqual([2, 2, 3]);
  // There is nothing left to do for another one.
  expect(counts(await retryAll(api, webhook))).toStrictEqual({ state: 'completed', matched: 4, queued: 0, skipped: 4 });
});

test('a filter takes the logs of one event, from a time on and up to a time', async ({ api, database, receiver }) => {
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  const at =
    (time: string, event: Schemas['EventName'] = 'event_recording') =>
    () => {
      const created_at = new Date(time);
      return { _id: newId(created_at), created_at, event };
    };
  // Recent enough to be retried, whenever this runs.
  const day = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const [before] = await copyLog(database, failed.id, 1, at(`${day}T09:59:59.999Z`));
  const [first] = await copyLog(database, failed.id, 1, at(`${day}T10:00:00.000Z`));
  const [last] = await copyLog(database, failed.id, 1, at(`${day}T10:59:59.999Z`));
  const [other] = await copyLog(database, failed.id, 1, at(`${day}T10:30:00.000Z`, 'event_action'));
  const [end] = await copyLog(database, failed.id, 1, at(`${day}T11:00:00.000Z`));

  const retriedBy = async (filter: Schemas['RetryLogsRequest']) => {
    const task = await retryAll(api, webhook, filter);
    const logs = logDocuments(database);
    const manual = await logs.find({ webhook_id: webhook.id, trigger: 'manual' }).toArray();
    await logs.deleteMany({ webhook_id: webhook.id, trigger: 'manual' });
    expect(task.queued).toBe(manual.length);
    return manual.map(({ original_log_id }) => original_log_id).toSorted();
  };
  const ids = (...logs: ({ _id: string } | undefined)[]) => logs.map((log) => log?._id ?? '').toSorted();
  const [from, to] = [`${day}T10:00:00Z`, `${day}T11:00:00Z`];
  expect(await retriedBy({ from, to })).toStrictEqual(ids(first, last, other));
  expect(await retriedBy({ event: 'event_action' })).toStrictEqual(ids(other));
  expect(await retriedBy({ event: 'event_recording', from, to })).toStrictEqual(ids(first, last));
  expect(await retriedBy({ to: from })).toStrictEqual(ids(before));
  expect(await retriedBy({ from: to })).toStrictEqual(ids(end, { _id: failed.id }));
  expect(await retriedBy({ event: 'event_user_connected' })).toStrictEqual([]);
});

test('logs that are too old are skipped', async ({ api, database, receiver }) => {
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  const created_at = new Date(Date.now() - 31 * 24 * 60 * 60 * 1000);
  await copyLog(database, failed.id, 3, () => ({ _id: newId(created_at), created_at }));
  expect(counts(await retryAll(api, webhook))).toStrictEqual({ state: 'completed', matched: 4, queued: 1, skipped: 3 });
});

test('a disabled webhook is refused: webhook_disabled, in the language asked for', async ({ api, receiver }) => {
  const { webhook } = await failedDelivery(api, receiver);
  await api.toggle(webhook);
  const { status, body } = await api.call<Schemas['LogNotRetriableError']>('POST', `${pathOf(webhook)}/logs/retry`, {
    body: {},
    headers: { 'accept-language': 'pt-BR' },
  });
  expect([status, body.code, body.reason, body.message]).toStrictEqual([
    422,
    'LOG_NOT_RETRIABLE',
    'webhook_disabled',
    'Não é possível retentar o log',
  ]);
});

test('a task of another webhook is not there', async ({ api, receiver }) => {
  const one = await failedDelivery(api, receiver);
  const other = await failedDelivery(api, receiver);
  const task = await retryAll(api, one.webhook);
  const { status, body } = await api.call<Schemas['Error']>('GET', `${pathOf(other.webhook)}/tasks/${task.id}`);
  expect([status, body.code]).toStrictEqual([404, 'TASK_NOT_FOUND']);
});
