import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '@reentrega/embedded';
import { type Collection, MongoClient } from 'mongodb';
import type { LogDocument } from '../../server/database/collections.ts';
import { newId } from '../../server/database/ids.ts';
import { createIndexes } from '../../server/database/indexes.ts';
import { perSecond } from '../measure/delivery.ts';
import { quantilesOfTimes } from '../measure/quantiles.ts';
import { rowsOf } from '../report/result.ts';
import type { Mode } from './mode.ts';

const DOCUMENTS = { usual: 20_000, full: 100_000 };
const CALLERS = 50;
const SECONDS = 2;
const WEBHOOKS = 50;
const BATCH = 1_000;
const PAGES = 300;

const webhookIds = Array.from({ length: WEBHOOKS }, () => newId(new Date()));

/** A log like those of the service, final and failed, with a payload of half a kilobyte. */
function makeLog(number: number, changes: Partial<LogDocument> = {}): LogDocument {
  const created_at = new Date();
  return {
    _id: newId(created_at),
    agent_id: 'bench',
    webhook_id: webhookIds[number % WEBHOOKS] ?? '',
    event_id: newId(created_at),
    event: 'event_recording',
    trigger: 'event',
    status: 'failed',
    attempt: 1,
    sequence: 1,
    automatic_retries: 0,
    original_log_id: null,
    payload: 'x'.repeat(500),
    created_at,
    due_at: created_at,
    finished_at: created_at,
    expires_at: new Date(created_at.getTime() + 86_400_000),
    ...changes,
  };
}

/** Calls again and again for some seconds, so many callers at once. Gives calls per second. */
async function rate(call: (number: number) => Promise<unknown>): Promise<number> {
  const end = performance.now() + SECONDS * 1000;
  let calls = 0;
  const callers = Array.from({ length: CALLERS }, async () => {
    while (performance.now() < end) await call(calls++);
  });
  await Promise.all(callers);
  return calls / SECONDS;
}

async function median(call: (number: number) => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let number = 0; number < PAGES; number++) {
    const start = performance.now();
    await call(number);
    took.push(performance.now() - start);
  }
  return quantilesOfTimes(took).p50;
}

/** The database alone, with the indexes and documents of the service, through the driver. */
export const database: Mode = async ({ place, sizes, step }) => {
  const count = sizes.full ? DOCUMENTS.full : DOCUMENTS.usual;
  await using stack = new AsyncDisposableStack();
  const uri = place.uri ?? (await temporaryEngine(stack));
  const client = await new MongoClient(uri, {
    maxPoolSize: CALLERS,
    writeConcern: { w: 'majority', journal: true },
  }).connect();
  stack.defer(() => client.close());
  const db = client.db(`reentrega_bench_${process.pid}`);
  stack.defer(() => db.dropDatabase().then(() => {}));
  const logs: Collection<LogDocument> = db.collection('logs');
  await createIndexes(db);
  const ids: string[] = [];
  const start = performance.now();
  for (let done = 0; done < count; done += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, number) => makeLog(done + number));
    await logs.insertMany(batch, { ordered: false });
    ids.push(...batch.map(({ _id }) => _id));
    step(`${ids.length} of ${count} documents inserted`);
  }
  const insertMany = perSecond(count, performance.now() - start);
  step('single calls');
  const insertOne = await rate((number) => logs.insertOne(makeLog(number)));
  const update = await rate(() => {
    const _id = ids[Math.floor(Math.random() * ids.length)] ?? '';
    const expires_at = new Date(Date.now() + 1e8);
    return logs.findOneAndUpdate({ _id }, { $set: { expires_at }, $inc: { attempt: 1 } });
  });
  const page = await median((number) => {
    const webhook_id = webhookIds[number % WEBHOOKS] ?? '';
    return logs.find({ webhook_id, status: 'failed' }).sort({ _id: -1 }).limit(51).toArray();
  });
  const one = await median((number) => logs.findOne({ _id: ids[number * 7] ?? '' }));
  const figures = { insertMany, insertOne, update, page, one };
  return {
    title: `${count} logs, ${CALLERS} callers`,
    columns: ['through the driver'],
    rows: rowsOf(
      {
        insertMany: ['documents inserted, 1,000 per call', '/s'],
        insertOne: ['insertOne', '/s'],
        update: ['findOneAndUpdate', '/s'],
        page: ['page of 50 logs, p50', 'ms'],
        one: ['log by its id, p50', 'ms'],
      },
      [figures],
    ),
    raw: figures,
  };
};

async function temporaryEngine(stack: AsyncDisposableStack): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reentrega-bench-'));
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  const engine = await startEngine(directory);
  stack.defer(() => engine.stop());
  return engine.uri;
}
