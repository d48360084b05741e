import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Collection, type Db, type Document, MongoClient, MongoServerError } from 'mongodb';
import { startEngine } from '../../engine.ts';
import type { ServerOptions } from '../../server.ts';

export interface Thing extends Document {
  _id: number | string;
}

export interface TestEngine {
  dataDir: string;
  uri: string;
  client: MongoClient;
  db: Db;
  /** A collection of its own, with these documents. */
  fresh(...documents: Thing[]): Promise<Collection<Thing>>;
  /** Stops the engine and removes its files. */
  close(): Promise<void>;
}

/** An embedded engine on a directory of its own, whatever MONGODB_URI says. */
export async function testEngine(options: ServerOptions = {}): Promise<TestEngine> {
  const dataDir = await mkdtemp(join(tmpdir(), 'reentrega-engine-'));
  const engine = await startEngine(dataDir, options);
  const client = await new MongoClient(engine.uri).connect();
  const db = client.db('engine_test');
  return {
    dataDir,
    uri: engine.uri,
    client,
    db,
    async fresh(...documents) {
      const collection = db.collection<Thing>(`things ${Math.random()}`);
      if (documents.length > 0) await collection.insertMany(documents);
      return collection;
    },
    async close() {
      await client.close();
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The error that the server answers with. Fails if it answers with none. */
export async function serverError(answer: Promise<unknown>): Promise<MongoServerError> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof MongoServerError) return error;
    throw error;
  }
  throw new Error('expected the server to refuse this');
}
