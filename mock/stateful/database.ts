import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, type Document, MongoClient } from 'mongodb';

/** Everything that callers can change. Who may call, and the scheduler's own jobs, stay as they are. */
const COLLECTIONS = ['agents', 'webhooks', 'events', 'logs', 'tasks'];

export interface MockDatabase {
  /** What the service has to be started with. */
  variables: Record<string, string>;
  /** The database itself, once the service runs. */
  open(): Promise<Db>;
  /** Leaves nothing behind; after the service has stopped. */
  remove(): Promise<void>;
}

/** An empty database of its own: on the MongoDB at `address`, or in a new directory for the service's embedded engine. */
export async function mockDatabase(address: string | undefined): Promise<MockDatabase> {
  if (address) return onServer(address);
  const directory = await mkdtemp(join(tmpdir(), 'reentrega-mock-'));
  const socket = join(directory, 'database', 'engine.sock');
  const client = new MongoClient(`mongodb://${encodeURIComponent(socket)}/?directConnection=true`, {
    serverSelectionTimeoutMS: 3_000,
  });
  return {
    variables: { DATA_DIR: directory },
    open: async () => (await client.connect()).db('reentrega'),
    async remove() {
      await client.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function onServer(address: string): MockDatabase {
  const uri = addressOf(address, `reentrega_mock_${randomBytes(4).toString('hex')}`);
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 3_000 });
  return {
    variables: { MONGODB_URI: uri },
    open: async () => (await client.connect()).db(),
    async remove() {
      await client.db().dropDatabase();
      await client.close();
    },
  };
}

/** The same server, another database. Who logs in is still looked up where the address said. */
function addressOf(address: string, name: string): string {
  const [, server = address, database, query] = /^(\w[^/]*\/\/[^/?]+)\/?([^?]*)\??(.*)$/.exec(address) ?? [];
  const options = new URLSearchParams(query);
  if (database && server.includes('@') && !options.has('authSource')) options.set('authSource', database);
  return `${server}/${name}${options.size > 0 ? `?${options}` : ''}`;
}

/** What is in the database now. Gives a function that makes it be that again. */
export async function snapshot(db: Db): Promise<() => Promise<void>> {
  const saved = await Promise.all(
    COLLECTIONS.map(async (name): Promise<[string, Document[]]> => [name, await db.collection(name).find().toArray()]),
  );
  return async () => {
    // An attempt that is under way writes only to the log that it claimed: if that is gone, nothing.
    for (const [name, documents] of saved) {
      await db.collection(name).deleteMany({});
      if (documents.length > 0) await db.collection(name).insertMany(documents);
    }
  };
}

/** Makes a log, and its event, look as if all of it had happened that long (ms) ago. Gives the log's new id: ids hold their time. */
export async function age(db: Db, logId: string, ms: number): Promise<string> {
  const logs = db.collection<Document & { _id: string }>('logs');
  const log = await logs.findOneAndDelete({ _id: logId });
  if (!log) throw new Error(`the seeded log ${logId} is not there`);
  const { _id, event_id, ...rest } = log;
  const aged = { ...earlier(rest, ms), _id: earlierId(_id, ms), event_id: earlierId(String(event_id), ms) };
  await logs.insertOne(aged);
  return aged._id;
}

function earlier(document: Document, ms: number): Document {
  const distant = Date.now() + 10 * 365 * 86_400_000; // stands for never
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [
      name,
      value instanceof Date && value.getTime() < distant ? new Date(value.getTime() - ms) : value,
    ]),
  );
}

/** A UUIDv7 begins with its time: 48 bits, ms (RFC 9562, 5.7). */
function earlierId(id: string, ms: number): string {
  const time = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) - ms;
  const digits = time.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}${id.slice(13)}`;
}
