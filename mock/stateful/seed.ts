import type { Seeded } from '../../toolkit/contract/mock/backend.ts';
import type { Api, Log, Webhook } from './api.ts';

/** Older than any log that can be retried, ms. */
const OLD = 45 * 86_400_000;
/** Seconds; the longest that the contract allows. */
const LONGEST_TIMEOUT = 120;

export interface SeedOptions {
  api: Api;
  /** The built-in receiver. */
  receiver: string;
  /** Makes a log that old, ms. Gives its new id. */
  age(log: Log, ms: number): Promise<string>;
}

const recording = (recording_id: string) => ({ event: 'event_recording' as const, data: { recording_id } });
const isFailed = ({ status }: Log) => status === 'failed';

/** An agent, webhooks of every kind, and a log in every state: a name for each, by which it is found again. */
export async function seed({ api, receiver, age }: SeedOptions): Promise<Seeded> {
  const agent = await api.createAgent('Ana');
  const ofAgent = { agent: { id: agent.id, path: `/api/v1/agents/${agent.id}` } };
  const nameLog = (seeded: Seeded, name: string, { agent_id, id }: Webhook, logId: string) => {
    seeded[name] = { id: logId, path: `/api/v1/agents/${agent_id}/webhooks/${id}/logs/${logId}` };
  };

  // An event goes to every webhook of its agent that is there, enabled and subscribed.
  async function webhook(
    seeded: Seeded,
    name: string,
    path: string,
    events: Webhook['events'],
    max_retries = 0,
  ): Promise<Webhook> {
    const webhook_url = receiver + path;
    const made = await api.createWebhook(agent.id, {
      name,
      webhook_url,
      events,
      max_retries,
      timeout: LONGEST_TIMEOUT,
    });
    seeded[`webhook ${name}`] = { id: made.id, path: `/api/v1/agents/${agent.id}/webhooks/${made.id}` };
    return made;
  }

  async function recoverable(): Promise<Seeded> {
    const seeded: Seeded = {};
    const crm = await webhook(seeded, 'CRM', '/recovers', ['event_recording', 'event_action']);
    await api.publish(agent.id, recording('rec_old'));
    const old = await age(await api.logThat(crm, isFailed), OLD);
    await api.publish(agent.id, recording('rec_delivered'));
    const fresh = (log: Log) => isFailed(log) && log.id !== old;
    const delivered = await api.logThat(crm, fresh);
    await api.retry(delivered, crm);
    const success = await api.logThat(crm, ({ status }) => status === 'success');
    await api.publish(agent.id, recording('rec_failed'));
    const failed = await api.logThat(crm, (log) => fresh(log) && log.id !== delivered.id);
    nameLog(seeded, 'log failed (can be retried)', crm, failed.id);
    nameLog(seeded, 'log success (already_succeeded)', crm, success.id);
    nameLog(seeded, 'log already_delivered', crm, delivered.id);
    nameLog(seeded, 'log too_old', crm, old);
    return seeded;
  }

  async function scheduled(): Promise<Seeded> {
    const seeded: Seeded = {};
    const billing = await webhook(seeded, 'Billing', '/recovers', ['event_action_failed'], 3);
    const actionFailed = { event: 'event_action_failed' as const, data: { action_id: 'act_1' } };
    await api.publish(agent.id, actionFailed);
    await api.retry(await api.logThat(billing, isFailed), billing);
    const canceled = await api.logThat(billing, ({ status }) => status === 'canceled');
    await api.publish(agent.id, actionFailed);
    const queued = await api.logThat(billing, ({ status, trigger }) => status === 'queued' && trigger === 'automatic');
    nameLog(seeded, 'log canceled', billing, canceled.id);
    nameLog(seeded, 'log queued (in_progress)', billing, queued.id);
    return seeded;
  }

  async function hanging(): Promise<Seeded> {
    const seeded: Seeded = {};
    const analytics = await webhook(seeded, 'Analytics', '/fails-then-hangs', ['event_conversation_ended']);
    await api.publish(agent.id, { event: 'event_conversation_ended', data: { conversation_id: 'conv_1' } });
    const first = await api.logThat(analytics, isFailed);
    await api.retry(first, analytics);
    const delivering = await api.logThat(analytics, ({ status }) => status === 'delivering');
    nameLog(seeded, 'log retry_in_progress', analytics, first.id);
    nameLog(seeded, 'log delivering (in_progress)', analytics, delivering.id);
    return seeded;
  }

  async function disabled(): Promise<Seeded> {
    const seeded: Seeded = {};
    const archive = await webhook(seeded, 'Archive', '/down', ['event_connection_closed']);
    await api.publish(agent.id, { event: 'event_connection_closed', data: { connection_id: 'con_1' } });
    const lost = await api.logThat(archive, isFailed);
    await api.disable(archive);
    nameLog(seeded, 'log webhook_disabled', archive, lost.id);
    return seeded;
  }

  // Side by side: no two of them share an event.
  const groups = await Promise.all([recoverable(), scheduled(), hanging(), disabled()]);
  return Object.assign({}, ofAgent, ...groups);
}
