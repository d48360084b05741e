import { setTimeout as sleep } from 'node:timers/promises';
import type { components } from '../../generated/types.ts';

type Schemas = components['schemas'];
export type Log = Schemas['Log'];
export type Webhook = Schemas['Webhook'];

/** ms; the service is on this machine. */
const PATIENCE = 20_000;
const POLL = 10;

/** The few calls that the seeds need. */
export interface Api {
  createAgent(name: string): Promise<Schemas['Agent']>;
  createWebhook(agentId: string, body: Schemas['CreateWebhookRequest']): Promise<Webhook>;
  disable(webhook: Webhook): Promise<void>;
  publish(agentId: string, event: Schemas['PublishEventRequest']): Promise<void>;
  retry(log: Log, webhook: Webhook): Promise<void>;
  /** Waits for a log of the webhook that is as it should be. */
  logThat(webhook: Webhook, is: (log: Log) => boolean): Promise<Log>;
}

export function apiAt(url: string, token: string): Api {
  async function call<Data>(method: string, path: string, body?: object): Promise<Data> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`seeding failed: ${method} ${path}: ${await response.text()}`);
    const { data } = (await response.json()) as { data: Data };
    return data;
  }
  const pathOf = ({ agent_id, id }: Webhook) => `/agents/${agent_id}/webhooks/${id}`;
  return {
    createAgent: (name) => call('POST', '/agents', { name }),
    createWebhook: (agentId, body) => call('POST', `/agents/${agentId}/webhooks`, body),
    disable: (webhook) => call('PATCH', `${pathOf(webhook)}/toggle`),
    publish: (agentId, event) => call('POST', `/agents/${agentId}/events`, event),
    retry: (log, webhook) => call('POST', `${pathOf(webhook)}/logs/${log.id}/retry`),
    async logThat(webhook, is) {
      const deadline = Date.now() + PATIENCE;
      for (;;) {
        const logs = await call<Log[]>('GET', `${pathOf(webhook)}/logs?per_page=100`);
        const found = logs.find(is);
        if (found) return found;
        if (Date.now() > deadline) throw new Error(`seeding failed: ${webhook.name} did not get its log`);
        await sleep(POLL);
      }
    },
  };
}
