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
  change: (index: number) => Partial<LogDocument> = () => ({}),
): Promise<LogDocument[]> {
  const original = await found(database, logId);
  const made = Array.from({ length: copies }, (_, index): LogDocument => {
    const created_at = new Date();
    const changed = { ...original, _id: newId(created_at), event_id: newId(created_at), created_at, ...change(index) };
    return { ...changed, payload_bytes: Buffer.byteLength(changed.payload) };
  });
  await logDocuments(database).insertMany(made);
  return made;
}

/** As many logs like this one that wait to be sent, each of an event of its own. Nobody is told of them. */
export async function queueCopies(
  database: TestDatabase,
  logId: string,
  copies: number,
  { trigger, due_at }: Pick<LogDocument, 'trigger' | 'due_at'>,
): Promise<LogDocument[]> {
  const { agent_id, webhook_id, event, payload } = await found(database, logId);
  const made = Array.from({ length: copies }, (): LogDocument => {
    const created_at = new Date();
    return {
      _id: newId(created_at),
      agent_id,
      webhook_id,
      event_id: newId(created_at),
      event,
      payload,
      payload_bytes: Buffer.byteLength(payload),
      trigger,
      status: 'queued',
      open: true,
      attempt: 1,
      sequence: 1,
      automatic_retries: 0,
      original_log_id: null,
      created_at,
      due_at,
    };
  });
  await logDocuments(database).insertMany(made);
  return made;
}

async function found(database: TestDatabase, logId: string): Promise<LogDocument> {
  const log = await logDocuments(database).findOne({ _id: logId });
  if (!log) throw new Error(`there is no log ${logId}`);
  return log;
}

/**
 * Lets the locks of Agenda's jobs run out, as the passing of half a minute would. For after a process was killed: a job that
 * it had taken is not free for others until then.
 */
export async function expireJobLocks({ db }: TestDatabase): Promise<void> {
  await db.collection('agendaJobs').updateMany({ lockedAt: { $ne: null } }, { $set: { lockedAt: new Date(0) } });
}

/** Lets the recovery job run at Agenda's next poll, as the passing of seconds would. */
export async function hastenRecovery({ db }: TestDatabase): Promise<void> {
  const recovery = { name: 'recover what was left behind', lockedAt: null };
  await db.collection('agendaJobs').updateOne(recovery, { $set: { nextRunAt: new Date() } });
}
