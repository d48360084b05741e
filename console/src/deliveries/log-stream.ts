import type { Client, Log, paths } from '@reentrega/client';
import type { WebhookPath } from './use-deliveries.ts';

const STREAM = '/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/stream';

/** Logs that changed, and where to go on after them. */
export interface Changes {
  logs: Log[];
  lastEventId: string | undefined;
}

/**
 * The logs of a webhook as they change, those that arrive together at once. Ends when the service ends the stream.
 * @param lastEventId of the last changes that were seen: what has changed since comes first
 * @throws what `fetch` throws, or the error that the service answered with
 */
export async function* logChanges(
  client: Client<paths>,
  path: WebhookPath,
  lastEventId: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<Changes> {
  const header = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
  const { data, error } = await client.GET(STREAM, { params: { path, header }, parseAs: 'stream', signal });
  if (error) throw error;
  if (!data) return;
  const decoder = new TextDecoder();
  const reader = data.getReader();
  let text = '';
  let last = lastEventId;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    text += decoder.decode(value, { stream: true });
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    const logs: Log[] = [];
    for (const message of messages) {
      const fields = fieldsOf(message);
      last = fields.get('id') ?? last;
      if (fields.get('event') === 'log') logs.push(JSON.parse(fields.get('data') ?? ''));
    }
    yield { logs, lastEventId: last };
  }
}

/** The lines of one message, by their names (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
function fieldsOf(message: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of message.split('\n')) {
    const [, name = '', value = ''] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
    const before = fields.get(name);
    fields.set(name, before === undefined || name !== 'data' ? value : `${before}\n${value}`);
  }
  return fields;
}
