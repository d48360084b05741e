import { isDeepStrictEqual } from 'node:util';
import { ApiError, paginate, unwrap } from '../client/src/index.ts';
import type { Language } from '../generated/operations.ts';
import { type Api, apiOf, type Schemas, succeeded } from './api.ts';
import { DemoError } from './demo-error.ts';
import type { Delivery, Receiver } from './receiver.ts';
import { answer, type Cell, intro, prose, step, table, title } from './screen.ts';
import type { Sentences } from './sentences.ts';
import type { Server } from './server.ts';
import { until } from './until.ts';

type Log = Schemas['Log'];
type Webhook = Schemas['CreatedWebhook'];

const LOGS = '/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs';
const LOG = `${LOGS}/{log_id}` as const;
const RETRY = `${LOG}/retry` as const;
const EVENTS: Schemas['PublishEventRequest'][] = [
  { event: 'event_phone_call_ended', data: { call_id: 'call_8f2c1d', duration_seconds: 266 } },
  { event: 'event_recording', data: { recording_id: 'rec_3d77b0', call_id: 'call_8f2c1d' } },
];
const STATUS_STYLES = {
  success: 'green',
  failed: 'red',
  canceled: 'yellow',
  queued: 'dim',
  delivering: 'dim',
} as const;
/** What a reader compares of the original and the new log. */
const COMPARED = ['id', 'original_log_id', 'trigger', 'attempt', 'status', 'http_status', 'response_body'] as const;

/** Tells, in one language, how a delivery fails and is retried. Gives the id of its agent. @throws DemoError when it does not go as it should */
export async function tell(
  { language, words }: { language: Language; words: Sentences },
  server: Server,
  receiver: Receiver,
): Promise<string> {
  title(words.title);
  intro(words.intro(server.url), words.ids);
  try {
    const agentId = await tellSteps(apiOf(server, language), words, receiver);
    prose('');
    prose(words.end, 'bold', ' ');
    return agentId;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new DemoError([words.failures.unexpected(error.status), `${error.code}: ${error.message}`]);
  }
}

/** Prints a link that opens the console for the agent, in its language. */
export async function invite(
  { language, words }: { language: Language; words: Sentences },
  server: Server,
  agentId: string,
): Promise<void> {
  const { data } = await unwrap(
    apiOf(server, language).quiet.POST('/api/v1/agents/{agent_id}/portal', {
      params: { path: { agent_id: agentId } },
      body: { rights: 'manage' },
    }),
  );
  prose('');
  prose(words.console);
  prose(data.url.replace('#', `?lang=${language}#`), 'bold');
}

async function tellSteps(api: Api, words: Sentences, receiver: Receiver): Promise<string> {
  const webhook = await subscribe(api, words, receiver);
  const failed = await publish(api, words, webhook, receiver);
  const newId = await retry(api, words, webhook, failed, receiver);
  await compare(api, words, webhook, failed, newId);

  step(words.steps.again);
  const { error, response } = await api.shown.POST(RETRY, { params: { path: pathOf(webhook, failed) } });
  if (!error) throw new DemoError([words.failures.unexpected(response.status)]);
  if (error.code !== 'LOG_NOT_RETRIABLE') throw error;
  answer(error.status, error.message, [
    ['code', error.code],
    ['reason', error.reason],
  ]);
  prose(words.secondClick);
  return webhook.agent_id;
}

async function subscribe(api: Api, words: Sentences, receiver: Receiver): Promise<Webhook> {
  step(words.steps.agent);
  const agent = await succeeded(api.shown.POST('/api/v1/agents', { body: { name: words.agentName } }));
  answer(agent.status, agent.body.message, [['id', agent.body.data.id]]);

  step(words.steps.webhook);
  const { status, body } = await succeeded(
    api.shown.POST('/api/v1/agents/{agent_id}/webhooks', {
      params: { path: { agent_id: agent.body.data.id } },
      body: { name: words.webhookName, webhook_url: receiver.url, events: EVENTS.map(({ event }) => event) },
    }),
  );
  receiver.secret = body.data.webhook_secret ?? '';
  answer(status, body.message, [
    ['id', body.data.id],
    ['webhook_secret', `${receiver.secret.slice(0, 12)}…  (${words.shownOnce})`],
  ]);
  return body.data;
}

/** Gives the log that failed, as it stands. */
async function publish(api: Api, words: Sentences, webhook: Webhook, receiver: Receiver): Promise<Log> {
  step(words.steps.events);
  for (const event of EVENTS) {
    const { status, body } = await succeeded(
      api.shown.POST('/api/v1/agents/{agent_id}/events', {
        params: { path: { agent_id: webhook.agent_id } },
        body: event,
      }),
    );
    answer(status, body.message, [['event_id', body.data.event_id]]);
  }

  // The failed one is settled when its automatic retry waits.
  const logs = await until(words.failures.notDelivered, async () => {
    const found = await logsOf(api, webhook);
    const settled = ['success', 'failed', 'queued'].every((status) => found.some((log) => log.status === status));
    return settled && found.length === EVENTS.length + 1 ? found : undefined;
  });
  step(words.steps.receiver);
  showDeliveries(words, receiver.deliveries);
  prose(words.breakdown);

  step(words.steps.failed);
  const failed = logs.find(({ status }) => status === 'failed');
  if (!failed) throw new DemoError([words.failures.notDelivered]);
  const { status, body } = await succeeded(api.shown.GET(LOG, { params: { path: pathOf(webhook, failed) } }));
  const { data } = body;
  answer(status, data.error ?? '', [
    ['status', statusCell(data)],
    ['attempt', String(data.attempt)],
    ['http_status', String(data.http_status)],
    ['response_body', data.response_body ?? ''],
    ['duration_ms', String(data.duration_ms)],
    ['next_attempt_at', data.next_attempt_at ?? ''],
  ]);
  prose(words.waiting);
  return data;
}

/** Gives the id of the new log, once it is delivered. */
async function retry(api: Api, words: Sentences, webhook: Webhook, failed: Log, receiver: Receiver): Promise<string> {
  step(words.steps.retry);
  const before = receiver.deliveries.length;
  const { status, body } = await succeeded(api.shown.POST(RETRY, { params: { path: pathOf(webhook, failed) } }));
  answer(status, body.message, Object.entries(body.data));
  await until(words.failures.notRetried, async () => {
    const logs = await logsOf(api, webhook);
    return logs.find(({ id, status }) => id === body.data.log_id && status === 'success');
  });
  showDeliveries(words, receiver.deliveries.slice(before));
  prose(words.sameId);
  return body.data.log_id;
}

async function compare(api: Api, words: Sentences, webhook: Webhook, failed: Log, newId: string): Promise<void> {
  step(words.steps.compared);
  const { data: logs } = await unwrap(api.shown.GET(LOGS, { params: { path: pathOf(webhook) } }));
  const original = logs.find(({ id }) => id === failed.id);
  const made = logs.find(({ id }) => id === newId);
  const waited = logs.find(({ trigger }) => trigger === 'automatic');
  if (!isDeepStrictEqual(original, failed) || !made || !original) throw new DemoError([words.changed]);
  const cell = (log: Log, field: keyof Log): Cell => (field === 'status' ? statusCell(log) : String(log[field] ?? '–'));
  table(
    [words.field, words.original, words.newLog],
    COMPARED.map((field) => [{ text: field, style: 'dim' }, cell(original, field), cell(made, field)]),
  );
  prose(words.untouched, 'green');
  if (waited?.status === 'canceled') prose(words.gaveWay);
}

function showDeliveries(words: Sentences, deliveries: Delivery[]): void {
  table(
    ['webhook-id', 'event', '', '', ''],
    deliveries.map(({ webhookId, event, isGenuine, isRepeated, answered }) => [
      webhookId,
      event,
      isGenuine ? { text: words.genuine, style: 'green' } : { text: words.forged, style: 'red' },
      { text: `→ ${answered}`, style: answered === 200 ? 'green' : 'red' },
      isRepeated ? words.repeated : '',
    ]),
  );
}

async function logsOf(api: Api, webhook: Webhook): Promise<Log[]> {
  const logs: Log[] = [];
  for await (const log of paginate(api.quiet, LOGS, { params: { path: pathOf(webhook) } })) logs.push(log);
  return logs;
}

function statusCell({ status }: Log): Cell {
  return { text: status, style: STATUS_STYLES[status] };
}

/** The path parameters of the webhook, and of one of its logs. */
function pathOf(webhook: Webhook): { agent_id: string; webhook_id: string };
function pathOf(webhook: Webhook, log: Log): { agent_id: string; webhook_id: string; log_id: string };
function pathOf({ agent_id, id }: Webhook, log?: Log): object {
  return { agent_id, webhook_id: id, ...(log && { log_id: log.id }) };
}
