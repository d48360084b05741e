import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { ApiError, createClient } from '../src/index.ts';
import { type LogChanges, type WatchOptions, watchLogs } from '../src/watch-logs.ts';
import { apiError, type Step, scriptedServer } from './support/scripted-server.ts';

const WEBHOOK = { agent_id: 'a', webhook_id: 'w' };

async function watched(steps: [Step, ...Step[]], options: WatchOptions = {}) {
  const server = await scriptedServer(...steps);
  onTestFinished(() => server.close());
  const client = createClient({ baseUrl: server.url, retry: false });
  return { server, changes: watchLogs(client, WEBHOOK, options) };
}

/** Sends pieces, each a while after the one before, and ends. */
function stream(...pieces: (string | Uint8Array)[]): Step {
  return async (res) => {
    begin(res);
    for (const piece of pieces) {
      res.write(piece);
      await delay(20);
    }
    res.end();
  };
}

function begin(res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
}

const message = (id: string, more: object = {}) =>
  `id: at-${id}\nevent: log\ndata: ${JSON.stringify({ id, ...more })}\n\n`;
const idsOf = ({ logs }: LogChanges) => logs.map(({ id }) => id);

/** What comes until so many logs are there. */
async function collect(changes: AsyncIterable<LogChanges>, count: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const some of changes) {
    ids.push(...idsOf(some));
    if (ids.length >= count) break;
  }
  return ids;
}

test('logs come as they change, however the stream is cut into pieces', async () => {
  const text = message('1', { name: 'Conceição' }) + message('2');
  const bytes = Buffer.from(text);
  const inside = bytes.indexOf(0xc3) + 1; // in the middle of a character
  const { changes, server } = await watched([
    stream(':\n\n', bytes.subarray(0, inside), bytes.subarray(inside), message('3')),
  ]);
  const seen: LogChanges[] = [];
  for await (const some of changes) {
    seen.push(some);
    if (some.lastEventId === 'at-3') break;
  }
  expect(seen.map(idsOf)).toStrictEqual([['1', '2'], ['3']]);
  expect(seen[0]?.logs[0]).toMatchObject({ name: 'Conceição' });
  expect(server.requests.map(({ url }) => url)).toStrictEqual(['/api/v1/agents/a/webhooks/w/logs/stream']);
});

test('lines may end as HTML allows, other events and comments are passed over', async () => {
  const crlf = message('1').replaceAll('\n', '\r\n');
  const other = 'event: greeting\ndata: hello\n\n';
  const { changes } = await watched([stream(crlf, other, ': a comment\n\n', message('2'))]);
  expect(await collect(changes, 2)).toStrictEqual(['1', '2']);
});

test('a stream that ended, and one that broke off, go on where they were', async () => {
  const breaksOff: Step = (res) => {
    begin(res);
    res.write(message('2') + message('3').slice(0, 20), () => res.destroy());
  };
  const states: string[] = [];
  const { changes, server } = await watched([stream(message('1')), breaksOff, stream(message('3'))], {
    lastEventId: 'at-0',
    onState: (state) => states.push(state),
  });
  expect(await collect(changes, 3)).toStrictEqual(['1', '2', '3']);
  expect(server.requests.map(({ headers }) => headers['last-event-id'])).toStrictEqual(['at-0', 'at-1', 'at-2']);
  expect(states).toStrictEqual(['live', 'interrupted', 'live']);
});

test('what is refused for now is asked for again, what is refused for good is an error', async () => {
  const refusals = [apiError(503, 'SERVICE_UNAVAILABLE'), apiError(404, 'WEBHOOK_NOT_FOUND')] as const;
  const { changes, server } = await watched([...refusals]);
  const error: unknown = await collect(changes, 1).catch((thrown) => thrown);
  expect.assert(error instanceof ApiError);
  expect([error.code, server.requests.length]).toStrictEqual(['WEBHOOK_NOT_FOUND', 2]);
});

test.for([
  ['while it waits for changes', stream(':\n\n')],
  ['while it waits to ask again', apiError(503, 'SERVICE_UNAVAILABLE')],
] as const)('a signal ends it %s', async ([, step]) => {
  const controller = new AbortController();
  const { changes } = await watched([step], {
    signal: controller.signal,
    onState: () => controller.abort(new Error('changed my mind')),
  });
  await expect(collect(changes, 1)).rejects.toThrow('changed my mind');
});

test('leaving the loop closes the connection', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const open: Step = (res) => {
    res.on('close', resolve);
    begin(res);
    res.write(message('1'));
  };
  const { changes } = await watched([open]);
  expect(await collect(changes, 1)).toStrictEqual(['1']);
  await closed;
});

test('a message without an end is not kept', async () => {
  const endless: Step = (res) => {
    begin(res);
    const more = () => !res.destroyed && res.write('data: '.padEnd(1024 ** 2, 'x'), more);
    more();
  };
  const errors: unknown[] = [];
  const controller = new AbortController();
  const { changes } = await watched([endless], {
    signal: controller.signal,
    onState: (state, error) => {
      if (state === 'live') return;
      errors.push(error);
      controller.abort();
    },
  });
  await expect(collect(changes, 1)).rejects.toThrow();
  expect(errors).toStrictEqual([new TypeError('The stream is not one of logs.')]);
});
