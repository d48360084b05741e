import type { Db } from 'mongodb';
import { v7 } from 'uuid';
import { createClient, unwrap } from '../../client/src/index.ts';
import { usableWithin } from './patience.ts';
import { TOKEN } from './systems.ts';
import type { Trial } from './trial.ts';

const BATCH = 1_000;

interface Stored {
  _id: string;
  event_id: string;
  created_at: Date;
  due_at: Date;
  [field: string]: unknown;
}

/** Publishes one event that the receiver refuses, and gives the id of its failed log. */
export async function failOnce(trial: Trial, webhookId = trial.webhookIds[0] ?? ''): Promise<string> {
  await trial.receiver.ask('setFailing', true);
  await trial.publish({ count: 1 });
  const client = createClient({ baseUrl: trial.service().url, token: TOKEN });
  const path = { agent_id: trial.agentId, webhook_id: webhookId };
  const failed = await usableWithin(10_000, async () => {
    const { data } = await unwrap(
      client.GET('/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs', {
        params: { path, query: { status: 'failed' } },
      }),
    );
    return data[0]?.id;
  });
  await trial.receiver.ask('setFailing', false);
  return failed;
}

/** What to copy: logs in this state. */
export interface CopyPlan {
  status: 'failed' | 'queued';
  count: number;
  /** When a copy was made and, if it is queued, is due. */
  at: (number: number) => Date;
  onProgress?: (text: string) => void;
}

/**
 * Makes many deliveries of one that the service itself wrote, so that they have whatever it stores now: its newest log in that
 * state, each copy with ids and times of its own. Gives the ids of the copied logs.
 */
export async function copyDelivery(db: Db, { status, count, at, onProgress }: CopyPlan): Promise<string[]> {
  const logs = db.collection<Stored>('logs');
  const log = await logs.findOne({ status }, { sort: { created_at: -1 } });
  if (!log) throw new Error(`there is no ${status} log to copy`);
  const ids: string[] = [];
  for (let done = 0; done < count; done += BATCH) {
    const copies = Array.from({ length: Math.min(BATCH, count - done) }, (_, index): Stored => {
      const created_at = at(done + index);
      const msecs = created_at.getTime();
      return { ...log, _id: v7({ msecs }), event_id: v7({ msecs }), created_at, due_at: created_at };
    });
    await logs.insertMany(copies, { ordered: false });
    ids.push(...copies.map(({ _id }) => _id));
    onProgress?.(`${ids.length} of ${count} deliveries written`);
  }
  return ids;
}
