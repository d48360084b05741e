import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError, createClient, unwrap } from '../../client/src/index.ts';
import type { Slot } from './processes.ts';
import type { Random } from './random.ts';
import type { ChaosReceiver } from './receiver.ts';

/** A webhook of the run, and which events it wants. */
export interface ChaosWebhook {
  id: string;
  agentId: string;
  event: 'event_recording' | 'event_action';
}

/** What callers were told; the invariants are about these promises. */
export interface Promises {
  webhooks: ChaosWebhook[];
  /** Events that were answered 202. */
  accepted: { id: string; agentId: string; event: ChaosWebhook['event']; deliveries: number; key?: string }[];
  /** Requests to publish that had another answer, by its status, or none at all. */
  refused: Map<string, number>;
  /** Every request to retry a log: what was answered, and the log that it made if that was a 200. */
  retries: { logId: string; answer: string; madeLogId?: string }[];
  /** Every request for a bulk retry. */
  tasks: { webhookId: string; answer: string; taskId?: string }[];
}

export interface Load {
  promises: Promises;
  /** Goes on until it is aborted and its last requests are answered. */
  run(signal: AbortSignal): Promise<void>;
}

export interface LoadOptions {
  slots: Slot[];
  token: string;
  receiver: ChaosReceiver;
  random: Random;
}

const AGENTS = 3;
const MAX_RETRIES = 3;
const WEBHOOK_TIMEOUT_S = 5;
/** So many that those who wait for a process that is stalled leave some at work. */
const PUBLISHERS = 24;
const PAUSE_MS = { publish: 700, retry: 400, bulk: 3_000 };
const PAYLOADS = [20, 200, 2_000, 20_000];
const EVENTS = ['event_recording', 'event_action'] as const;
const OPTIONS = { baseUrl: 'http://service.invalid', retry: { retries: 2, minDelay: 100 }, timeout: 25_000 };
const WEBHOOK = '/api/v1/agents/{agent_id}/webhooks/{webhook_id}';

/** Agents and webhooks, and callers who publish and retry through our client, at whichever process answers. */
export async function createLoad({ slots, token, receiver, random }: LoadOptions): Promise<Load> {
  const promises: Promises = { webhooks: [], accepted: [], refused: new Map(), retries: [], tasks: [] };
  const urls = () => slots.flatMap(({ url }) => (url === null ? [] : [url]));
  const balanced = createClient({ ...OPTIONS, token, fetch: (request) => toAny(request, urls(), random) });
  /** The client gives every event a key. Without one it must not be sent again. */
  const withoutKey = createClient({
    ...OPTIONS,
    token,
    retry: false,
    fetch: (request) => {
      request.headers.delete('idempotency-key');
      return toAny(request, urls(), random);
    },
  });

  for (let index = 0; index < AGENTS; index++) {
    const { data: agent } = await unwrap(balanced.POST('/api/v1/agents', { body: { name: `Agent ${index}` } }));
    for (const event of ['event_recording', 'event_recording', 'event_action'] as const) {
      const path = `/${index}/${promises.webhooks.length}`;
      const body = {
        webhook_url: receiver.urlOf(path),
        events: [event],
        max_retries: MAX_RETRIES,
        timeout: WEBHOOK_TIMEOUT_S,
      };
      const params = { path: { agent_id: agent.id } };
      const { data } = await unwrap(balanced.POST('/api/v1/agents/{agent_id}/webhooks', { params, body }));
      receiver.knows(path, { id: data.id, secret: data.webhook_secret ?? '' });
      promises.webhooks.push({ id: data.id, agentId: agent.id, event });
    }
  }

  async function publish(): Promise<void> {
    if (urls().length === 0) return;
    const { agentId } = random.pick(promises.webhooks);
    const event = random.pick(EVENTS);
    const key = random.chance(0.5) ? randomUUID() : undefined;
    const text = 'x'.repeat(random.pick(PAYLOADS));
    const client = key === undefined ? withoutKey : balanced;
    const answer = client.POST('/api/v1/agents/{agent_id}/events', {
      params: { path: { agent_id: agentId } },
      body: event === 'event_recording' ? { event, data: { text } } : { event, data: { text } },
      ...(key !== undefined && { headers: { 'Idempotency-Key': key } }),
    });
    const outcome = await outcomeOf(answer);
    if ('value' in outcome) {
      const { event_id, deliveries } = outcome.value.data;
      promises.accepted.push({ id: event_id, agentId, event, deliveries, ...(key !== undefined && { key }) });
    } else promises.refused.set(outcome.failure, (promises.refused.get(outcome.failure) ?? 0) + 1);
  }

  /** Retries a failed log by hand: once, or twice at the same moment, at two processes if there are two. */
  async function retry(): Promise<void> {
    const { agentId, id } = random.pick(promises.webhooks);
    const path = { agent_id: agentId, webhook_id: id };
    const found = await outcomeOf(
      balanced.GET(`${WEBHOOK}/logs`, { params: { path, query: { status: 'failed', per_page: 20 } } }),
    );
    if (!('value' in found)) return;
    // What has used up its automatic retries waits for somebody to retry it. A tenth is retried that does not.
    const given = found.value.data.filter(({ next_attempt_at }) => next_attempt_at === null || random.chance(0.1));
    if (given.length === 0) return;
    const { id: log_id } = random.pick(given);
    const clicks = random.chance(0.5) ? urls() : urls().slice(0, 1);
    await Promise.all(
      clicks.map(async (url) => {
        const client = createClient({ ...OPTIONS, baseUrl: url, token });
        const outcome = await outcomeOf(
          client.POST(`${WEBHOOK}/logs/{log_id}/retry`, { params: { path: { ...path, log_id } } }),
        );
        if ('value' in outcome)
          promises.retries.push({ logId: log_id, answer: '200', madeLogId: outcome.value.data.log_id });
        else promises.retries.push({ logId: log_id, answer: outcome.failure });
      }),
    );
  }

  async function retryMany(): Promise<void> {
    const { agentId, id } = random.pick(promises.webhooks);
    const params = { path: { agent_id: agentId, webhook_id: id } };
    const outcome = await outcomeOf(balanced.POST(`${WEBHOOK}/logs/retry`, { params, body: {} }));
    if ('value' in outcome) promises.tasks.push({ webhookId: id, answer: '202', taskId: outcome.value.data.id });
    else promises.tasks.push({ webhookId: id, answer: outcome.failure });
  }

  async function repeat(action: () => Promise<void>, pauseMs: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await action();
      await delay(random.between(0, pauseMs), undefined, { signal }).catch(() => undefined);
    }
  }

  return {
    promises,
    async run(signal) {
      await Promise.all([
        ...Array.from({ length: PUBLISHERS }, () => repeat(publish, PAUSE_MS.publish, signal)),
        repeat(retry, PAUSE_MS.retry, signal),
        repeat(retryMany, PAUSE_MS.bulk, signal),
      ]);
    },
  };
}

/** As a load balancer would: to any of the processes that are there. */
function toAny(request: Request, urls: string[], random: Random): Promise<Response> {
  if (urls.length === 0) return Promise.reject(new TypeError('no process of the API is running'));
  const { pathname, search } = new URL(request.url);
  return fetch(new Request(`${random.pick(urls)}${pathname}${search}`, request));
}

/** The body of a success, or what else came: a status, or nothing. */
async function outcomeOf<Value>(
  answer: Promise<{ data?: Value; error?: unknown; response: Response }>,
): Promise<{ value: Value } | { failure: string }> {
  try {
    const { data, error } = await answer;
    if (data !== undefined) return { value: data };
    return { failure: error instanceof ApiError ? String(error.status) : 'no answer' };
  } catch {
    return { failure: 'no answer' };
  }
}
