import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import type { Log } from './schemas.ts';

/** Logs that changed, and where to go on after them. */
export interface LogChanges {
  readonly logs: Log[];
  /** Give it to another `watchLogs` to miss nothing in between. */
  readonly lastEventId: string | undefined;
}

export interface WatchOptions {
  /** Ends it: the loop rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Where an earlier watch ended. Without it, what changed in the last 10 seconds comes first. */
  lastEventId?: string | undefined;
  /** Told when changes are being sent, and when they are not, with the error: until they are again, a list is the way to see them. */
  onState?: ((state: 'live' | 'interrupted', error?: unknown) => void) | undefined;
}

const STREAM = '/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/stream';
/** The service sends a sign of life every 15 s. */
const SILENCE_MS = 40_000;
/** Waits between two tries: doubled each time, up to the longest. */
const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** Characters of one message. A log has a payload of 256 KiB and a response of 16 KiB at most. */
const LONGEST_MESSAGE = 4 * 1024 ** 2;

/**
 * The logs of a webhook as they change, those that arrive together at once: `for await (const { logs } of watchLogs(client, { agent_id, webhook_id })) …`.
 * A log comes while it waits or is being sent, and again when it is final; it may come more than once in the same state.
 *
 * Failure policy: a stream that the service ends, that breaks off or falls silent for 40 s is asked for again, from where it was, and so
 * is one that is refused for now (429, 5xx). Throws the other errors of the API, and the signal's reason.
 */
export async function* watchLogs(
  client: Pick<Client, 'GET'>,
  path: { agent_id: string; webhook_id: string },
  { signal, lastEventId, onState }: WatchOptions = {},
): AsyncGenerator<LogChanges, void, undefined> {
  let last = lastEventId;
  let isLive = false;
  for (let failures = 0; ; ) {
    const connection = new AbortController();
    const cut = () => connection.abort(signal?.reason);
    let asked = 0;
    signal?.throwIfAborted();
    signal?.addEventListener('abort', cut);
    try {
      for await (const changes of streamed(client, path, last, connection)) {
        failures = 0;
        if (!isLive) onState?.('live');
        isLive = true;
        last = changes.lastEventId;
        if (changes.logs.length > 0) yield changes;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ApiError) {
        if (error.status !== 429 && error.status < 500) throw error;
        asked = (error.retryAfter ?? 0) * 1000;
      }
      failures++;
      isLive = false;
      onState?.('interrupted', error);
    } finally {
      signal?.removeEventListener('abort', cut);
      // The loop was left, or goes on with another connection.
      connection.abort();
    }
    const wait = Math.max(asked, SHORTEST_WAIT_MS * 2 ** failures * (0.5 + Math.random() / 2));
    await pause(Math.min(wait, LONGEST_WAIT_MS), signal);
  }
}

/** The changes of one connection, empty ones for its signs of life. */
async function* streamed(
  client: Pick<Client, 'GET'>,
  path: { agent_id: string; webhook_id: string },
  lastEventId: string | undefined,
  connection: AbortController,
): AsyncGenerator<LogChanges> {
  const header = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
  const { signal } = connection;
  const { data, error } = await client.GET(STREAM, { params: { path, header }, parseAs: 'stream', signal });
  if (error) throw error;
  if (!data) return;
  const reader = data.pipeThrough(new TextDecoderStream()).getReader();
  let last = lastEventId;
  let text = '';
  for (;;) {
    const silence = setTimeout(
      () => connection.abort(new DOMException('The stream is silent.', 'TimeoutError')),
      SILENCE_MS,
    );
    const { done, value } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    const messages = (text + value).split(/\r\n\r\n|\n\n|\r\r/);
    text = messages.pop() ?? '';
    if (text.length > LONGEST_MESSAGE) throw new TypeError('The stream is not one of logs.');
    const logs: Log[] = [];
    for (const message of messages) {
      const fields = fieldsOf(message);
      last = fields['id'] ?? last;
      if (fields['event'] === 'log') logs.push(JSON.parse(fields['data'] ?? ''));
    }
    yield { logs, lastEventId: last };
  }
}

/** The lines of a message by their names (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
function fieldsOf(message: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const line of message.split(/\r\n?|\n/)) {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    fields[name] = name === 'data' && fields[name] !== undefined ? `${fields[name]}\n${value}` : value;
  }
  return fields;
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop);
  });
}
