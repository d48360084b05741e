import type { components } from '../../generated/types.ts';
import { eventually } from './eventually.ts';

export type Schemas = components['schemas'];
export type Log = Schemas['Log'];
export type Webhook = Schemas['Webhook'];

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
  /** Any request; paths are below `/api/v1` unless they begin with `//`. */
  call<Body = Record<string, never>>(method: string, path: string, options?: CallOptions): Promise<Answer<Body>>;
  createAgent(name?: string): Promise<Schemas['Agent']>;
  /** A webhook for `event_recording`, unless `request` says otherwise. */
  createWebhook(
    agentId: string,
    request: Partial<Schemas['CreateWebhookRequest']> & { webhook_url: string },
  ): Promise<Schemas['CreatedWebhook']>;
  /** Publishes an `event_recording`. */
  publish(agentId: string, data?: object, headers?: Record<string, string>): Promise<Schemas['AcceptedEvent']>;
  /** All logs of the webhook, the newest first. */
  logs(webhook: Webhook): Promise<Log[]>;
  log(webhook: Webhook, logId: string): Promise<Log>;
  /** Waits for the first log that is as it should be. */
  logThat(webhook: Webhook, is: (log: Log) => boolean, what?: string): Promise<Log>;
  retry<Body = Schemas['RetryQueuedResponse']>(
    webhook: Webhook,
    logId: string,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
}

/** Talks to a service as any caller would, over HTTP. */
export function apiAt(url: string, token: string | null): Api {
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
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
  }

  /** For what a test only needs to have happened. */
  async function must<Data>(expected: number, answer: Promise<Answer<{ data: Data }>>): Promise<Data> {
    const { status, body } = await answer;
    if (status !== expected) throw new Error(`expected ${expected}, got ${status}: ${JSON.stringify(body)}`);
    return body.data;
  }

  const pathOf = ({ agent_id, id }: Webhook) => `/agents/${agent_id}/webhooks/${id}`;
  const api: Api = {
    url,
    call,
    createAgent: (name = 'Ana') => must(201, call('POST', '/agents', { body: { name } })),
    createWebhook: (agentId, request) =>
      must(201, call('POST', `/agents/${agentId}/webhooks`, { body: { events: ['event_recording'], ...request } })),
    publish: (agentId, data = { recording_id: 'r1' }, headers = {}) =>
      must(202, call('POST', `/agents/${agentId}/events`, { body: { event: 'event_recording', data }, headers })),
    logs: (webhook) => must(200, call('GET', `${pathOf(webhook)}/logs?per_page=100`)),
    log: (webhook, logId) => must(200, call('GET', `${pathOf(webhook)}/logs/${logId}`)),
    logThat: (webhook, is, what = 'a log') => eventually(async () => (await api.logs(webhook)).find(is), what),
    retry: (webhook, logId, headers = {}) => call('POST', `${pathOf(webhook)}/logs/${logId}/retry`, { headers }),
  };
  return api;
}
