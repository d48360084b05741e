import { assert, describe, expect, type TestContext } from 'vitest';
import { UNSETTLED } from '../../server/database/collections.ts';
import { logDocuments, queueCopies, webhookDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

const test = testWith({ DELIVERY_LEASE: '2s' });

const aMinuteAgo = () => new Date(Date.now() - 60_000);

async function receiverFor(onTestFinished: TestContext['onTestFinished']): Promise<Receiver> {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  return receiver;
}

// Each writes what a process that was killed between two of its writes would leave, and looks at what becomes of it. All
// of them wait for the recovery job, so they wait together.
describe.concurrent('a process was', () => {
  test('killed after a failure was written, before its next attempt was: the next attempt is made, once', async ({
    api,
    database,
    onTestFinished,
  }) => {
    const receiver = await receiverFor(onTestFinished);
    const logs = logDocuments(database);
    const { webhook, failed } = await failedDelivery(api, receiver);
    const lost = await api.logThat(webhook, ({ trigger }) => trigger === 'automatic');
    await logs.deleteOne({ _id: lost.id });
    await logs.updateOne({ _id: failed.id }, { $set: { expires_at: UNSETTLED, finished_at: aMinuteAgo() } });

    const next = await api.logThat(webhook, ({ trigger }) => trigger === 'automatic');
    expect([next.status, next.attempt, next.original_log_id, next.next_attempt_at]).toStrictEqual([
      'queued',
      2,
      failed.id,
      failed.next_attempt_at,
    ]);
    await eventually(async () => {
      const log = await logs.findOne({ _id: failed.id });
      return log?.expires_at?.getTime() === UNSETTLED.getTime() ? undefined : log;
    }, 'the failure to be settled');
    expect((await api.logs(webhook)).length).toBe(2);
  });

  test('killed after the next attempt was made, before that was noted: there is no second one', async ({
    api,
    database,
    onTestFinished,
  }) => {
    const receiver = await receiverFor(onTestFinished);
    const logs = logDocuments(database);
    const { webhook, failed } = await failedDelivery(api, receiver);
    const next = await api.logThat(webhook, ({ trigger }) => trigger === 'automatic');
    await logs.updateOne({ _id: failed.id }, { $set: { expires_at: UNSETTLED, finished_at: aMinuteAgo() } });
    await eventually(async () => {
      const log = await logs.findOne({ _id: failed.id });
      return log?.expires_at?.getTime() === UNSETTLED.getTime() ? undefined : log;
    }, 'the failure to be settled');
    expect((await api.logs(webhook)).map(({ id }) => id)).toStrictEqual([next.id, failed.id]);
  });

  test('killed after the next attempt was canceled, for the webhook was disabled, before that was noted: there is no second one', async ({
    api,
    database,
    onTestFinished,
  }) => {
    const receiver = await receiverFor(onTestFinished);
    const logs = logDocuments(database);
    const { webhook, failed } = await failedDelivery(api, receiver);
    const next = await api.logThat(webhook, ({ trigger }) => trigger === 'automatic');
    expect((await api.toggle(webhook)).recoverable_count).toBe(1);
    await logs.updateOne({ _id: failed.id }, { $set: { expires_at: UNSETTLED, finished_at: aMinuteAgo() } });
    await eventually(async () => {
      const log = await logs.findOne({ _id: failed.id });
      return log?.expires_at?.getTime() === UNSETTLED.getTime() ? undefined : log;
    }, 'the failure to be settled');
    expect((await api.logs(webhook)).map(({ id }) => id)).toStrictEqual([next.id, failed.id]);
  });

  test('killed after a retry was delivered, before the automatic one was canceled: that one is never sent', async ({
    api,
    database,
    onTestFinished,
  }) => {
    const receiver = await receiverFor(onTestFinished);
    const logs = logDocuments(database);
    const { webhook, failed } = await failedDelivery(api, receiver);
    const { body } = await api.retry(webhook, failed.id);
    await api.logThat(webhook, ({ id, status }) => id === body.data.log_id && status === 'success');
    const canceled = await api.logThat(webhook, ({ status }) => status === 'canceled');
    await logs.updateOne(
      { _id: canceled.id },
      { $set: { status: 'queued', open: true }, $unset: { error_code: '', finished_at: '', expires_at: '' } },
    );
    await logs.updateOne({ _id: body.data.log_id }, { $set: { expires_at: UNSETTLED, finished_at: aMinuteAgo() } });

    const again = await api.logThat(webhook, ({ id, status }) => id === canceled.id && status === 'canceled');
    expect(again.error_code).toBe('superseded');
    expect(attemptsAt(receiver, failed).length).toBe(2);
  });

  test('killed after a 410 was written, before the webhook was disabled: it is disabled', async ({
    api,
    database,
    onTestFinished,
  }) => {
    const receiver = await receiverFor(onTestFinished);
    const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
    await logDocuments(database).updateOne(
      { _id: failed.id },
      { $set: { http_status: 410, expires_at: UNSETTLED, finished_at: aMinuteAgo() } },
    );
    await webhookDocuments(database).updateOne({ _id: webhook.id }, { $set: { updated_at: new Date(0) } });
    await eventually(async () => {
      return (await api.webhook(webhook)).disabled_reason === 'gone' ? true : undefined;
    }, 'the webhook to be disabled');
  });

  test('killed after a retry was written, before its alarm was set: it is sent all the same', async ({
    api,
    database,
    onTestFinished,
  }) => {
    const receiver = await receiverFor(onTestFinished);
    const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
    for (const trigger of ['manual', 'automatic', 'event'] as const) {
      const [left] = await queueCopies(database, failed.id, 1, { trigger, due_at: aMinuteAgo() });
      assert(left);
      await api.logThat(webhook, ({ id, status }) => id === left._id && status === 'success');
      expect(attemptsAt(receiver, left).length).toBe(1);
    }
  });

  test('killed during a test delivery: nobody waits for its answer, so it fails and is not sent again', async ({
    api,
    database,
    onTestFinished,
  }) => {
    const receiver = await receiverFor(onTestFinished);
    const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
    const [left] = await queueCopies(database, failed.id, 1, { trigger: 'test', due_at: aMinuteAgo() });
    assert(left);
    await logDocuments(database).updateOne(
      { _id: left._id },
      { $set: { status: 'delivering', event: 'webhook.test', lease: { token: 'of the dead', until: aMinuteAgo() } } },
    );
    const log = await api.logThat(webhook, ({ id, status }) => id === left._id && status === 'failed');
    expect(log.error_code).toBe('interrupted');
    expect(attemptsAt(receiver, left).length).toBe(0);
  });
});
