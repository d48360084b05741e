import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient, paginate, unwrap } from '../../client/src/index.ts';
import type { components } from '../../generated/types.ts';
import type { Seeded } from '../../toolkit/contract/mock/backend.ts';

type Schemas = components['schemas'];
type Log = Schemas['Log'];
type Webhook = Schemas['Webhook'];

/** ms; the service is on this machine. */
const PATIENCE = 20_000;
const POLL = 10;

/** Older than any log that can be retried, ms. */
const OLD = 45 * 86_400_000;
/** Seconds; the longest that the contract allows. */
const LONGEST_TIMEOUT = 120;

/** Pages have 25 unless they are asked for more. */
const BUSY_LOGS = 60;

export interface SeedOptions {
  /** Where the service is, and a token that it accepts. */
  server: { url: string; token: string };
  /** The built-in receiver. */
  receiver: string;
  /** Makes a log that old, ms. Gives its new id. */
  age(log: Log, ms: number): Promise<string>;
}

/** A client whose calls reject with what the mock prints when it cannot start. */
function clientOf({ url, token }: SeedOptions['server']): Client {
  return createClient({
    baseUrl: url,
    token,
    onError({ method, path, error }) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`seeding failed: ${method} ${path}: ${why}`, { cause: error });
    },
  });
}

const recording = (recording_id: string) => ({ event: 'event_recording' as const, data: { recording_id } });
const isFailed = ({ status }: Log) => status === 'failed';
const isCanceled = ({ status }: Log) => status === 'canceled';

/** An agent, webhooks of every kind, and a log in every state: a name for each, by which it is found again. */
export async function seed({ server, receiver, age }: SeedOptions): Promise<Seeded> {
  const client = clientOf(server);
  const { data: agent } = await unwrap(client.POST('/api/v1/agents', { body: { name: 'Ana' } }));
  const agentPath = { agent_id: agent.id };
  const pathOf = ({ id }: Webhook) => ({ ...agentPath, webhook_id: id });
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
    const { data: made } = await unwrap(
      client.POST('/api/v1/agents/{agent_id}/webhooks', {
        params: { path: agentPath },
        body: { name, webhook_url, events, max_retries, timeout: LONGEST_TIMEOUT },
      }),
    );
    seeded[`webhook ${name}`] = { id: made.id, path: `/api/v1/agents/${agent.id}/webhooks/${made.id}` };
    return made;
  }

  const publish = (body: Schemas['PublishEventRequest']) =>
    unwrap(client.POST('/api/v1/agents/{agent_id}/events', { params: { path: agentPath }, body }));

  const retry = (log: Log, webhook: Webhook) =>
    unwrap(
      client.POST('/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/{log_id}/retry', {
        params: { path: { ...pathOf(webhook), log_id: log.id } },
      }),
    );

  /** Waits for a log of the webhook that is as it should be. */
  async function logThat(webhook: Webhook, is: (log: Log) => boolean): Promise<Log> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const logs = paginate(client, '/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs', {
        params: { path: pathOf(webhook), query: { per_page: 100 } },
      });
      for await (const log of logs) if (is(log)) return log;
      if (Date.now() > deadline) throw new Error(`seeding failed: ${webhook.name} did not get its log`);
      await sleep(POLL);
    }
  }

  async function recoverable(): Promise<Seeded> {
    const seeded: Seeded = {};
    const crm = await webhook(seeded, 'CRM', '/recovers', ['event_recording', 'event_action']);
    await publish(recording('rec_old'));
    const old = await age(await logThat(crm, isFailed), OLD);
    await publish(recording('rec_delivered'));
    const fresh = (log: Log) => isFailed(log) && log.id !== old;
    const delivered = await logThat(crm, fresh);
    await retry(delivered, crm);
    const success = await logThat(crm, ({ status }) => status === 'success');
    await publish(recording('rec_failed'));
    const failed = await logThat(crm, (log) => fresh(log) && log.id !== delivered.id);
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
    await publish(actionFailed);
    await retry(await logThat(billing, isFailed), billing);
    const canceled = await logThat(billing, isCanceled);
    await publish(actionFailed);
    const queued = await logThat(billing, ({ status, trigger }) => status === 'queued' && trigger === 'automatic');
    nameLog(seeded, 'log canceled', billing, canceled.id);
    nameLog(seeded, 'log queued (in_progress)', billing, queued.id);
    return seeded;
  }

  async function hanging(): Promise<Seeded> {
    const seeded: Seeded = {};
    const analytics = await webhook(seeded, 'Analytics', '/fails-then-hangs', ['event_conversation_ended']);
    await publish({ event: 'event_conversation_ended', data: { conversation_id: 'conv_1' } });
    const first = await logThat(analytics, isFailed);
    await retry(first, analytics);
    const delivering = await logThat(analytics, ({ status }) => status === 'delivering');
    nameLog(seeded, 'log retry_in_progress', analytics, first.id);
    nameLog(seeded, 'log delivering (in_progress)', analytics, delivering.id);
    return seeded;
  }

  async function disabled(): Promise<Seeded> {
    const seeded: Seeded = {};
    const archive = await webhook(seeded, 'Archive', '/down', ['event_connection_closed']);
    await publish({ event: 'event_connection_closed', data: { connection_id: 'con_1' } });
    const lost = await logThat(archive, isFailed);
    await unwrap(
      client.PATCH('/api/v1/agents/{agent_id}/webhooks/{webhook_id}/toggle', { params: { path: pathOf(archive) } }),
    );
    nameLog(seeded, 'log webhook_disabled', archive, lost.id);
    await publish({ event: 'event_connection_closed', data: { connection_id: 'con_2' } });
    const canceled = await logThat(archive, isCanceled);
    nameLog(seeded, 'log canceled (webhook_disabled)', archive, canceled.id);
    return seeded;
  }

  async function enabledAgain(): Promise<Seeded> {
    const seeded: Seeded = {};
    const support = await webhook(seeded, 'Support', '/works', ['event_connection_error']);
    const toggle = () =>
      unwrap(
        client.PATCH('/api/v1/agents/{agent_id}/webhooks/{webhook_id}/toggle', { params: { path: pathOf(support) } }),
      );
    await toggle();
    await publish({ event: 'event_connection_error', data: { connection_id: 'con_3' } });
    await toggle();
    const canceled = await logThat(support, isCanceled);
    nameLog(seeded, 'log canceled (can be retried)', support, canceled.id);
    return seeded;
  }

  /** A webhook with logs for three pages. */
  async function busy(): Promise<Seeded> {
    const seeded: Seeded = {};
    const reception = await webhook(seeded, 'Reception', '/works', ['event_connection_established']);
    const events = Array.from({ length: BUSY_LOGS }, (_, index) => ({ connection_id: `con_${index + 10}` }));
    await Promise.all(events.map((data) => publish({ event: 'event_connection_established', data })));
    await logThat(reception, ({ status }) => status === 'success');
    return seeded;
  }

  // Side by side: no two of them share an event.
  const groups = await Promise.all([recoverable(), scheduled(), hanging(), disabled(), enabledAgain(), busy()]);
  return Object.assign({}, ofAgent, ...groups);
}
