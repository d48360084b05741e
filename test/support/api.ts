import { type Client, type components, createClient, unwrap } from '../../client/src/index.ts';
import { eventually } from './eventually.ts';

export type Schemas = components['schemas'];
export type Log = Schemas['Log'];
export type Webhook = Schemas['Webhook'];
/** What names a webhook in a path. */
type WebhookIds = Pick<Webhook, 'agent_id' | 'id'>;

const WEBHOOK = '/api/v1/agents/{agent_id}/webhooks/{webhook_id}';

/** The path parameters of a webhook. */
const inWebhook = ({ agent_id, id }: WebhookIds) => ({ params: { path: { agent_id, webhook_id: id } } });

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface CallOptions {
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  raw?: string;
  headers?: Record<string, string>;
}

export interface Api {
  url: string;
  /** The typed client that is published, with the token of this `Api`. It sends each request once. */
  client: Client;
  /**
   * Any request, whatever its method, path, headers and body: the one way to send what the typed client refuses to send, and to read
   * an answer as it came. Paths are below `/api/v1` unless they begin with `//`.
   */
  call<Body = Record<string, never>>(method: string, path: string, options?: CallOptions): Promise<Answer<Body>>;
  createAgent(name?: string): Promise<Schemas['Agent']>;
  /** A webhook for `event_recording`, unless `request` says otherwise. */
  createWebhook(
    agentId: string,
    request: Partial<Schemas['CreateWebhookRequest']> & { webhook_url: string },
  ): Promise<Schemas['CreatedWebhook']>;
  /** The webhook as it is now. */
  webhook(webhook: WebhookIds): Promise<Webhook>;
  updateWebhook(webhook: WebhookIds, change: Schemas['UpdateWebhookRequest']): Promise<Webhook>;
  /** Enables a disabled webhook, and the other way round. */
  toggle(webhook: WebhookIds): Promise<Webhook>;
  deleteWebhook(webhook: WebhookIds): Promise<void>;
  /** Publishes an `event_recording`, without an `Idempotency-Key` unless `headers` has one. */
  publish(agentId: string, data?: object, headers?: Record<string, string>): Promise<Schemas['AcceptedEvent']>;
  /** All logs of the webhook, the newest first. */
  logs(webhook: Webhook): Promise<Log[]>;
  log(webhook: Webhook, logId: string): Promise<Log>;
  /** Waits for the first log that is as it should be. */
  logThat(webhook: Webhook, is: (log: Log) => boolean, what?: string): Promise<Log>;
  /** Starts a bulk retry by the filter, and gives its task. */
  retryLogs(webhook: WebhookIds, filter?: Schemas['RetryLogsRequest']): Promise<Schemas['Task']>;
  /** The task as it is now. */
  task(webhook: WebhookIds, taskId: string): Promise<Schemas['Task']>;
  /** Waits for the end of a task. */
  taskEnd(webhook: WebhookIds, taskId: string): Promise<Schemas['Task']>;
  /** Retries a log, and gives the answer whether it is a success or not. */
  retry<Body = Schemas['RetryQueuedResponse']>(
    webhook: Webhook,
    logId: string,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
}

/** Talks to a service as any caller would, over HTTP. */
export function apiAt(url: string, token: string | null): Api {
  // The time limit is the test's own.
  const client = createClient({ baseUrl: url, token: token ?? undefined, retry: false, timeout: false });

  async function call<Body>(
    method: string,
    path: string,
    { body, raw, headers = {} }: CallOptions = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(url + (path.startsWith('//') ? path.slice(1) : `/api/v1${path}`), {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...((body !== undefined || raw !== undefined) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...((body !== undefined || raw !== undefined) && { body: raw ?? JSON.stringify(body) }),
    });
    return answerOf(response);
  }

  const api: Api = {
    url,
    client,
    call,
    async createAgent(name = 'Ana') {
      return (await unwrap(client.POST('/api/v1/agents', { body: { name } }))).data;
    },
    async createWebhook(agent_id, request) {
      const answer = client.POST('/api/v1/agents/{agent_id}/webhooks', {
        params: { path: { agent_id } },
        body: { events: ['event_recording'], ...request },
      });
      return (await unwrap(answer)).data;
    },
    async webhook(webhook) {
      return (await unwrap(client.GET(WEBHOOK, inWebhook(webhook)))).data;
    },
    async updateWebhook(webhook, body) {
      return (await unwrap(client.PUT(WEBHOOK, { ...inWebhook(webhook), body }))).data;
    },
    async toggle(webhook) {
      return (await unwrap(client.PATCH(`${WEBHOOK}/toggle`, inWebhook(webhook)))).data;
    },
    async deleteWebhook(webhook) {
      await unwrap(client.DELETE(WEBHOOK, inWebhook(webhook)));
    },
    async publish(agent_id, data = { recording_id: 'r1' }, headers = {}) {
      const answer = client.POST('/api/v1/agents/{agent_id}/events', {
        params: { path: { agent_id } },
        body: { event: 'event_recording', data: { ...data } },
        headers,
        ...(!new Headers(headers).has('idempotency-key') && { fetch: fetchWithoutKey }),
      });
      return (await unwrap(answer)).data;
    },
    async logs(webhook) {
      const answer = client.GET(`${WEBHOOK}/logs`, {
        params: { ...inWebhook(webhook).params, query: { per_page: 100 } },
      });
      return (await unwrap(answer)).data;
    },
    async log(webhook, log_id) {
      const answer = client.GET(`${WEBHOOK}/logs/{log_id}`, {
        params: { path: { ...inWebhook(webhook).params.path, log_id } },
      });
      return (await unwrap(answer)).data;
    },
    logThat: (webhook, is, what = 'a log') => eventually(async () => (await api.logs(webhook)).find(is), what),
    async retryLogs(webhook, body = {}) {
      return (await unwrap(client.POST(`${WEBHOOK}/logs/retry`, { ...inWebhook(webhook), body }))).data;
    },
    async task(webhook, task_id) {
      const path = { ...inWebhook(webhook).params.path, task_id };
      return (await unwrap(client.GET(`${WEBHOOK}/tasks/{task_id}`, { params: { path } }))).data;
    },
    taskEnd: (webhook, taskId) =>
      eventually(async () => {
        const task = await api.task(webhook, taskId);
        return task.finished_at ? task : undefined;
      }, 'the task to end'),
    async retry<Body>(webhook: Webhook, log_id: string, headers = {}) {
      // The client makes an error of a refusal; what a test compares is the answer to the letter.
      let answer = Response.error();
      await client.POST(`${WEBHOOK}/logs/{log_id}/retry`, {
        params: { path: { ...inWebhook(webhook).params.path, log_id } },
        headers,
        fetch: async (request) => {
          const response = await fetch(request);
          answer = response.clone();
          return response;
        },
      });
      return answerOf<Body>(answer);
    },
  };
  return api;
}

async function answerOf<Body>(response: Response): Promise<Answer<Body>> {
  const type = response.headers.get('content-type') ?? '';
  const text = type.includes('event-stream') ? await beginningOf(response) : await response.text();
  const isJson = type.includes('json') && text !== '';
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
}

/** Of an answer without an end. */
async function beginningOf({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const piece = await reader?.read();
  await reader?.cancel();
  return Buffer.from(piece?.value ?? []).toString();
}

/** The client gives every event a key, which not every caller of the API does. */
function fetchWithoutKey(request: Request): Promise<Response> {
  request.headers.delete('idempotency-key');
  return fetch(request);
}
