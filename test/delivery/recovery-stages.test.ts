import { expect } from 'vitest';
import { type TaskDocument, UNSETTLED } from '../../server/database/collections.ts';
import { newId } from '../../server/database/ids.ts';
import type { Api, Log, Webhook } from '../support/api.ts';
import type { TestDatabase } from '../support/database.ts';
import { hastenRecovery, logDocuments, queueCopies } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { failedDelivery, isFinal } from '../support/failed-delivery.ts';
import { testThroughProxy } from '../support/fixtures.ts';

/** An error that is neither known nor passing. */
const BROKEN = { instead: { ok: 0, code: 8_000, codeName: 'AtlasError', errmsg: 'broken for the test' } };

type Stage = 'expired leases' | 'unsettled results' | 'overdue retries' | 'stale tasks' | 'dead jobs';
const STAGES: Stage[] = ['expired leases', 'unsettled results', 'overdue retries', 'stale tasks', 'dead jobs'];

/** The stage of the recovery job that sends this, if it is one. */
function stageOf(command: string, collection: unknown, message: Buffer): Stage | undefined {
  const asks = `${command} ${collection}`;
  const has = (...texts: string[]) => texts.every((text) => message.includes(text));
  if (asks === 'update logs' && has('lease.until', '$lte')) return 'expired leases';
  if (asks === 'find logs' && has('expires_at', 'finished_at')) return 'unsettled results';
  if (asks === 'find logs' && has('due_at') && (has('automatic\0') || has('manual\0'))) return 'overdue retries';
  if (asks === 'find tasks' && has('unfinished', '$exists')) return 'stale tasks';
  if (asks === 'delete agendaJobs' && has('nextRunAt')) return 'dead jobs';
  return undefined;
}

const test = testThroughProxy({ DELIVERY_LEASE: '1s' });

interface Scene {
  api: Api;
  database: TestDatabase;
  webhook: Webhook;
  failed: Log;
}

/** For each stage: leaves something behind for it, and gives what shows that it was found. */
const LEFT_BEHIND: Record<Stage, (scene: Scene) => Promise<() => Promise<boolean>>> = {
  async 'expired leases'({ api, database, webhook, failed }) {
    const lease = { token: 'of the dead', until: new Date(0) };
    const changed = { $set: { status: 'delivering' as const, open: true as const, lease } };
    const gone = { finished_at: '', expires_at: '', error_code: '', next_attempt_at: '' } as const;
    await logDocuments(database).updateOne({ _id: failed.id }, { ...changed, $unset: gone });
    return async () => (await api.log(webhook, failed.id)).status === 'success';
  },
  async 'unsettled results'({ api, database, webhook, failed }) {
    const next_attempt_at = new Date(Date.now() + 3_600_000);
    const unsettled = { expires_at: UNSETTLED, finished_at: new Date(0), next_attempt_at };
    await logDocuments(database).updateOne({ _id: failed.id }, { $set: unsettled });
    return async () => (await api.logs(webhook)).some(({ trigger }) => trigger === 'automatic');
  },
  async 'overdue retries'({ api, database, webhook, failed }) {
    const [lost] = await queueCopies(database, failed.id, 1, { trigger: 'automatic', due_at: new Date(0) });
    return async () => isFinal(await api.log(webhook, lost?._id ?? ''));
  },
  async 'stale tasks'({ database, webhook: { agent_id, id: webhook_id } }) {
    const task: TaskDocument = {
      _id: newId(new Date()),
      agent_id,
      webhook_id,
      state: 'queued',
      filter: {},
      cursor: null,
      matched: 0,
      queued: 0,
      skipped: 0,
      created_at: new Date(),
      updated_at: new Date(0),
      finished_at: null,
      expires_at: new Date(Date.now() + 3_600_000),
    };
    const tasks = database.db.collection<TaskDocument>('tasks');
    await tasks.insertOne(task);
    return async () => (await tasks.findOne({ _id: task._id }))?.state === 'completed';
  },
  async 'dead jobs'({ database, webhook: { id: webhook_id } }) {
    const jobs = database.db.collection('agendaJobs');
    const dead = { name: 'deliver what is due', type: 'normal', data: { key: webhook_id, webhook_id } };
    await jobs.insertOne({ ...dead, nextRunAt: null, lockedAt: null });
    return async () => (await jobs.countDocuments({ 'data.key': webhook_id })) === 0;
  },
};

for (const stage of STAGES) {
  test(`the recovery job finds ${stage} when every other stage of it fails`, async ({
    api,
    database,
    proxy,
    receiver,
  }) => {
    const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
    const failures = new Set<Stage>();
    proxy.fault = (...sent) => {
      const asked = stageOf(...sent);
      if (asked === undefined || asked === stage) return undefined;
      failures.add(asked);
      return BROKEN;
    };
    const isFound = await LEFT_BEHIND[stage]({ api, database, webhook, failed });
    await eventually(async () => {
      await hastenRecovery(database);
      return (await isFound()) && failures.size === STAGES.length - 1 ? true : undefined;
    }, stage);
    expect([...failures].toSorted()).toEqual(STAGES.filter((other) => other !== stage).toSorted());
  });
}
