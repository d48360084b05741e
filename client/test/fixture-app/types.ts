import { ApiError, createClient, paginate, unwrap, type WebhookEvent } from '@reentrega/client';

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
  // @ts-expect-error: a field that the body does not have
  await client.POST('/api/v1/agents', { body: { name: 'Ana', colour: 'red' } });
  // @ts-expect-error: an option that does not exist
  await client.GET('/api/v1/agents', { parms: {} });
  const { data, error } = await client.GET(WEBHOOK, { params: { path } });
  // @ts-expect-error: there may be no data
  data.data.id;
  if (error) return [error.message];
  const { data: logs, pagination } = await unwrap(client.GET(`${WEBHOOK}/logs`, { params: { path } }));
  const page: number | null = pagination.page;
  return [data.data.webhook_url, `${page}`, ...logs.map(({ status }) => status)];
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
