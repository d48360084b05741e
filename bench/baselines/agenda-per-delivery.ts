/** Baseline (a): one Agenda job per delivery, which sends it and writes its log. */
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, InMemoryNotificationChannel } from 'agenda';
import { CONCURRENCY, type DeliveryDocument, type Sending, serve } from './delivery-service.ts';

await serve(async (db): Promise<Sending> => {
  const logs = db.collection<DeliveryDocument>('logs');
  await logs.createIndex({ webhook_id: 1, _id: -1 });
  await db.collection('agendaJobs').createIndex({ name: 1, lockedAt: 1 });
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: db }),
    // A new job starts at once in the process that made it, and not at the next poll.
    notificationChannel: new InMemoryNotificationChannel(),
    processEvery: 1_000,
    maxConcurrency: CONCURRENCY,
    removeOnComplete: true,
  });
  await agenda.ready;
  return {
    async add(deliveries) {
      await Promise.all(deliveries.map((delivery) => agenda.now('deliver', delivery)));
    },
    async start(send) {
      agenda.define<DeliveryDocument>(
        'deliver',
        async ({ attrs: { data } }) => {
          await logs.insertOne({ ...data, ...(await send(data)) });
        },
        { concurrency: CONCURRENCY, lockLifetime: 60_000 },
      );
      await agenda.start();
    },
  };
});
