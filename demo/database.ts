import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { DemoError } from './demo-error.ts';

const EXAMPLE = 'MONGODB_URI=mongodb://127.0.0.1:27017 npm run demo';
const PATIENCE_MS = 3_000;

export interface DemoDatabase extends AsyncDisposable {
  uri: string;
}

/**
 * A database of its own on the server at `address`, dropped when the demo is over.
 * @throws DemoError when there is no address, or nobody answers there
 */
export async function demoDatabase(address: string | undefined): Promise<DemoDatabase> {
  if (!address) {
    throw new DemoError([
      `The demo needs a MongoDB. Say where one is, for example: ${EXAMPLE}`,
      `A demo precisa de um MongoDB. Diga onde há um, por exemplo: ${EXAMPLE}`,
    ]);
  }
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
