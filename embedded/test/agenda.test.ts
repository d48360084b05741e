import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, type Job } from 'agenda';
import { afterAll, assert, beforeAll, expect, test } from 'vitest';
import { type TestEngine, testEngine } from './support/embedded.ts';
import { eventually } from './support/eventually.ts';

/** Agenda itself, unchanged, with two workers on one engine: each has a connection and a clock of its own. */

let engine: TestEngine;
let agendas: Agenda[];
beforeAll(async () => {
  engine = await testEngine();
  await engine.db
    .collection('agendaJobs')
    .createIndex(
      { name: 1, 'data.key': 1 },
      { unique: true, partialFilterExpression: { 'data.key': { $exists: true } } },
    );
  agendas = [1, 2].map(
    () =>
      new Agenda({
        backend: new MongoBackend({ mongo: engine.db }),
        processEvery: 50,
        defaultLockLifetime: 5_000,
        removeOnComplete: true,
        maxConcurrency: 20,
      }),
  );
});
afterAll(async () => {
  for (const agenda of agendas) await agenda.stop();
  await engine.close();
});

test('jobs run once each, whichever worker takes them; a unique one is there once; a failed one runs again', async () => {
  const ran: [job: string, worker: number][] = [];
  let attempts = 0;
  const failed = Promise.withResolvers<Job>();
  for (const [worker, agenda] of agendas.entries()) {
    agenda.define<{ key: string }>('note', async ({ attrs }) => void ran.push([attrs.data.key, worker]), {
      concurrency: 5,
    });
    agenda.define('fail once', async () => {
      attempts++;
      if (attempts === 1) throw new Error('not this time');
    });
    agenda.on('fail:fail once', (_, job) => failed.resolve(job));
    agenda.define('tick', async () => void ran.push(['tick', worker]), { concurrency: 1, lockLimit: 1 });
  }
  const [first, second] = agendas;
  assert(first && second);
  await Promise.all(agendas.map((agenda) => agenda.start()));

  const keys = Array.from({ length: 40 }, (_, i) => `job ${i}`);
  const soon = new Date(Date.now() + 200);
  const save = (agenda: Agenda, key: string) =>
    agenda
      .create('note', { key })
      .unique({ 'data.key': key }, { insertOnly: true })
      .schedule(soon)
      .save()
      .catch((error) => {
        if (error.code !== 11000) throw error;
      });
  // Both make every job: each is there once.
  await Promise.all(keys.flatMap((key) => agendas.map((agenda) => save(agenda, key))));
  await first.now('fail once', {});
  await second.every(100, 'tick');
  const job = await failed.promise;
  // Agenda tells of a failure before it stores it: what is saved meanwhile might be overwritten, or be run twice.
  const stored = { name: 'fail once', failCount: 1, lockedAt: null };
  await eventually(
    async () => ((await engine.db.collection('agendaJobs').countDocuments(stored)) === 1 ? true : undefined),
    'the failure to be stored',
  );
  await job.schedule(new Date()).save();

  const notes = () => ran.filter(([key]) => key !== 'tick').map(([key]) => key);
  await eventually(() => (notes().length >= keys.length ? true : undefined), 'all jobs');
  await eventually(() => (attempts === 2 ? true : undefined), 'the second attempt');
  await eventually(() => (ran.filter(([key]) => key === 'tick').length >= 3 ? true : undefined), 'the recurring job');
  expect(notes().sort()).toStrictEqual(keys.toSorted());
  await eventually(
    async () => ((await engine.db.collection('agendaJobs').countDocuments({ name: 'note' })) === 0 ? true : undefined),
    'finished jobs to go',
  );
});

test('a job whose worker died is taken over when its lock runs out', async () => {
  const ran: string[] = [];
  const [agenda] = agendas;
  assert(agenda);
  await engine.db.collection('agendaJobs').insertOne({
    name: 'left behind',
    data: {},
    priority: 0,
    type: 'normal',
    nextRunAt: new Date(Date.now() - 60_000),
    lockedAt: new Date(Date.now() - 60_000),
    disabled: null,
  });
  agenda.define('left behind', async () => void ran.push('left behind'));
  await eventually(() => (ran.length > 0 ? true : undefined), 'the job to be taken over');
  expect(ran).toStrictEqual(['left behind']);
});
