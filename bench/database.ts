/**
 * How fast the database is, as the service uses it: `npm run bench -- database`. The embedded engine, and beside it the
 * MongoDB at MONGODB_URI if it is set. DOCUMENTS (default 100000) are there before, CALLERS (default 50) ask at once.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { startEngine } from '@reentrega/embedded';
import { type Collection, MongoClient } from 'mongodb';
import type { LogDocument } from '../server/database/collections.ts';
import { newId } from '../server/database/ids.ts';
import { createIndexes } from '../server/database/indexes.ts';

const DOCUMENTS = Number(process.env['DOCUMENTS'] || 100_000);
const CALLERS = Number(process.env['CALLERS'] || 50);
const SECONDS = 5;
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

/** Calls again and again for some seconds, so many callers at once. Gives calls a second. */
async function rate(call: (number: number) => Promise<unknown>): Promise<number> {
  const end = performance.now() + SECONDS * 1000;
  let calls = 0;
  const callers = Array.from({ length: CALLERS }, async () => {
    while (performance.now() < end) await call(calls++);
  });
  await Promise.all(callers);
  return calls / SECONDS;
}

async function median(times: number, call: (number: number) => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let number = 0; number < times; number++) {
    const start = performance.now();
    await call(number);
    took.push(performance.now() - start);
  }
  return took.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

async function measure(name: string, uri: string): Promise<void> {
  const client = await new MongoClient(uri, {
    maxPoolSize: CALLERS,
    writeConcern: { w: 'majority', journal: true },
  }).connect();
  const db = client.db(`reentrega_bench_${process.pid}`);
  try {
    const logs: Collection<LogDocument> = db.collection('logs');
    await createIndexes(db);
    const ids: string[] = [];
    const start = performance.now();
    for (let done = 0; done < DOCUMENTS; done += BATCH) {
      const batch = Array.from({ length: BATCH }, (_, number) => makeLog(done + number));
      await logs.insertMany(batch, { ordered: false });
      ids.push(...batch.map(({ _id }) => _id));
    }
    heading(`${name}, ${DOCUMENTS} logs, ${CALLERS} callers`);
    figure('insertMany, documents a second', (DOCUMENTS / (performance.now() - start)) * 1000);
    figure('insertOne a second', await rate((number) => logs.insertOne(makeLog(number))));
    figure(
      'findOneAndUpdate a second',
      await rate(() => {
        const _id = ids[Math.floor(Math.random() * ids.length)] ?? '';
        return logs.findOneAndUpdate(
          { _id },
          { $set: { expires_at: new Date(Date.now() + 1e8) }, $inc: { attempt: 1 } },
        );
      }),
    );
    const page = (number: number) =>
      logs
        .find({ webhook_id: webhookIds[number % WEBHOOKS] ?? '', status: 'failed' })
        .sort({ _id: -1 })
        .limit(51)
        .toArray();
    figure('a page of 50 logs, median ms', await median(PAGES, page));
    figure('a log by its id, median ms', await median(PAGES, (number) => logs.findOne({ _id: ids[number * 7] ?? '' })));
  } finally {
    await db.dropDatabase();
    await client.close();
  }
}

function heading(text: string): void {
  process.stdout.write(`\n${styleText('bold', text)}\n`);
}

function figure(what: string, value: number): void {
  process.stdout.write(`  ${what.padEnd(34)}${value.toFixed(value < 100 ? 2 : 0).padStart(10)}\n`);
}

const dataDir = await mkdtemp(join(tmpdir(), 'reentrega-bench-'));
const engine = await startEngine(dataDir);
await measure('Embedded engine', engine.uri);
await engine.stop();
await rm(dataDir, { recursive: true, force: true });

const server = process.env['MONGODB_URI'];
if (server) await measure('MONGODB_URI', server);
process.stdout.write('\n');
