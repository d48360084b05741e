import { randomUUID } from 'node:crypto';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { describe, expect } from 'vitest';
import type { Answer, Api, Schemas, Webhook } from '../support/api.ts';
import type { TestDatabase } from '../support/database.ts';
import { expireJobLocks, logDocuments, webhookDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, isFinal } from '../support/failed-delivery.ts';
import { testThroughProxy } from '../support/fixtures.ts';
import type { Receiver } from '../support/receiver.ts';
import { CUTS, type WireProxy } from '../support/wire-proxy.ts';

const CALLS = 9;
const EVENTS = 30;

// A claim whose answer is lost may leave leases, which have to run out.
const test = testThroughProxy({ LOG_LEVEL: 'silent', DELIVERY_LEASE: '1s', RATE_LIMIT: '0' });

let api: Api;
let database: TestDatabase;
let proxy: WireProxy;
let receiver: Receiver;
test.beforeAll(({ api: ownApi, database: ownDatabase, proxy: ownProxy, receiver: ownReceiver }) => {
  [api, database, proxy, receiver] = [ownApi, ownDatabase, ownProxy, ownReceiver];
});
test.afterEach(() => {
  receiver.answer = 200;
});

/** Every second change of these collections breaks at `cut`, from now to the end of the test. Gives how many did so far. */
function cutChanges(cut: (typeof CUTS)[number], collections: string[]): () => number {
  let changes = 0;
  proxy.fault = (command, collection) =>
    (command === 'update' || command === 'findAndModify') &&
    collections.includes(String(collection)) &&
    ++changes % 2 === 0
      ? cut
      : undefined;
  return () => Math.floor(changes / 2);
}

/** Asks one time after the other, and gives the answers with whatever `look` finds after each. */
async function oneAfterTheOther<Body, Found>(
  ask: (index: number) => Promise<Answer<Body>>,
  look: (answer: Answer<Body>, index: number) => Promise<Found>,
) {
  const found: { status: number; found: Found }[] = [];
  for (let index = 0; index < CALLS; index++) {
    const answer = await ask(index);
    if (answer.status === 503) expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    found.push({ status: answer.status, found: await look(answer, index) });
  }
  expect(new Set(found.map(({ status }) => status))).toEqual(new Set([200, 503]));
  return found;
}

const pathOf = ({ agent_id, id }: Webhook) => `/agents/${agent_id}/webhooks/${id}`;

async function createWebhook(changes: Partial<Schemas['CreateWebhookRequest']> = {}) {
  const { id } = await api.createAgent();
  return api.createWebhook(id, { webhook_url: receiver.url, ...changes });
}

/** Publishes, each event until it is accepted: a connection that is cut takes others of its pool with it. */
async function publishAll({ agent_id }: Webhook): Promise<string[]> {
  const publish = async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const accepted = await eventually(
      () => api.publish(agent_id, {}, key).catch(() => undefined),
      'an event to be accepted',
    );
    return accepted.event_id;
  };
  return Promise.all(Array.from({ length: EVENTS }, publish));
}

async function allFinal(webhook: Webhook, count: number) {
  return eventually(async () => {
    const logs = await api.logs(webhook);
    return logs.length >= count && logs.every(isFinal) ? logs : undefined;
  }, 'every log to be final');
}

describe.each(CUTS)('changes are cut %s', { timeout: 120_000 }, (cut) => {
  test('a webhook is as it was answered: toggled, changed', async () => {
    const webhook = await createWebhook();
    const stored = () => webhookDocuments(database).findOne({ _id: webhook.id });
    cutChanges(cut, ['webhooks']);

    const toggles = await oneAfterTheOther(
      () => api.call<{ data?: Webhook }>('PATCH', `${pathOf(webhook)}/toggle`),
      async ({ body }) => [body.data?.enabled, (await stored())?.enabled],
    );
    for (const {
      status,
      found: [answered, is],
    } of toggles)
      if (status === 200) expect(answered).toBe(is);

    const changes = await oneAfterTheOther(
      (index) => api.call<{ data?: Webhook }>('PUT', pathOf(webhook), { body: { name: `Name ${index}` } }),
      async ({ body }) => [body.data?.name, (await stored())?.name],
    );
    for (const [
      index,
      {
        status,
        found: [answered, is],
      },
    ] of changes.entries())
      if (status === 200) expect([answered, is]).toEqual([`Name ${index}`, `Name ${index}`]);
  });

  test('a secret that was handed out signs', async () => {
    const webhook = await createWebhook();
    let secret = webhook.webhook_secret ?? '';
    cutChanges(cut, ['webhooks']);
    await oneAfterTheOther(
      () => api.call<Partial<Schemas['SecretRotatedResponse']>>('POST', `${pathOf(webhook)}/secret/rotate`),
      async ({ body }) => {
        secret = body.data?.webhook_secret ?? secret;
        const count = receiver.received.length;
        await api.call('POST', `${pathOf(webhook)}/test`);
        const [{ body: payload = '', headers = {} } = {}] = receiver.received.slice(count);
        const signed = () => new StandardWebhook(secret).verify(payload, headers as Record<string, string>);
        expect(signed).not.toThrow();
        // As 24 hours would do to the oldest: there is room for the next one.
        const documents = webhookDocuments(database);
        const { secrets = [] } = (await documents.findOne({ _id: webhook.id })) ?? {};
        await documents.updateOne({ _id: webhook.id }, { $set: { secrets: secrets.slice(0, 3) } });
      },
    );
  });

  test('claims and results: every event is delivered, and each log says so once', async () => {
    const webhook = await createWebhook();
    const cuts = cutChanges(cut, ['logs']);
    const events = await publishAll(webhook);
    await eventually(() => (cuts() >= 3 ? true : undefined), 'some cuts');
    proxy.fault = () => undefined;

    const logs = await allFinal(webhook, EVENTS);
    expect(logs.map(({ status }) => status)).toEqual(Array(EVENTS).fill('success'));
    expect(new Set(logs.map(({ event_id }) => event_id))).toEqual(new Set(events));
    expect(logs.filter((log) => attemptsAt(receiver, log).length === 0)).toEqual([]);
    // Nothing is left of an attempt that is over.
    expect(await logDocuments(database).countDocuments({ webhook_id: webhook.id, open: true })).toBe(0);
    expect(await logDocuments(database).countDocuments({ webhook_id: webhook.id, lease: { $exists: true } })).toBe(0);
  });

  test('failures: each has its next attempt, once', async () => {
    receiver.answer = 500;
    const webhook = await createWebhook({ max_retries: 1 });
    const cuts = cutChanges(cut, ['logs', 'agendaJobs']);
    await publishAll(webhook);
    await eventually(() => (cuts() >= 3 ? true : undefined), 'some cuts');
    proxy.fault = () => undefined;

    const logs = await eventually(async () => {
      const all = await api.logs(webhook);
      const settled = all.filter(({ status, trigger }) => trigger === 'automatic' && status === 'queued');
      return settled.length >= EVENTS ? all : undefined;
    }, 'every next attempt');
    expect(logs.filter(({ status, trigger }) => trigger === 'event' && status === 'failed')).toHaveLength(EVENTS);
    expect(logs.map(({ attempt }) => attempt).toSorted()).toEqual([...Array(EVENTS).fill(1), ...Array(EVENTS).fill(2)]);
  });

  test('a bulk retry goes on to its end, and retries each delivery once', async () => {
    receiver.answer = 500;
    const webhook = await createWebhook({ max_retries: 0 });
    await publishAll(webhook);
    await allFinal(webhook, EVENTS);
    receiver.answer = 200;

    const cuts = cutChanges(cut, ['tasks', 'logs', 'agendaJobs']);
    const taskId = await eventually(async () => {
      const { status, body } = await api.call<{ data?: Schemas['Task']; task_id?: string }>(
        'POST',
        `${pathOf(webhook)}/logs/retry`,
        { body: {} },
      );
      expect([202, 409, 503]).toContain(status);
      // 409: the one of the request before was stored, though its answer was 503.
      return body.data?.id ?? body.task_id;
    }, 'the task to be accepted');
    await eventually(() => (cuts() >= 3 ? true : undefined), 'some cuts');
    proxy.fault = () => undefined;
    await expireJobLocks(database);

    const done = await eventually(async () => {
      const { body } = await api.call<{ data: Schemas['Task'] }>('GET', `${pathOf(webhook)}/tasks/${taskId}`);
      return body.data.finished_at ? body.data : undefined;
    }, 'the task to end');
    expect(done.state).toBe('completed');
    expect([done.matched, done.queued + done.skipped]).toEqual([EVENTS, EVENTS]);

    const logs = await allFinal(webhook, 2 * EVENTS);
    const retries = logs.filter(({ trigger }) => trigger === 'manual');
    expect(retries.map(({ status }) => status)).toEqual(Array(EVENTS).fill('success'));
    expect(new Set(retries.map(({ event_id }) => event_id)).size).toBe(EVENTS);
  });
});
