/** Baseline (b): a collection as a queue. Each of a few loops claims one delivery, sends it and writes its result. */
import { setTimeout as delay } from 'node:timers/promises';
import { CONCURRENCY, type DeliveryDocument, type Outcome, type Sending, serve } from './delivery-service.ts';

const POLL_MS = 100;
const LEASE_MS = 60_000;

await serve(async (db): Promise<Sending> => {
  const logs = db.collection<DeliveryDocument>('logs');
  await logs.createIndex({ status: 1, due_at: 1 });
  await logs.createIndex({ webhook_id: 1, _id: -1 });

  /** A delivery is due again when its lease is over, so that it survives the process. */
  async function claim(): Promise<DeliveryDocument | null> {
    const now = new Date();
    return logs.findOneAndUpdate(
      { status: { $in: ['queued', 'delivering'] }, due_at: { $lte: now } },
      { $set: { status: 'delivering', due_at: new Date(now.getTime() + LEASE_MS) } },
      { sort: { due_at: 1 } },
    );
  }

  async function sendNext(send: (delivery: DeliveryDocument) => Promise<Outcome>): Promise<boolean> {
    const delivery = await claim();
    if (delivery) await logs.updateOne({ _id: delivery._id }, { $set: await send(delivery) });
    return delivery !== null;
  }

  // Failure policy: a claim that met another one, or a receiver that is not there, is tried again: the lease runs out.
  async function sendInTurn(send: (delivery: DeliveryDocument) => Promise<Outcome>): Promise<never> {
    for (;;) if (!(await sendNext(send).catch(() => false))) await delay(POLL_MS);
  }

  return {
    async add(deliveries) {
      await logs.insertMany(deliveries);
    },
    async start(send) {
      for (let loop = 0; loop < CONCURRENCY; loop++) void sendInTurn(send);
    },
  };
});
