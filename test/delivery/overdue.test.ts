import { assert, expect } from 'vitest';
import { logDocuments, queueCopies } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { failedDelivery } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';
import { startReceiver } from '../support/receiver.ts';

/** What one webhook has overdue: more than several runs of the recovery job would read. */
const OVERDUE = 3_000;

test('a lost wake-up is found within a few runs of the recovery job, whatever other webhooks have overdue', async ({
  api,
  database,
  receiver,
  onTestFinished,
}) => {
  const hanging = await startReceiver();
  onTestFinished(() => hanging.close());
  const dead = await failedDelivery(api, hanging, { max_retries: 0 });
  const { failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  hanging.answer = () => undefined;
  for (let minute = 0; minute < 30; minute++) {
    const due_at = new Date(minute * 60_000);
    await queueCopies(database, dead.failed.id, OVERDUE / 30, { trigger: 'automatic', due_at });
  }
  await hanging.gets(2);

  const [lost] = await queueCopies(database, failed.id, 1, {
    trigger: 'automatic',
    due_at: new Date(Date.now() - 60_000),
  });
  assert(lost);
  await eventually(
    async () => ((await logDocuments(database).findOne({ _id: lost._id }))?.status === 'success' ? true : undefined),
    'the lost log to be sent',
    15_000,
  );
  expect(
    await logDocuments(database).countDocuments({ webhook_id: dead.webhook.id, status: 'queued' }),
  ).toBeGreaterThan(OVERDUE / 2);
});
