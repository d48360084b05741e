import {
  ApiError,
  type Client,
  type components,
  createClient,
  type FetchOptions,
  type Middleware,
  paginate,
  type paths,
  unwrap,
  type WebhookEvent,
} from '@reentrega/client';

type NewAgent = components['schemas']['CreateAgentRequest'];

/** What must compile, and, where `@ts-expect-error` says so, what must not. Nothing here is run. */
const client = createClient({ baseUrl: '', token: async () => 'talq_x', language: 'pt-BR' });
const WEBHOOK = '/api/v1/agents/{agent_id}/webhooks/{webhook_id}';
const path = { agent_id: 'a', webhook_id: 'w' };

export async function typedRequests(): Promise<string[]> {
  // @ts-expect-error: a path that the contract does not have
  await client.GET('/api/v1/agent');
  // @ts-expect-error: a method that the path does not have
  await client.PUT('/api/v1/agents');
  // @ts-expect-error: its path parameters are missing
  await client.GET(WEBHOOK);
  // @ts-expect-error: one of them is missing
  await client.GET(WEBHOOK, { params: { path: { agent_id: 'a' } } });
  // @ts-expect-error: a status that does not exist
  await client.GET(`${WEBHOOK}/logs`, { params: { path, query: { status: 'lost' } } });
  // @ts-expect-error: a query parameter with a slip of the pen
  await client.GET(`${WEBHOOK}/logs`, { params: { path, query: { stauts: 'failed' } } });
  // @ts-expect-error: a body without what it must have
  await client.POST('/api/v1/agents', { body: {} });
  // @ts-expect-error: a field of another type
  await client.POST('/api/v1/agents', { body: { name: 7 } });
  // @ts-expect-error: a field that the body does not have, which openapi-fetch alone lets pass
  await client.POST('/api/v1/agents', { body: { name: 'Ana', colour: 'red' } satisfies NewAgent });
  // @ts-expect-error: an option that does not exist, which openapi-fetch alone takes for one of `fetch`
  await client.GET('/api/v1/agents', { parms: {} } satisfies FetchOptions<paths['/api/v1/agents']['get']>);
  const { data, error } = await client.GET(WEBHOOK, { params: { path } });
  // @ts-expect-error: there may be no data
  data.data.id;
  if (error) return [error.message];
  const { data: logs, pagination } = await unwrap(client.GET(`${WEBHOOK}/logs`, { params: { path } }));
  const page: number | null = pagination.page;
  return [data.data.webhook_url, `${page}`, ...logs.map(({ status }) => status)];
}

/** All that a client of openapi-fetch has. */
export async function openapiFetch(own: Client = client): Promise<string | Blob | undefined> {
  const middleware: Middleware = { onRequest: ({ request, schemaPath }) => request.headers.set('X-Path', schemaPath) };
  own.use(middleware);
  own.eject(middleware);
  const { data: agents } = await own.request('get', '/api/v1/agents', { querySerializer: () => 'page=2' });
  const { data: blob } = await own.GET('/metrics', { parseAs: 'blob', cache: 'no-store', next: { revalidate: 60 } });
  return agents?.data[0]?.name ?? blob;
}

export async function typedPages(): Promise<string[]> {
  const seen: string[] = [];
  for await (const log of paginate(client, `${WEBHOOK}/logs`, { params: { path } })) seen.push(log.event_id ?? log.id);
  for await (const { pagination } of paginate(client, '/api/v1/agents').pages()) seen.push(`${pagination.total}`);
  // @ts-expect-error: not a list
  paginate(client, WEBHOOK, { params: { path } });
  return seen;
}

export function typedErrors(thrown: unknown): string | undefined {
  if (!(thrown instanceof ApiError)) return undefined;
  // @ts-expect-error: a code that does not exist
  if (thrown.code === 'NO_SUCH_CODE') return undefined;
  // @ts-expect-error: only errors of some codes have them
  thrown.errors['name'];
  if (thrown.code === 'VALIDATION_FAILED') return thrown.errors['name']?.join();
  if (thrown.code === 'LOG_NOT_RETRIABLE') return thrown.reason === 'too_old' ? 'too late' : thrown.reason;
  return thrown.retryAfter?.toFixed();
}

export function typedEvents(event: WebhookEvent): string {
  switch (event.event) {
    case 'event_phone_call_ended':
      return `${event.data.call_id} ${event.event_id}`;
    case 'webhook.test':
      // @ts-expect-error: a test has no data
      return event.data;
    default:
      // @ts-expect-error: not all events have a call
      return event.data.call_id;
  }
}
