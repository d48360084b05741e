import { type Db, MongoClient } from 'mongodb';
import { type Collections, collections } from './collections.ts';
import { createIndexes } from './indexes.ts';

export interface Database {
  db: Db;
  collections: Collections;
  /** Resolves when the database answers; rejects within about 3 s when it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Connects to the MongoDB at `uri` and makes the indexes. The database is the one that the URI names, `reentrega` if it names none.
 * @throws what the driver throws for a URI it cannot read or a server that does not answer within 3 s
 */
export async function openDatabase(uri: string): Promise<Database> {
  const client = new MongoClient(uri, {
    appName: 'reentrega',
    serverSelectionTimeoutMS: 3_000,
    connectTimeoutMS: 3_000,
    // Longer than any of our commands takes; shorter than the patience of who waits for an answer.
    socketTimeoutMS: 20_000,
    waitQueueTimeoutMS: 5_000,
    maxPoolSize: 50,
    // What we acknowledged has to survive the loss of power and of a primary.
    writeConcern: { w: 'majority', journal: true },
  });
  try {
    await client.connect();
    const db = databaseOf(client, uri);
    await db.command({ ping: 1 });
    await createIndexes(db);
    return {
      db,
      collections: collections(db),
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
