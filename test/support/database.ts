import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine, type Transport } from '@reentrega/embedded';
import { type Db, MongoClient } from 'mongodb';

export interface TestDatabase {
  uri: string;
  /** For looking at the documents themselves, and for making some old. */
  db: Db;
  drop(): Promise<void>;
}

/**
 * An empty database of its own: on the server at MONGODB_URI, or on an embedded engine that is started for it.
 * @param transport by which the embedded engine is reached; `loopback` gives a URI with a host and a port
 */
export async function testDatabase(transport: Transport = 'socket'): Promise<TestDatabase> {
  const server = process.env['MONGODB_URI'];
  const engine = server ? null : await embeddedEngine(transport);
  const url = new URL(server ?? engine?.uri ?? '');
  url.pathname = `/reentrega_test_${randomUUID().slice(0, 8)}`;
  const uri = url.href;
  const client = await new MongoClient(uri).connect();
  return {
    uri,
    db: client.db(),
    async drop() {
      await client.db().dropDatabase();
      await client.close();
      await engine?.stop();
    },
  };
}

/** An engine on a directory that goes when it stops. */
async function embeddedEngine(transport: Transport): Promise<{ uri: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'reentrega-engine-'));
  const engine = await startEngine(dataDir, { transport });
  return {
    uri: engine.uri,
    async stop() {
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
