import type { ServerResponse } from 'node:http';
import { expect } from 'vitest';
import type { Api, Log, Schemas, Webhook } from './api.ts';
import { eventually } from './eventually.ts';
import type { Receiver } from './receiver.ts';

/** A webhook of a new agent; a delivery to it is not retried by itself, unless the request says so. */
export async function newWebhook(
  api: Api,
  receiver: Receiver,
  request: Partial<Schemas['CreateWebhookRequest']> = {},
): Promise<Webhook> {
  const agent = await api.createAgent();
  return api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 0, ...request });
}

/** Retries by the filter, and waits for the end of the task. */
export async function retryAll(api: Api, webhook: Webhook, filter: Schemas['RetryLogsRequest']) {
  const { id } = await api.retryLogs(webhook, filter);
  const { state, matched, queued, skipped } = await api.taskEnd(webhook, id);
  return { state, matched, queued, skipped };
}

/** The logs of the webhook that are so, once there are as many. */
export async function logsThat(
  api: Api,
  webhook: Webhook,
  is: (log: Log) => boolean,
  count: number,
  what: string,
): Promise<Log[]> {
  return eventually(async () => {
    const found = (await api.logs(webhook)).filter(is);
    return found.length === count ? found : undefined;
  }, what);
}

export const isDelivered = ({ status }: Log) => status === 'success';
export const isRecoverable = ({ status, error_code }: Log) =>
  status === 'canceled' && error_code === 'webhook_disabled';

/** Holds what comes in, until it is let go with a status. */
export function holdAttempts(receiver: Receiver): {
  arrived(count: number): Promise<unknown>;
  answer(status: number): void;
} {
  const held: ServerResponse[] = [];
  receiver.answer = (_req, res) => void held.push(res);
  return {
    arrived: (count) => eventually(() => (held.length >= count ? true : undefined), 'the attempt at the receiver'),
    answer(status) {
      receiver.answer = status;
      for (const res of held) res.writeHead(status).end();
    },
  };
}

/** Retries the log, and expects to be refused for this reason. */
export async function refusedAs(
  api: Api,
  webhook: Webhook,
  log: Log,
  reason: Schemas['RetryRefusalReason'],
): Promise<void> {
  const { status, body } = await api.retry<Schemas['LogNotRetriableError']>(webhook, log.id);
  expect([status, body.code, body.reason]).toStrictEqual([422, 'LOG_NOT_RETRIABLE', reason]);
}
