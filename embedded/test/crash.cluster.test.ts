import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngineProcess } from './support/engine-process.ts';
import { eventually } from './support/eventually.ts';

const CALLERS = 20;
/** Acknowledged writes before the kill: enough for several commits, whatever the machine. */
const WRITES = 400;

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'reentrega-crash-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

interface Counter {
  _id: string;
  count: number;
}

/** What the engine said was done. */
interface Acknowledged {
  inserted: Set<string>;
  counted: Map<string, number>;
}

/** Writes with many callers at once, and kills the engine in the middle of it. */
async function writeAndKill(acknowledged: Acknowledged, round: number, ...flags: 'careless'[]): Promise<void> {
  const engine = await startEngineProcess(dataDir, ...flags);
  const client = await new MongoClient(engine.uri, { serverSelectionTimeoutMS: 500 }).connect();
  const db = client.db('crash');
  let writes = 0;
  let isOver = false;
  const callers = Array.from({ length: CALLERS }, async (_, caller) => {
    try {
      for (let i = 0; !isOver; i++) {
        const _id = `${round}-${caller}-${i}`;
        await db.collection<{ _id: string; text: string }>('inserted').insertOne({ _id, text: 'x'.repeat(500) });
        acknowledged.inserted.add(_id);
        const counter = await db
          .collection<Counter>('counters')
          .findOneAndUpdate(
            { _id: `caller ${caller}` },
            { $inc: { count: 1 } },
            { upsert: true, returnDocument: 'after' },
          );
        acknowledged.counted.set(`caller ${caller}`, counter?.count ?? 0);
        writes += 2;
      }
    } catch {
      // The engine is gone: this write was not acknowledged.
    }
  });
  await eventually(() => (writes >= WRITES ? true : undefined), 'enough writes');
  await engine.kill();
  isOver = true;
  await Promise.all(callers);
  await client.close();
}

/** What was acknowledged and is not there. `meddle` does something to the data first. */
async function lost(
  { inserted, counted }: Acknowledged,
  meddle: (client: MongoClient) => Promise<unknown> = async () => {},
): Promise<string[]> {
  const engine = await startEngineProcess(dataDir);
  const client = await new MongoClient(engine.uri).connect();
  try {
    await meddle(client);
    const db = client.db('crash');
    const documents = await db
      .collection<{ _id: string }>('inserted')
      .find()
      .project<{ _id: string }>({ _id: 1 })
      .toArray();
    const there = new Set(documents.map(({ _id }) => _id));
    const counters = new Map(
      (await db.collection<Counter>('counters').find().toArray()).map(({ _id, count }) => [_id, count]),
    );
    return [
      ...[...inserted].filter((id) => !there.has(id)),
      ...[...counted].filter(([id, count]) => (counters.get(id) ?? 0) < count).map(([id]) => id),
    ];
  } finally {
    await client.close();
    await engine.kill();
  }
}

test('what was acknowledged survives kill -9 under load, five times over', async () => {
  const acknowledged: Acknowledged = { inserted: new Set(), counted: new Map() };
  for (let round = 1; round <= 5; round++) {
    await writeAndKill(acknowledged, round);
    expect(await lost(acknowledged), `round ${round}`).toStrictEqual([]);
  }
  expect(acknowledged.inserted.size).toBeGreaterThanOrEqual(WRITES);

  // The test can tell: one document taken away, and one counter turned back, are missed.
  const [victim = ''] = acknowledged.inserted;
  const found = await lost(acknowledged, async (client) => {
    await client.db('crash').collection<{ _id: string }>('inserted').deleteOne({ _id: victim });
    await client
      .db('crash')
      .collection<Counter>('counters')
      .updateOne({ _id: 'caller 0' }, { $inc: { count: -1000 } });
  });
  expect(found).toStrictEqual([victim, 'caller 0']);
});

test('control: an engine that acknowledges before it commits does lose writes, and the test sees it', async () => {
  const acknowledged: Acknowledged = { inserted: new Set(), counted: new Map() };
  for (let round = 100; round < 110; round++) {
    await writeAndKill(acknowledged, round, 'careless');
    if ((await lost(acknowledged)).length > 0) return;
  }
  expect.unreachable('nothing was lost, so the test proves nothing');
});
