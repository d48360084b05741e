import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '@reentrega/embedded';
import { MongoClient } from 'mongodb';
import { DemoError } from './demo-error.ts';

const PATIENCE_MS = 3_000;

export interface DemoDatabase extends AsyncDisposable {
  uri: string;
}

/**
 * A database of its own, gone when the demo is over: on the server at `address`, or on an embedded engine if there is no address.
 * @throws DemoError when nobody answers there
 */
export async function demoDatabase(address: string | undefined): Promise<DemoDatabase> {
  return address ? onServer(address) : onEngine();
}

async function onServer(address: string): Promise<DemoDatabase> {
  const name = `reentrega_demo_${randomBytes(4).toString('hex')}`;
  const uri = onDatabase(address, name);
  const client = await connect(uri);
  return {
    uri,
    async [Symbol.asyncDispose]() {
      await client.db(name).dropDatabase();
      await client.close();
    },
  };
}

async function onEngine(): Promise<DemoDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'reentrega-demo-'));
  const engine = await startEngine(dataDir);
  return {
    uri: engine.uri,
    async [Symbol.asyncDispose]() {
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function connect(uri: string): Promise<MongoClient> {
  try {
    const client = new MongoClient(uri, { serverSelectionTimeoutMS: PATIENCE_MS, connectTimeoutMS: PATIENCE_MS });
    return await client.connect();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DemoError([`MONGODB_URI leads to no MongoDB: ${why}`, `MONGODB_URI não leva a nenhum MongoDB: ${why}`]);
  }
}

/** The same server, another database. Who logs in is still looked up where the address said. */
function onDatabase(address: string, name: string): string {
  const [, server = address, , database, query = ''] = /^([^/]*\/\/[^/?]+)(\/([^?]*))?(?:\?(.*))?$/.exec(address) ?? [];
  const options = new URLSearchParams(query);
  if (database && server.includes('@') && !options.has('authSource')) options.set('authSource', database);
  return `${server}/${name}${options.size > 0 ? `?${options}` : ''}`;
}
