import { describe, expect } from 'vitest';
import type { Api, Schemas } from '../support/api.ts';
import type { TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { testThroughProxy } from '../support/fixtures.ts';
import type { Receiver } from '../support/receiver.ts';
import { CUTS, type WireProxy } from '../support/wire-proxy.ts';

const EVENTS = 24;
const AT_ONCE = 6;
const WEBHOOKS = 2;

const test = testThroughProxy({ LOG_LEVEL: 'silent' });

let api: Api;
let database: TestDatabase;
let proxy: WireProxy;
let receiver: Receiver;
test.beforeAll(({ api: ownApi, database: ownDatabase, proxy: ownProxy, receiver: ownReceiver }) => {
  [api, database, proxy, receiver] = [ownApi, ownDatabase, ownProxy, ownReceiver];
});

async function agentWithWebhooks(): Promise<string> {
  const { id } = await api.createAgent();
  for (let count = 0; count < WEBHOOKS; count++) await api.createWebhook(id, { webhook_url: receiver.url });
  return id;
}

async function publish(agentId: string, key?: string) {
  const { status, headers, body } = await api.call<{ data?: Schemas['AcceptedEvent'] }>(
    'POST',
    `/agents/${agentId}/events`,
    {
      body: { event: 'event_recording', data: { text: 'x'.repeat(500) } },
      headers: key === undefined ? {} : { 'idempotency-key': key },
    },
  );
  return { key, status, retryAfter: headers.get('retry-after'), eventId: body.data?.event_id };
}

/** Publishes many, a few at once. Every third insert of events or logs breaks at `cut`. */
async function publishThrough(cut: (typeof CUTS)[number], agentId: string, withKeys: boolean) {
  let inserts = 0;
  proxy.fault = (command, collection) =>
    command === 'insert' && (collection === 'events' || collection === 'logs') && ++inserts % 3 === 0 ? cut : undefined;
  const answers: Awaited<ReturnType<typeof publish>>[] = [];
  const keys = Array.from({ length: EVENTS }, (_, index) => `${cut} ${index}`);
  const publisher = async () => {
    for (let key = keys.pop(); key !== undefined; key = keys.pop())
      answers.push(await publish(agentId, withKeys ? key : undefined));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, publisher));
  proxy.fault = () => undefined;
  return answers;
}

/** How many logs each event has, in the database itself. */
async function logsByEvent(agentId: string): Promise<Map<string, number>> {
  const events = await database.db.collection<{ _id: string }>('events').find({ agent_id: agentId }).toArray();
  const logs = await database.db.collection('logs').find({ agent_id: agentId }).project({ event_id: 1 }).toArray();
  return new Map(events.map(({ _id }) => [_id, logs.filter(({ event_id }) => event_id === _id).length]));
}

describe.each(CUTS)('connections are cut %s', { timeout: 120_000 }, (cut) => {
  test('what was answered 202 is in the database, with all its logs; all else was answered 503', async () => {
    const agentId = await agentWithWebhooks();
    const answers = await publishThrough(cut, agentId, false);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202, 503]));
    expect(answers.filter(({ status, retryAfter }) => status === 503 && !/^[1-9]\d*$/.test(retryAfter ?? ''))).toEqual(
      [],
    );

    const stored = await logsByEvent(agentId);
    const accepted = answers.filter(({ status }) => status === 202);
    expect(accepted.filter(({ eventId = '' }) => stored.get(eventId) !== WEBHOOKS)).toEqual([]);
  });

  test('a request that is repeated under its key until it is accepted is there once', async () => {
    const agentId = await agentWithWebhooks();
    const answers = await publishThrough(cut, agentId, true);
    const ids = await Promise.all(
      answers.map(({ key, eventId }) =>
        eventually(async () => eventId ?? (await publish(agentId, key)).eventId, `${key} to be accepted`),
      ),
    );

    const stored = await logsByEvent(agentId);
    expect(new Set(stored.keys())).toEqual(new Set(ids));
    expect(stored.size).toBe(EVENTS);
    expect([...stored.values()].every((logs) => logs === WEBHOOKS)).toBe(true);
  });
});
