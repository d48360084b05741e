import { mkdir, mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EmbeddedEngine, startEngine } from '../engine.ts';
import type { ServerOptions } from '../server.ts';
import { serverError } from './support/embedded.ts';
import { startEngineProcess } from './support/engine-process.ts';

let dataDir: string;
let engines: EmbeddedEngine[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'reentrega-data-'));
});
afterEach(async () => {
  for (const engine of engines) await engine.stop();
  engines = [];
  await rm(dataDir, { recursive: true, force: true });
});

async function start(directory = dataDir, options: ServerOptions = {}): Promise<EmbeddedEngine> {
  const engine = await startEngine(directory, options);
  engines.push(engine);
  return engine;
}

async function withClient<Result>(uri: string, action: (client: MongoClient) => Promise<Result>): Promise<Result> {
  const client = await new MongoClient(uri, { serverSelectionTimeoutMS: 1_000 }).connect();
  try {
    return await action(client);
  } finally {
    await client.close();
  }
}

test('data, indexes and what is known of arrays are there after a restart', async () => {
  const first = await start();
  await withClient(first.uri, async (client) => {
    const things = client.db('d').collection<{ _id: number; tags: string[]; a?: string }>('Things');
    await things.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { a: { $exists: true } } });
    await things.insertMany([
      { _id: 1, tags: ['x', 'y'], a: 'one' },
      { _id: 2, tags: [] },
    ]);
    expect(await things.countDocuments({ tags: 'y' })).toBe(1);
  });
  await first.stop();
  engines = [];
  const { uri } = await start();
  await withClient(uri, async (client) => {
    const things = client.db('d').collection<{ _id: number; tags: string[]; a?: string }>('Things');
    expect(await things.find({ tags: 'y' }).toArray()).toStrictEqual([{ _id: 1, tags: ['x', 'y'], a: 'one' }]);
    expect((await serverError(things.insertOne({ _id: 3, tags: [], a: 'one' }))).code).toBe(11000);
    expect((await client.db('d').listCollections().toArray()).map(({ name }) => name)).toStrictEqual(['Things']);
    await client.db('d').dropDatabase();
    expect(await client.db('d').listCollections().toArray()).toStrictEqual([]);
  });
});

describe('one process has a data directory', () => {
  test('a second one is turned away, and told by whom', async () => {
    const engine = await startEngineProcess(dataDir);
    await expect(startEngineProcess(dataDir)).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringMatching(
          new RegExp(`in use by another process \\(${engine.child.pid}\\)\\. .*MONGODB_URI`),
        ),
      }),
    );
    await expect(startEngine(dataDir)).rejects.toThrow(/in use by another process/);
    await engine.kill();
  });

  test('one that was killed leaves no lock', async () => {
    const engine = await startEngineProcess(dataDir);
    await engine.kill();
    const { uri } = await start();
    await withClient(uri, (client) => client.db('d').command({ ping: 1 }));
  });
});

test('nobody else may enter the directory', async () => {
  const { directory } = await start();
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
});

test('a path that is too long for a socket does not matter', async () => {
  const { uri } = await start(join(dataDir, 'long'.repeat(40)));
  await withClient(uri, (client) => client.db('d').command({ ping: 1 }));
});

test('where there are no Unix sockets, a port of this machine and a password take their place', async () => {
  const { uri } = await start(dataDir, { transport: 'loopback' });
  expect(new URL(uri).hostname).toBe('127.0.0.1');
  await withClient(uri, (client) => client.db('d').collection('c').insertOne({ a: 1 }));
  const stranger = new URL(uri);
  stranger.username = '';
  stranger.password = '';
  stranger.search = '?directConnection=true';
  await withClient(stranger.href, async (client) => {
    expect((await serverError(client.db('d').collection('c').findOne())).code).toBe(13);
  });
  const liar = new URL(uri);
  liar.password = 'guess';
  await expect(withClient(liar.href, (client) => client.db('d').collection('c').findOne())).rejects.toThrow(
    expect.objectContaining({ code: 18 }),
  );
});

describe('files that cannot be used are named, with what to do', () => {
  const file = async () => {
    await mkdir(join(dataDir, 'database'));
    return join(dataDir, 'database', 'reentrega.sqlite');
  };

  test('something that is no database', async () => {
    await writeFile(await file(), 'not a database, and long enough to be taken for one'.repeat(100));
    await expect(startEngine(dataDir)).rejects.toThrow(/reentrega\.sqlite is not a database.*DATA_DIR/);
  });

  test('a database of another program', async () => {
    const other = new DatabaseSync(await file());
    other.exec('CREATE TABLE theirs (a)');
    other.close();
    await expect(startEngine(dataDir)).rejects.toThrow(/reentrega\.sqlite is a database of another program/);
  });

  test('one of a later version', async () => {
    await (await startEngine(dataDir)).stop();
    const later = new DatabaseSync(join(dataDir, 'database', 'reentrega.sqlite'));
    later.exec('PRAGMA user_version = 99');
    later.close();
    await expect(startEngine(dataDir)).rejects.toThrow(/has format 99/);
  });

  test('one that is cut off', async () => {
    await (await startEngine(dataDir)).stop();
    await truncate(join(dataDir, 'database', 'reentrega.sqlite'), 5000);
    await expect(startEngine(dataDir)).rejects.toThrow(/reentrega\.sqlite (is damaged|is not a database)/);
  });

  test('a directory that is a file', async () => {
    await writeFile(join(dataDir, 'file'), '');
    await expect(startEngine(join(dataDir, 'file'))).rejects.toThrow(/data directory .* cannot be used/);
  });
});
