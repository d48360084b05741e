import type { Backend } from '../../toolkit/contract/mock/backend.ts';
import { age, mockDatabase, snapshot } from './database.ts';
import { passOn } from './proxy.ts';
import { startReceiver } from './receiver.ts';
import { seed } from './seed.ts';
import { startServer } from './server.ts';

/** Everybody's: it opens nothing but a mock. */
const TOKEN = 'talq_mock';

/** The real service behind the front, on a database of its own that has something in every state. */
export async function statefulBackend(mongodbUri: string | undefined): Promise<Backend> {
  const ends: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const database = await mockDatabase(mongodbUri);
    ends.push(() => database.remove());
    const receiver = await startReceiver();
    const server = await startServer(database.variables, TOKEN);
    // The receiver goes first: the service would wait for what hangs there.
    ends.push(
      () => server.stop(),
      () => receiver.close(),
    );
    const db = await database.open();
    const seeded = await seed({
      server: { url: server.url, token: TOKEN },
      receiver: receiver.url,
      age: (log, ms) => age(db, log.id, ms),
    });
    const [restore, forget] = [await snapshot(db), receiver.snapshot()];
    const retriable = seeded['log failed (can be retried)']?.path;
    return {
      checksItself: true,
      token: TOKEN,
      seeded: () => seeded,
      tryIt: retriable ? { method: 'POST', path: `${retriable}/retry` } : null,
      answer: (exchange) => passOn(exchange, server.url),
      async reset() {
        await restore();
        forget();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
