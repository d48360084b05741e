import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '@reentrega/embedded';
import { type Db, MongoClient } from 'mongodb';
import { type CountingProxy, countingProxy } from './counting-proxy.ts';

/** Where a mode is measured: on the embedded engine, or on the server at MONGODB_URI. */
export interface Place {
  name: string;
  /** Null for the embedded engine. */
  uri: string | null;
}

/** An empty database of its own for a service process. */
export interface BenchDatabase extends AsyncDisposable {
  /** What a service process has to be started with. */
  variables: Record<string, string>;
  /** Counts round trips, if that was asked for. */
  proxy: CountingProxy | null;
  /** Works on the documents directly. With DATA_DIR, only while no service runs: one process can open it. */
  edit<Result>(work: (db: Db) => Promise<Result>): Promise<Result>;
}

export interface DatabaseOptions {
  /** Several processes share it: an embedded engine then runs in the bench's own process, and its CPU time is not the service's. */
  shared?: boolean;
  /** A proxy in between counts round trips; that costs speed, so such a run measures nothing else. */
  counted?: boolean;
}

export function benchDatabase(place: Place, { shared = false, counted = false }: DatabaseOptions = {}) {
  if (place.uri !== null) return atServer(place.uri, counted);
  return shared || counted ? onSharedEngine(counted) : inDataDirectory();
}

async function atServer(serverUri: string, counted: boolean): Promise<BenchDatabase> {
  const url = new URL(serverUri);
  url.pathname = `/reentrega_bench_${randomUUID().slice(0, 8)}`;
  const proxy = counted ? await countingProxy(url.href) : null;
  return {
    variables: { MONGODB_URI: proxy?.uri ?? url.href },
    proxy,
    edit: (work) => withDatabase(url.href, work),
    async [Symbol.asyncDispose]() {
      proxy?.close();
      await withDatabase(url.href, (db) => db.dropDatabase());
    },
  };
}

async function onSharedEngine(counted: boolean): Promise<BenchDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'reentrega-bench-'));
  const engine = await startEngine(directory, { transport: 'loopback' });
  const url = new URL(engine.uri);
  url.pathname = '/reentrega';
  const proxy = counted ? await countingProxy(url.href) : null;
  return {
    variables: { MONGODB_URI: proxy?.uri ?? url.href },
    proxy,
    edit: (work) => withDatabase(url.href, work),
    async [Symbol.asyncDispose]() {
      proxy?.close();
      await engine.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function inDataDirectory(): Promise<BenchDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'reentrega-bench-'));
  return {
    variables: { DATA_DIR: directory },
    proxy: null,
    async edit(work) {
      const engine = await startEngine(directory);
      try {
        return await withDatabase(engine.uri, work);
      } finally {
        await engine.stop();
      }
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

async function withDatabase<Result>(uri: string, work: (db: Db) => Promise<Result>): Promise<Result> {
  const client = await new MongoClient(uri, { writeConcern: { w: 'majority', journal: true } }).connect();
  try {
    const named = new URL(uri).pathname.length > 1;
    return await work(client.db(named ? undefined : 'reentrega'));
  } finally {
    await client.close();
  }
}
