import { startEngine } from '@reentrega/embedded';
import { type Db, type DbOptions, MongoClient, type MongoClientOptions } from 'mongodb';
import { LIMITS } from '../limits/limits.ts';
import type { Logger } from '../observability/logger.ts';
import { type Clock, startClock } from './clock.ts';
import { type Collections, collections } from './collections.ts';
import { createIndexes } from './indexes.ts';
import { createWriteProbe } from './write-probe.ts';

export interface Database {
  db: Db;
  collections: Collections;
  /** Its time. */
  clock: Clock;
  /** Where the data are, for people: a directory, or hosts and a database. Without credentials. */
  place: string;
  /** Resolves when the database takes a write; rejects, within about 12 s, when it does not. */
  assertWritable(): Promise<void>;
  close(): Promise<void>;
}

/** Which database: the MongoDB at `uri`, or else the embedded engine on the files in `dataDir`. */
export interface DatabaseOptions {
  uri: string | undefined;
  dataDir: string;
  /** Told of a clock of this machine that differs from the database's. */
  logger?: Logger;
}

/**
 * What we acknowledge has to survive the loss of power and of a primary, and what we find there as a duplicate has to be read
 * where it was written. No URI changes that.
 */
const SAFE = {
  readPreference: 'primary',
  writeConcern: { w: 'majority', journal: true },
} as const satisfies DbOptions;

/**
 * Connects to the database and makes the indexes. It is the one that the URI names, `reentrega` if it names none.
 * @throws an error for a URI that asks for other than SAFE, what the driver throws for one that it cannot read or for a server that does not answer within 3 s, or StorageError for a
 * `dataDir` that cannot be used
 */
export async function openDatabase({ uri, dataDir, logger }: DatabaseOptions): Promise<Database> {
  if (uri !== undefined) return connect(uri, placeOf(uri), { logger });
  const engine = await startEngine(dataDir);
  try {
    // Nobody else writes there, and it is never unavailable: a command waits for others, not for a network.
    const database = await connect(engine.uri, engine.directory, { logger, waitQueueTimeoutMS: 20_000 });
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

async function connect(
  uri: string,
  place: string,
  { logger, ...options }: MongoClientOptions & { logger: Logger | undefined },
): Promise<Database> {
  assertSafe(uri);
  const client = new MongoClient(uri, {
    appName: 'reentrega',
    serverSelectionTimeoutMS: 3_000,
    connectTimeoutMS: 3_000,
    // Longer than any of our commands takes; shorter than the patience of who waits for an answer, and than a lease.
    socketTimeoutMS: 12_000,
    waitQueueTimeoutMS: 5_000,
    maxPoolSize: LIMITS.databaseConnections.bound,
    ...SAFE,
    ...options,
  });
  try {
    await client.connect();
    const db = databaseOf(client, uri);
    await db.command({ ping: 1 });
    await createIndexes(db);
    const clock = await startClock({ ask: () => timeOf(db), logger });
    return {
      db,
      collections: collections(db),
      clock,
      place,
      assertWritable: createWriteProbe(collections(db), clock),
      async close() {
        await clock.stop();
        await client.close();
      },
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** What the server's clock says. (`$$NOW` says the same, but not every compatible server has it.) */
async function timeOf(db: Db): Promise<Date> {
  const { localTime } = await db.command({ hello: 1 });
  if (!(localTime instanceof Date)) throw new Error('The database does not tell its time (`localTime` of `hello`).');
  return localTime;
}

/** Refuses options that would not be followed, rather than passing over what somebody asked for. */
function assertSafe(uri: string): void {
  const { writeConcern, readPreference } = new MongoClient(uri).options;
  const { w = 'majority', journal = true } = writeConcern ?? {};
  const { mode } = readPreference;
  const wrong = [
    ...(w === 'majority' ? [] : [`w=${w}`]),
    ...(journal ? [] : ['journal=false']),
    ...(mode === 'primary' ? [] : [`readPreference=${mode}`]),
  ];
  if (wrong.length > 0) {
    throw new Error(
      `MONGODB_URI cannot be used with ${wrong.join(' and ')}: the service reads from the primary and writes with w=majority ` +
        'and journal=true, so that what it accepted is not lost. Remove that from the URI.',
    );
  }
}

/** The driver's own default name is `test`, which nobody looks for: ours is the product's. */
function databaseOf(client: MongoClient, uri: string): Db {
  const named = /^[^/]+\/\/[^/]+\/[^?]/.test(uri);
  return client.db(named ? undefined : 'reentrega', SAFE);
}

/** The URI without its credentials and options. */
function placeOf(uri: string): string {
  return uri.replace(/\/\/[^/]*@/, '//').replace(/\?.*$/, '');
}
