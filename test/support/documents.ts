import type { Collection } from 'mongodb';
import type { LogDocument, WebhookDocument } from '../../server/database/collections.ts';
import { newId } from '../../server/database/ids.ts';
import type { TestDatabase } from './database.ts';

/** The documents behind the logs, for what a crash or the passing of time would do to them. */
export function logDocuments({ db }: TestDatabase): Collection<LogDocument> {
  return db.collection('logs');
}

export function webhookDocuments({ db }: TestDatabase): Collection<WebhookDocument> {
  return db.collection('webhooks');
}

/** As many copies of the log, each of an event of its own. @param change what is to be different, by the number of the copy */
export async function copyLog(
  database: TestDatabase,
  logId: string,
  copies: number,
  change: (copy: LogDocument, index: number) => Partial<LogDocument> = () => ({}),
): Promise<LogDocument[]> {
  const logs = logDocuments(database);
  const original = await logs.findOne({ _id: logId });
  if (!original) throw new Error(`there is no log ${logId}`);
  const made = Array.from({ length: copies }, (_, index): LogDocument => {
    const created_at = new Date();
    const copy = { ...original, _id: newId(created_at), event_id: newId(created_at), created_at };
    return { ...copy, ...change(copy, index) };
  });
  await logs.insertMany(made);
  return made;
}

/**
 * Lets the locks of Agenda's jobs run out, as the passing of half a minute would. For after a process was killed: a job that
 * it had taken is not free for others until then.
 */
export async function expireJobLocks({ db }: TestDatabase): Promise<void> {
  await db.collection('agendaJobs').updateMany({ lockedAt: { $ne: null } }, { $set: { lockedAt: new Date(0) } });
}
