import { expect } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery } from '../support/failed-delivery.ts';
import { test } from '../support/fixtures.ts';

test('an alarm that goes off too early, by the clock of the database, is not used up: it goes off again in time', async ({
  api,
  database,
  receiver,
}) => {
  const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 1 });
  const jobs = database.db.collection('agendaJobs');
  const alarm = { 'data.webhook_id': webhook.id };
  const set = await eventually(async () => (await jobs.findOne(alarm)) ?? undefined, 'the alarm to be set');

  // As a process whose time was wrong would fetch it.
  await jobs.updateOne({ _id: set._id }, { $set: { nextRunAt: new Date() } });
  const again = await eventually(async () => {
    const job = await jobs.findOne(alarm);
    if (!job) throw new Error('the alarm was used up');
    return job['lastRunAt'] && job['nextRunAt'] && !job['lockedAt'] ? job : undefined;
  }, 'the alarm to go off, and to be set again');
  // Translated to and fro, it is some milliseconds later; never earlier.
  const late = again['nextRunAt'].getTime() - set['nextRunAt'].getTime();
  expect(late).toBeGreaterThanOrEqual(-2);
  expect(late).toBeLessThan(100);
  expect(attemptsAt(receiver, failed)).toHaveLength(1);
});
