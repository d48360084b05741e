import { startEngine } from '@reentrega/embedded';
import { type Db, MongoClient, type MongoClientOptions } from 'mongodb';
import { type Collections, collections } from './collections.ts';
import { createIndexes } from './indexes.ts';

export interface Database {
  db: Db;
  collections: Collections;
  /** Where the data are, for people: a directory, or hosts and a database. Without credentials. */
  place: string;
  /** Resolves when the database answers; rejects within about 3 s when it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Which database: the MongoDB at `uri`, or else the embedded engine on the files in `dataDir`. */
export interface DatabaseOptions {
  uri: string | undefined;
  dataDir: string;
}

/**
 * Connects to the database and makes the indexes. It is the one that the URI names, `reentrega` if it names none.
 * @throws what the driver throws for a URI it cannot read or a server that does not answer within 3 s, or StorageError for a
 * `dataDir` that cannot be used
 */
export async function openDatabase({ uri, dataDir }: DatabaseOptions): Promise<Database> {
  if (uri !== undefined) return connect(uri, {}, placeOf(uri));
  const engine = await startEngine(dataDir);
  try {
    // Nobody else writes there, and it is never away: a command waits for others, not for a network.
    const database = await connect(engine.uri, { waitQueueTimeoutMS: 20_000 }, engine.directory);
    return {
      ...database,
      async close() {
        await database.close();
        await engine.stop();
      },
    };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

async function connect(uri: string, options: MongoClientOptions, place: string): Promise<Database> {
  const client = new MongoClient(uri, {
    appName: 'reentrega',
    serverSelectionTimeoutMS: 3_000,
    connectTimeoutMS: 3_000,
    // Longer than any of our commands takes; shorter than the patience of who waits for an answer, and than a lease.
    socketTimeoutMS: 12_000,
    waitQueueTimeoutMS: 5_000,
    maxPoolSize: 50,
    // What we acknowledged has to survive the loss of power and of a primary.
    writeConcern: { w: 'majority', journal: true },
    ...options,
  });
  try {
    await client.connect();
    const db = databaseOf(client, uri);
    await db.command({ ping: 1 });
    await createIndexes(db);
    return {
      db,
      collections: collections(db),
      place,
      ping: async () => void (await db.command({ ping: 1 })),
      close: () => client.close(),
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** The driver's own default name is `test`, which nobody looks for: ours is the product's. */
function databaseOf(client: MongoClient, uri: string): Db {
  const named = /^[^/]+\/\/[^/]+\/[^?]/.test(uri);
  return named ? client.db() : client.db('reentrega');
}

/** The URI without its credentials and options. */
function placeOf(uri: string): string {
  return uri.replace(/\/\/[^/]*@/, '//').replace(/\?.*$/, '');
}
