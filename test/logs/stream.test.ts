import { expect } from 'vitest';
import type { Api, Log, Schemas, Webhook } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { testWith } from '../support/fixtures.ts';
import { TOKEN } from '../support/service.ts';

const test = testWith({});

interface Message {
  id: string;
  log: Log;
}

interface Watched {
  response: Response;
  messages: Message[];
  /** True when the service has ended the stream. */
  ended(): boolean;
  leave(): void;
}

/** Reads a stream as a browser would: messages are set apart by an empty line. */
async function watch(api: Api, { agent_id, id }: Webhook, headers: Record<string, string> = {}): Promise<Watched> {
  const leaving = new AbortController();
  const response = await fetch(`${api.url}/api/v1/agents/${agent_id}/webhooks/${id}/logs/stream`, {
    headers: { authorization: `Bearer ${TOKEN}`, ...headers },
    signal: leaving.signal,
  });
  const messages: Message[] = [];
  let ended = false;
  const read = async () => {
    let text = '';
    for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const parts = (text + piece).split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts.filter((one) => one.startsWith('event: log'))) messages.push(messageOf(part));
    }
    ended = true;
  };
  read().catch(() => undefined);
  return { response, messages, ended: () => ended, leave: () => leaving.abort() };
}

function messageOf(text: string): Message {
  const lines = text.split('\n');
  const field = (name: string) =>
    lines.flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : [])).join('\n');
  return { id: field('id'), log: JSON.parse(field('data')) };
}

const seen = ({ messages }: Watched, is: (log: Log) => boolean) =>
  eventually(async () => messages.find(({ log }) => is(log)), 'a message');

test('logs come as they change, and resume without a gap', async ({ api, receiver }) => {
  const webhook = await api.createWebhook((await api.createAgent()).id, { webhook_url: receiver.url });
  const stream = await watch(api, webhook);
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  receiver.answer = 500;
  const first = await api.publish(webhook.agent_id, { text: 'two\nlines', more: 'é' });
  const failed = await seen(stream, ({ event_id, status }) => event_id === first.event_id && status === 'failed');
  // As getLog shows it; what waits comes too.
  expect(failed.log).toStrictEqual(await api.log(webhook, failed.log.id));
  await seen(stream, ({ event_id, status }) => event_id === first.event_id && status === 'queued');
  stream.leave();

  // Meanwhile nobody watches.
  receiver.answer = 200;
  const missed = await Promise.all([1, 2, 3].map(() => api.publish(webhook.agent_id)));
  for (const { event_id } of missed)
    await api.logThat(webhook, (log) => log.event_id === event_id && log.status === 'success');
  const resumed = await watch(api, webhook, { 'last-event-id': failed.id, 'accept-language': 'pt-BR' });
  for (const { event_id } of missed)
    await seen(resumed, (log) => log.event_id === event_id && log.status === 'success');
  const ids = resumed.messages.map(({ id }) => Number(id));
  expect(ids).toStrictEqual(ids.toSorted((one, other) => one - other));
  resumed.leave();
});

test('what another process does is seen, and streams end when the service stops', async ({
  api,
  receiver,
  database,
  startAnother,
}) => {
  const another = await startAnother({ ROLE: 'api' }, database);
  receiver.answer = 200;
  const webhook = await api.createWebhook((await api.createAgent()).id, { webhook_url: receiver.url });
  const stream = await watch(another.api, webhook);
  const { event_id } = await api.publish(webhook.agent_id);
  await seen(stream, (log) => log.event_id === event_id && log.status === 'success');
  const stoppedAt = performance.now();
  await another.service.stop();
  expect(performance.now() - stoppedAt).toBeLessThan(3_000);
  await eventually(async () => (stream.ended() ? true : undefined), 'the end of the stream');
});

test('a connection that had a stream is none the worse for it, and HEAD has no stream', async ({ api, receiver }) => {
  const webhook = await api.createWebhook((await api.createAgent()).id, { webhook_url: receiver.url });
  const path = `/agents/${webhook.agent_id}/webhooks/${webhook.id}/logs/stream`;
  const head = await api.call('HEAD', path);
  expect([head.status, head.headers.get('content-type')]).toStrictEqual([200, 'text/event-stream; charset=utf-8']);
});

test.for(['-1', 'x', '12345678901234567'])(
  'a position that no stream gave is refused: %s',
  async (position, { api, receiver }) => {
    const webhook = await api.createWebhook((await api.createAgent()).id, { webhook_url: receiver.url });
    const path = `/agents/${webhook.agent_id}/webhooks/${webhook.id}/logs/stream`;
    const refused = await api.call<Schemas['ValidationError']>('GET', path, { headers: { 'last-event-id': position } });
    expect([refused.status, Object.keys(refused.body.errors)]).toStrictEqual([422, ['last-event-id']]);
  },
);
