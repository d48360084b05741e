import { type Db, type IndexDescription, MongoServerError } from 'mongodb';
import type { Collections } from './collections.ts';
import { retryOnWriteConflict } from './errors.ts';

const open = { open: true };

/** Every index of the service, and which question it answers. Each query that the service makes is served by one of them. */
const INDEXES: Record<keyof Omit<Collections, 'settings' | 'revokedTokens'> | 'agendaJobs', IndexDescription[]> = {
  environments: [{ key: { name: 1 }, name: 'name', unique: true }],
  tokens: [
    { key: { environment_id: 1 }, name: 'of_environment' },
    { key: { bootstrap: 1 }, name: 'bootstrap', partialFilterExpression: { bootstrap: true } },
  ],
  agents: [{ key: { environment_id: 1, _id: -1 }, name: 'of_environment' }],
  webhooks: [{ key: { agent_id: 1, _id: 1 }, name: 'of_agent' }],
  events: [
    {
      key: { agent_id: 1, idempotency_key: 1 },
      name: 'idempotency',
      unique: true,
      partialFilterExpression: { idempotency_key: { $exists: true } },
    },
    { key: { expires_at: 1 }, name: 'expiry', expireAfterSeconds: 0 },
  ],
  logs: [
    // The lists that people read.
    { key: { webhook_id: 1, _id: -1 }, name: 'of_webhook' },
    // With the event at its end, so that of both filters together no log is read in vain.
    { key: { webhook_id: 1, status: 1, _id: -1, event: 1 }, name: 'of_webhook_by_status_and_event' },
    { key: { webhook_id: 1, event: 1, _id: -1 }, name: 'of_webhook_by_event' },
    // What became final, in the order of that: for streams. Partial: what is open is found by the indexes of the queue.
    {
      key: { webhook_id: 1, recorded_at: 1 },
      name: 'of_webhook_by_end',
      partialFilterExpression: { recorded_at: { $exists: true } },
    },
    // The delivery: appends are serial, and at most one open log of each trigger. (Another name would be a second index.)
    { key: { event_id: 1, webhook_id: 1, sequence: 1 }, name: 'thread', unique: true },
    {
      key: { event_id: 1, webhook_id: 1, trigger: 1 },
      name: 'one_open_of_each_trigger',
      unique: true,
      partialFilterExpression: open,
    },
    // No two attempts of a delivery under way at once. (First attempts are alone anyway, and go without.)
    {
      key: { event_id: 1, webhook_id: 1 },
      name: 'one_under_way',
      unique: true,
      partialFilterExpression: { exclusive: true },
    },
    // The queue. Partial: as large as what is open, not as what was ever delivered.
    { key: { status: 1, trigger: 1, due_at: 1, webhook_id: 1 }, name: 'due', partialFilterExpression: open },
    { key: { webhook_id: 1, status: 1, due_at: 1 }, name: 'due_of_webhook', partialFilterExpression: open },
    { key: { status: 1, 'lease.until': 1 }, name: 'leases', partialFilterExpression: open },
    // How many deliveries wait to be recovered. Partial: empty while all webhooks are enabled.
    {
      key: { webhook_id: 1, created_at: 1 },
      name: 'recoverable',
      partialFilterExpression: { recoverable: true },
    },
    // Those of one delivery, when it goes on.
    {
      key: { event_id: 1, webhook_id: 1, sequence: 1 },
      name: 'recoverable_of_delivery',
      partialFilterExpression: { recoverable: true },
    },
    // Also finds what is UNSETTLED.
    { key: { expires_at: 1 }, name: 'expiry', expireAfterSeconds: 0 },
  ],
  tasks: [
    // Those of version 1.
    { key: { state: 1, updated_at: 1 }, name: 'unfinished' },
    // The turns of an environment, and how many tasks it has.
    {
      key: { environment_id: 1, turn_at: 1 },
      name: 'turns',
      partialFilterExpression: { unfinished: true },
    },
    {
      key: { webhook_id: 1 },
      name: 'one_unfinished_of_webhook',
      unique: true,
      partialFilterExpression: { unfinished: true },
    },
    { key: { expires_at: 1 }, name: 'expiry', expireAfterSeconds: 0 },
  ],
  usage: [
    { key: { environment_id: 1 }, name: 'of_environment' },
    { key: { expires_at: 1 }, name: 'expiry', expireAfterSeconds: 0 },
  ],
  statistics: [
    // Those of a webhook are found by their key.
    { key: { agent_id: 1, unit: 1, start: 1 }, name: 'of_agent' },
    { key: { expires_at: 1 }, name: 'expiry', expireAfterSeconds: 0 },
  ],
  usedPortalLinks: [{ key: { expires_at: 1 }, name: 'expiry', expireAfterSeconds: 0 }],
  // Agenda makes its own index for finding jobs, which begins with their times. These are for its polls, which ask by lock too, for jobs
  // that failed (neither locked nor ever to run), and for our one wake-up per webhook and second.
  agendaJobs: [
    { key: { name: 1, lockedAt: 1, nextRunAt: 1, priority: -1 }, name: 'by_lock' },
    {
      key: { name: 1, 'data.key': 1 },
      name: 'one_of_a_kind',
      unique: true,
      partialFilterExpression: { 'data.key': { $exists: true } },
    },
  ],
};

/** Indexes of earlier versions that others have replaced. */
const RETIRED: [collection: string, index: string][] = [
  ['logs', 'of_webhook_by_status'],
  ['agendaJobs', 'locked'],
];
const INDEX_NOT_FOUND = 27;

/** Makes the indexes that are not there, and drops those of earlier versions. Safe to repeat, and to run in several processes at once: those may meet in a conflict. */
export async function createIndexes(db: Db): Promise<void> {
  for (const [name, indexes] of Object.entries(INDEXES)) {
    await retryOnWriteConflict(() => db.collection(name).createIndexes(indexes));
  }
  for (const [name, index] of RETIRED) {
    const collection = db.collection(name);
    if (!(await collection.indexExists(index))) continue;
    await retryOnWriteConflict(() => collection.dropIndex(index)).catch((error: unknown) => {
      // Another process did so at the same time.
      if (!(error instanceof MongoServerError && error.code === INDEX_NOT_FOUND)) throw error;
    });
  }
}
