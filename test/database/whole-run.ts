import { assert, expect } from 'vitest';
import { type paths, unwrap } from '../../client/src/index.ts';
import type { Api, Webhook } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { Receiver } from '../support/receiver.ts';

const WEBHOOK = '/api/v1/agents/{agent_id}/webhooks/{webhook_id}';
type LogQuery = NonNullable<paths[`${typeof WEBHOOK}/logs`]['get']['parameters']['query']>;

/**
 * Every operation of the API, and every turn that a delivery can take.
 * @param fill gives the webhook a past
 */
export async function useAll(api: Api, receiver: Receiver, fill: (webhook: Webhook) => Promise<void>): Promise<void> {
  const { client } = api;
  await unwrap(client.GET('/health/live'));
  await unwrap(client.GET('/health/ready'));
  await unwrap(client.GET('/metrics'));
  await unwrap(client.GET('/openapi.json'));

  const agent = await api.createAgent();
  const inAgent = { params: { path: { agent_id: agent.id } } };
  await unwrap(client.GET('/api/v1/agents'));
  await unwrap(client.GET('/api/v1/agents/{agent_id}', inAgent));
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 3 });
  const path = { agent_id: agent.id, webhook_id: webhook.id };
  const inWebhook = { params: { path } };
  await fill(webhook);
  await unwrap(client.GET('/api/v1/agents/{agent_id}/webhooks', inAgent));
  await unwrap(client.PUT(WEBHOOK, { ...inWebhook, body: { name: 'Another name' } }));
  await unwrap(client.POST(`${WEBHOOK}/secret/rotate`, inWebhook));
  await unwrap(client.POST(`${WEBHOOK}/test`, inWebhook));

  receiver.answer = 500;
  await api.publish(agent.id, {}, { 'idempotency-key': 'k' });
  await api.publish(agent.id, {}, { 'idempotency-key': 'k' });
  const failed = await api.logThat(webhook, ({ status }) => status === 'failed');
  receiver.answer = 200;
  expect(await api.retry(webhook, failed.id)).toMatchObject({ status: 200 });
  await api.logThat(webhook, ({ status, trigger }) => status === 'success' && trigger === 'manual');
  receiver.answer = 500;
  await api.publish(agent.id);
  await api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'failed');

  const list = (query: LogQuery) => unwrap(client.GET(`${WEBHOOK}/logs`, { params: { path, query } }));
  await list({});
  await list({ status: 'failed' });
  await list({ event: 'event_recording' });
  await list({ status: 'failed', event: 'event_recording' });
  await list({ from: new Date(Date.now() - 60_000).toISOString(), page: 2 });
  const { next_cursor: cursor } = (await list({ per_page: 1 })).pagination;
  assert(cursor, 'there is a second page');
  await list({ per_page: 1, cursor });
  await list({ event_id: failed.event_id });
  await api.log(webhook, failed.id);
  await unwrap(client.GET(`${WEBHOOK}/logs/{log_id}/retry`, { params: { path: { ...path, log_id: failed.id } } }));
  await watchOnce(api, webhook);
  await unwrap(client.GET(`${WEBHOOK}/stats`, inWebhook));
  await unwrap(client.GET('/api/v1/agents/{agent_id}/stats', inAgent));
  const link = await unwrap(client.POST('/api/v1/agents/{agent_id}/portal', { ...inAgent, body: {} }));
  const ofLink = { headers: { authorization: `Bearer ${link.data.token}` } };
  await unwrap(client.POST('/api/v1/portal/session', ofLink));
  await unwrap(client.DELETE('/api/v1/agents/{agent_id}/portal', inAgent));

  receiver.answer = 200;
  const { data: task } = await unwrap(client.POST(`${WEBHOOK}/logs/retry`, { ...inWebhook, body: {} }));
  const over = (taskId: string) =>
    eventually(async () => {
      const inTask = { params: { path: { ...path, task_id: taskId } } };
      const { data } = await unwrap(client.GET(`${WEBHOOK}/tasks/{task_id}`, inTask));
      return data.state === 'completed' ? true : undefined;
    }, 'the bulk retry');
  await over(task.id);

  receiver.answer = 410;
  await api.publish(agent.id);
  await eventually(async () => {
    const { data } = await unwrap(client.GET(WEBHOOK, inWebhook));
    return data.enabled ? undefined : true;
  }, 'the webhook to be disabled');
  await api.publish(agent.id);
  await unwrap(client.PATCH(`${WEBHOOK}/toggle`, inWebhook));
  receiver.answer = 200;
  const canceled = await api.logThat(webhook, ({ error_code }) => error_code === 'webhook_disabled');
  await api.retry(webhook, canceled.id);
  const body: { status: ('failed' | 'canceled')[] } = { status: ['failed', 'canceled'] };
  const { data: recovery } = await unwrap(client.POST(`${WEBHOOK}/logs/retry`, { ...inWebhook, body }));
  await over(recovery.id);
  await unwrap(client.DELETE(WEBHOOK, inWebhook));
  await unwrap(client.DELETE('/api/v1/agents/{agent_id}', inAgent));
}

/** Reads a stream until its first look at the logs. */
async function watchOnce({ client }: Api, { agent_id, id }: Webhook): Promise<void> {
  const leaving = new AbortController();
  const stream = await client.GET(`${WEBHOOK}/logs/stream`, {
    params: { path: { agent_id, webhook_id: id } },
    parseAs: 'stream',
    signal: leaving.signal,
  });
  const reader = stream.data?.getReader();
  for (let pieces = 0; pieces < 2; pieces++) await reader?.read();
  leaving.abort();
}
