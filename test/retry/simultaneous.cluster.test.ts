import { afterAll, assert, beforeAll, expect, test } from 'vitest';
import { lowestIdAt } from '../../server/database/ids.ts';
import type { Answer, Log, Schemas, Webhook } from '../support/api.ts';
import { type Cluster, type Member, startCluster } from '../support/cluster.ts';
import { logDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery, failedEvent, isFinal } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

type RetryAnswer = Answer<Schemas['LogNotRetriableError'] | Schemas['RetryQueuedResponse']>;
const ROUNDS = 4;

let cluster: Cluster;
let members: [Member, Member];
let receiver: Receiver;
beforeAll(async () => {
  [cluster, receiver] = await Promise.all([startCluster({ RETRY_SCHEDULE: '1h' }), startReceiver()]);
  members = await Promise.all([cluster.start(), cluster.start()]);
});
afterAll(async () => {
  await receiver.close();
  await cluster.close();
});

/** Twelve clicks at once, six on each process. */
function twelveRetries(webhook: Webhook, failed: Log): Promise<RetryAnswer[]> {
  const clicks = Array.from({ length: 12 }, (_, index) => members[index % 2 === 0 ? 0 : 1].api);
  return Promise.all(clicks.map((api) => api.retry<RetryAnswer['body']>(webhook, failed.id)));
}

/** One of the answers is the retry; the others say that there is one, or that it is over and delivered. */
function assertOneQueued(answers: RetryAnswer[], reasons: string[]): string {
  const queued = answers.flatMap(({ body }) => ('data' in body ? [body.data.log_id] : []));
  expect(queued.length, JSON.stringify(answers.map(({ body }) => body))).toBe(1);
  const refused = answers.filter(({ status }) => status === 422);
  expect(refused.length, JSON.stringify(answers.map(({ body }) => body))).toBe(11);
  for (const { body } of refused) {
    assert('reason' in body && reasons.includes(body.reason ?? ''), JSON.stringify(body));
  }
  return queued[0] ?? '';
}

test('rule 3: of twelve simultaneous retries on two processes, one is made and sent while the receiver thinks', async () => {
  const [{ api }] = members;
  const { webhook, failed } = await failedDelivery(api, receiver);
  const held: (() => void)[] = [];
  receiver.answer = (_req, res) => held.push(() => res.end());
  const logId = assertOneQueued(await twelveRetries(webhook, failed), ['retry_in_progress']);

  (await eventually(() => held[0], 'the retry at the receiver'))();
  await api.logThat(webhook, ({ id, status }) => id === logId && status === 'success');
  const manual = (await api.logs(webhook)).filter(({ trigger }) => trigger === 'manual');
  expect(manual.map(({ id }) => id)).toStrictEqual([logId]);
  expect(attemptsAt(receiver, failed).length).toBe(2);
  receiver.answer = 200;
});

test(`rule 3: a receiver that is done at once makes no second retry either, ${ROUNDS} times over`, async () => {
  const [{ api }] = members;
  const { webhook, failed } = await failedDelivery(api, receiver);
  for (let round = 1; round <= ROUNDS; round++) {
    const log = round === 1 ? failed : await failedEvent(api, receiver, webhook);
    const logId = assertOneQueued(await twelveRetries(webhook, log), ['retry_in_progress', 'already_delivered']);
    await api.logThat(webhook, ({ id, status }) => id === logId && status === 'success');
    const delivery = (await api.logs(webhook)).filter(({ event_id }) => event_id === log.event_id);
    expect(delivery.map(({ trigger, status }) => `${trigger} ${status}`)).toStrictEqual([
      'manual success',
      'automatic canceled',
      'event failed',
    ]);
    expect(attemptsAt(receiver, log).length).toBe(2);
  }
});

test(`rule 3: a retry that a receiver refused at once still stands in the way of those asked for before that, ${ROUNDS} times over`, async () => {
  const [{ api }] = members;
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  receiver.answer = 500;
  for (let round = 1; round <= ROUNDS; round++) {
    const answers = await twelveRetries(webhook, failed);
    await eventually(async () => ((await api.logs(webhook)).every(isFinal) ? true : undefined), 'the retries to end');
    // Ids have the time in them: that of the request, when it came in.
    const askedAt = new Map(
      answers.flatMap(({ headers, body }) =>
        'data' in body ? [[body.data.log_id, headers.get('x-request-id') ?? ''] as const] : [],
      ),
    );
    const made = await logDocuments(cluster.database)
      .find({ _id: { $in: [...askedAt.keys()] } })
      .sort({ sequence: 1 })
      .toArray();
    expect(made.length).toBeGreaterThanOrEqual(1);
    for (const [index, { finished_at }] of made.entries()) {
      const next = askedAt.get(made[index + 1]?._id ?? '');
      if (finished_at && next)
        expect(next >= lowestIdAt(finished_at), 'retried while a retry was under way').toBe(true);
    }
  }
  receiver.answer = 200;
});

test('rule 3: one retry after the other, each as soon as the one before was answered, make no second one', async () => {
  const [one, two] = members;
  const { webhook, failed } = await failedDelivery(one.api, receiver);
  const answers: RetryAnswer[] = [];
  for (let click = 0; click < 12; click++) {
    answers.push(await (click % 2 === 0 ? one : two).api.retry<RetryAnswer['body']>(webhook, failed.id));
  }
  assertOneQueued(answers, ['retry_in_progress', 'already_delivered']);
  await one.api.logThat(webhook, ({ trigger, status }) => trigger === 'manual' && status === 'success');
  expect(attemptsAt(receiver, failed).length).toBe(2);
});
