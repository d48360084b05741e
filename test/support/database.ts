import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedEngine, startEngine, type Transport } from '@reentrega/embedded';
import { type Db, MongoClient } from 'mongodb';

export interface TestDatabase {
  uri: string;
  /** For looking at the documents themselves, and for making some old. */
  db: Db;
  drop(): Promise<void>;
}

/**
 * An empty database of its own: on the server at MONGODB_URI, or on an embedded engine.
 * @param transport by which the embedded engine is reached; `loopback` gives a URI with a host and a port
 */
export async function testDatabase(transport: Transport = 'socket'): Promise<TestDatabase> {
  const url = new URL(process.env['MONGODB_URI'] ?? (await engine(transport)).uri);
  url.pathname = `/reentrega_test_${randomUUID().slice(0, 8)}`;
  const uri = url.href;
  const client = await new MongoClient(uri).connect();
  return {
    uri,
    db: client.db(),
    async drop() {
      await client.db().dropDatabase();
      await client.close();
    },
  };
}

const engines = new Map<Transport, Promise<EmbeddedEngine>>();

/** Started once per worker of the test runner, and ends with it: databases are dropped, so nothing is carried from test to test. */
function engine(transport: Transport): Promise<EmbeddedEngine> {
  const running =
    engines.get(transport) ??
    mkdtemp(join(tmpdir(), 'reentrega-engine-')).then((dataDir) => startEngine(dataDir, { transport }));
  engines.set(transport, running);
  return running;
}
