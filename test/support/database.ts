import { randomUUID } from 'node:crypto';
import { type Db, MongoClient } from 'mongodb';

export interface TestDatabase {
  uri: string;
  /** For looking at the documents themselves, and for making some old. */
  db: Db;
  drop(): Promise<void>;
}

/** An empty database of its own on the server at MONGODB_URI. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = process.env['MONGODB_URI'];
  if (!server) throw new Error('Set MONGODB_URI to the address of a MongoDB, such as mongodb://127.0.0.1:27017');
  const url = new URL(server);
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
