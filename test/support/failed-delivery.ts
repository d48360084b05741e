import { randomUUID } from 'node:crypto';
import type { Api, Log, Schemas, Webhook } from './api.ts';
import type { Received, Receiver } from './receiver.ts';

export interface FailedDelivery {
  agent: Schemas['Agent'];
  webhook: Schemas['CreatedWebhook'];
  /** The log of the first attempt, which the receiver answered with 500. */
  failed: Log;
}

/** An event that the receiver refused once. The receiver answers 200 from then on. */
export async function failedDelivery(
  api: Api,
  receiver: Receiver,
  request: Partial<Schemas['CreateWebhookRequest']> = {},
): Promise<FailedDelivery> {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, ...request });
  const failed = await failedEvent(api, receiver, webhook);
  return { agent, webhook, failed };
}

/** One more event that the receiver refuses once. */
export async function failedEvent(api: Api, receiver: Receiver, webhook: Webhook): Promise<Log> {
  receiver.answer = 500;
  const { event_id } = await api.publish(webhook.agent_id, { recording_id: randomUUID() });
  const failed = await api.logThat(webhook, (log) => log.event_id === event_id && log.status === 'failed');
  receiver.answer = 200;
  return failed;
}

/** What came in of one event, in the order in which it came. */
export function attemptsAt(receiver: Receiver, { event_id }: Pick<Log, 'event_id'>): Received[] {
  return receiver.received.filter(({ headers }) => headers['webhook-id'] === event_id);
}

/** The log was answered for good. */
export function isFinal({ status }: Log): boolean {
  return status === 'success' || status === 'failed' || status === 'canceled';
}
