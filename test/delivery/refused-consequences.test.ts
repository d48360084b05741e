import { expect } from 'vitest';
import { UNSETTLED } from '../../server/database/collections.ts';
import { logDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery, failedEvent, isFinal } from '../support/failed-delivery.ts';
import { testThroughProxy } from '../support/fixtures.ts';

/** As MongoDB refuses a document for what is in it. */
const REFUSED = { ok: 0, code: 121, codeName: 'DocumentValidationFailure', errmsg: 'Document failed validation' };

const test = testThroughProxy({ DELIVERY_LEASE: '1s' });

test('what was left behind is made up for, whatever the database refuses beside it', async ({
  api,
  database,
  proxy,
  receiver,
}) => {
  const logs = logDocuments(database);
  const { webhook, failed: bad } = await failedDelivery(api, receiver);
  const good = await failedEvent(api, receiver, webhook);
  await eventually(async () => {
    const waiting = await logs.countDocuments({ webhook_id: webhook.id, trigger: 'automatic' });
    const open = await logs.countDocuments({ webhook_id: webhook.id, expires_at: UNSETTLED });
    return waiting === 2 && open === 0 ? true : undefined;
  }, 'the next attempts');
  proxy.fault = (command, collection, message) =>
    command === 'insert' && collection === 'logs' && message.includes(bad.event_id) ? { instead: REFUSED } : undefined;
  // As a process leaves it that is killed after it wrote the results.
  await logs.deleteMany({ webhook_id: webhook.id, trigger: 'automatic' });
  await logs.updateMany(
    { _id: { $in: [bad.id, good.id] } },
    { $set: { expires_at: UNSETTLED, finished_at: new Date(Date.now() - 60_000) } },
  );

  const next = await api.logThat(webhook, ({ trigger }) => trigger === 'automatic');
  expect(next.event_id).toBe(good.event_id);
  await eventually(async () => {
    const left = await logs.countDocuments({ webhook_id: webhook.id, expires_at: UNSETTLED });
    return left === 0 ? true : undefined;
  }, 'nothing to be left');
  // Nothing comes of it by itself, which it tells; by hand it goes on.
  expect((await api.log(webhook, bad.id)).next_attempt_at).toBeNull();
  proxy.fault = () => undefined;
  const { body } = await api.retry(webhook, bad.id);
  await api.logThat(webhook, ({ id, status }) => id === body.data.log_id && status === 'success');
}, 120_000);

test('a result that is refused even when it is reduced fails in the end, and holds up no other', async ({
  api,
  database,
  proxy,
  receiver,
}) => {
  receiver.answer = 200;
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  let badId: string | undefined;
  let held: (() => void) | undefined;
  receiver.answer = (_req, res, body) => {
    if (badId === undefined && body.includes('"bad"')) held = () => void res.end();
    else res.end();
  };
  const { event_id } = await api.publish(agent.id, { recording_id: 'bad' });
  badId = (await api.logThat(webhook, (log) => log.event_id === event_id)).id;
  await eventually(() => held, 'the attempt');
  proxy.fault = (command, collection, message) =>
    command === 'update' && collection === 'logs' && message.includes(badId ?? '') && message.includes('finished_at')
      ? { instead: REFUSED }
      : undefined;
  const good = await Promise.all(Array.from({ length: 10 }, () => api.publish(agent.id)));
  held?.();
  for (const one of good)
    await api.logThat(webhook, (log) => log.event_id === one.event_id && log.status === 'success');
  await logDocuments(database).updateOne({ _id: badId }, { $set: { takeovers: 3 } });
  const given = await eventually(async () => {
    const log = await api.logThat(webhook, ({ id }) => id === badId);
    return isFinal(log) ? log : undefined;
  }, 'the log to fail');
  expect([given.status, given.error_code, given.next_attempt_at]).toEqual(['failed', 'internal_error', null]);
  expect(attemptsAt(receiver, given).length).toBeGreaterThan(1);
  proxy.fault = () => undefined;
  const { body } = await api.retry(webhook, badId);
  await api.logThat(webhook, ({ id, status }) => id === body.data.log_id && status === 'success');
}, 120_000);
