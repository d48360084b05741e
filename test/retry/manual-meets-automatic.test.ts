import { assert, expect } from 'vitest';
import type { Api } from '../support/api.ts';
import type { TestDatabase } from '../support/database.ts';
import { logDocuments, queueCopies } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery, isFinal } from '../support/failed-delivery.ts';
import { testThroughProxy } from '../support/fixtures.ts';
import type { Receiver } from '../support/receiver.ts';
import { startTestService, type TestService } from '../support/service.ts';
import type { Fault, WireProxy } from '../support/wire-proxy.ts';

// One process is asked to retry by hand, another one sends; both reach the database through a proxy, which makes one of them late.
const test = testThroughProxy({ ROLE: 'api' });

let worker: TestService;
test.beforeAll(async ({ database, proxy }) => {
  worker = await startTestService({ ROLE: 'worker' }, { ...database, uri: proxy.uri });
});
test.afterAll(() => worker.close());

/** Keeps the first such command from the database. Tells when it has it, and lets it go. */
function holdFirst(proxy: WireProxy, command: string, isMeant: (message: Buffer) => boolean) {
  const held = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  let isFirst = true;
  proxy.fault = (name, collection, message): Fault | undefined => {
    if (!isFirst || name !== command || collection !== 'logs' || !isMeant(message)) return undefined;
    isFirst = false;
    held.resolve();
    return { until: release.promise };
  };
  return { held: held.promise, release: release.resolve };
}

async function failedAndWaiting(api: Api, receiver: Receiver) {
  const { webhook, failed } = await failedDelivery(api, receiver);
  const waiting = await api.logThat(webhook, ({ trigger }) => trigger === 'automatic');
  return { webhook, failed, waiting };
}

/** The waiting attempt's time comes, and the process that sends is told of it. */
async function makeDue(database: TestDatabase, logId: string): Promise<void> {
  await logDocuments(database).updateOne({ _id: logId }, { $set: { due_at: new Date(Date.now() - 60_000) } });
}

for (const status of [200, 500]) {
  test(`the automatic attempt starts after a manual retry found it waiting, and before that is written (${status})`, async ({
    api,
    database,
    proxy,
    receiver,
  }) => {
    const { webhook, failed, waiting } = await failedAndWaiting(api, receiver);
    const insert = holdFirst(proxy, 'insert', (message) => message.includes(failed.event_id));
    const answered = api.retry(webhook, failed.id);
    await insert.held;
    const answers: (() => void)[] = [];
    receiver.answer = (_req, res) => void answers.push(() => res.writeHead(status).end());
    await makeDue(database, waiting.id);
    const answer = await eventually(() => answers.shift(), 'the automatic attempt');
    insert.release();
    expect((await answered).status).toBe(200);

    // Whoever sends this one, which is due after the manual retry, has tried to claim that too.
    const due_at = new Date(Date.now() + 1);
    const [later] = await queueCopies(database, failed.id, 1, { trigger: 'manual', due_at });
    assert(later);
    const answerLater = await eventually(() => answers.shift(), 'the later delivery');
    expect(attemptsAt(receiver, later)).toHaveLength(1);
    expect(attemptsAt(receiver, failed)).toHaveLength(2);
    receiver.answer = 200;
    answer();
    answerLater();

    const logs = await eventually(async () => {
      const found = (await api.logs(webhook)).filter(({ event_id }) => event_id === failed.event_id);
      return found.every(isFinal) ? found : undefined;
    }, 'the delivery to be over');
    const sent = logs.filter((log) => log.status !== 'canceled').toSorted((one, other) => one.attempt - other.attempt);
    // What was not needed any more is not sent; what was is the third attempt, although it was asked for as the second.
    expect(sent.map((log) => [log.trigger, log.attempt, log.status])).toEqual(
      status === 200
        ? [
            ['event', 1, 'failed'],
            ['automatic', 2, 'success'],
          ]
        : [
            ['event', 1, 'failed'],
            ['automatic', 2, 'failed'],
            ['manual', 3, 'success'],
          ],
    );
    expect(attemptsAt(receiver, failed)).toHaveLength(sent.length);
  }, 60_000);
}

test('the claim of the automatic attempt is on its way while a manual retry takes its place: only that one is sent', async ({
  api,
  database,
  proxy,
  receiver,
}) => {
  const { webhook, failed, waiting } = await failedAndWaiting(api, receiver);
  const claim = holdFirst(proxy, 'update', (message) => message.includes(waiting.id) && message.includes('exclusive'));
  await makeDue(database, waiting.id);
  await claim.held;
  const { status, body } = await api.retry(webhook, failed.id);
  expect(status).toBe(200);
  claim.release();
  const sent = await api.logThat(webhook, (log) => log.id === body.data.log_id && isFinal(log));
  expect([sent.status, sent.attempt]).toEqual(['success', 2]);
  const canceled = await api.logThat(webhook, (log) => log.id === waiting.id && isFinal(log));
  expect([canceled.status, canceled.error_code]).toEqual(['canceled', 'superseded']);
  expect(attemptsAt(receiver, failed)).toHaveLength(2);
}, 120_000);
