import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type TaskDocument, UNSETTLED } from '../../server/database/collections.ts';
import { newId } from '../../server/database/ids.ts';
import type { Log, Webhook } from '../support/api.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { hastenRecovery, logDocuments, queueCopies } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { failedDelivery, isFinal } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { startWireProxy, type WireProxy } from '../support/wire-proxy.ts';

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

let database: TestDatabase;
let proxy: WireProxy;
let service: TestService;
let receiver: Receiver;
beforeAll(async () => {
  database = await testDatabase('loopback');
  proxy = await startWireProxy(database.uri);
  [service, receiver] = await Promise.all([
    startTestService({ DELIVERY_LEASE: '1s' }, { ...database, uri: proxy.uri }),
    startReceiver(),
  ]);
});
afterEach(() => {
  proxy.fault = () => undefined;
});
afterAll(async () => {
  await receiver.close();
  await service.close();
  await proxy.close();
  await database.drop();
});

/** For each stage: leaves something behind for it, and gives what shows that it was found. */
const LEFT_BEHIND: Record<Stage, (webhook: Webhook, failed: Log) => Promise<() => Promise<boolean>>> = {
  async 'expired leases'(webhook, failed) {
    const lease = { token: 'of the dead', until: new Date(0) };
    const changed = { $set: { status: 'delivering' as const, open: true as const, lease } };
    const gone = { finished_at: '', expires_at: '', error_code: '', next_attempt_at: '' } as const;
    await logDocuments(database).updateOne({ _id: failed.id }, { ...changed, $unset: gone });
    return async () => (await service.api.log(webhook, failed.id)).status === 'success';
  },
  async 'unsettled results'(webhook, failed) {
    const next_attempt_at = new Date(Date.now() + 3_600_000);
    const unsettled = { expires_at: UNSETTLED, finished_at: new Date(0), next_attempt_at };
    await logDocuments(database).updateOne({ _id: failed.id }, { $set: unsettled });
    return async () => (await service.api.logs(webhook)).some(({ trigger }) => trigger === 'automatic');
  },
  async 'overdue retries'(webhook, failed) {
    const [lost] = await queueCopies(database, failed.id, 1, { trigger: 'automatic', due_at: new Date(0) });
    return async () => isFinal(await service.api.log(webhook, lost?._id ?? ''));
  },
  async 'stale tasks'({ agent_id, id: webhook_id }) {
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
  async 'dead jobs'({ id: webhook_id }) {
    const jobs = database.db.collection('agendaJobs');
    const dead = { name: 'deliver what is due', type: 'normal', data: { key: webhook_id, webhook_id } };
    await jobs.insertOne({ ...dead, nextRunAt: null, lockedAt: null });
    return async () => (await jobs.countDocuments({ 'data.key': webhook_id })) === 0;
  },
};

for (const stage of STAGES) {
  test(`the recovery job finds ${stage} when every other stage of it fails`, async () => {
    const { webhook, failed } = await failedDelivery(service.api, receiver, { max_retries: 0 });
    const failures = new Set<Stage>();
    proxy.fault = (...sent) => {
      const asked = stageOf(...sent);
      if (asked === undefined || asked === stage) return undefined;
      failures.add(asked);
      return BROKEN;
    };
    const isFound = await LEFT_BEHIND[stage](webhook, failed);
    await eventually(async () => {
      await hastenRecovery(database);
      return (await isFound()) && failures.size === STAGES.length - 1 ? true : undefined;
    }, stage);
    expect([...failures].toSorted()).toEqual(STAGES.filter((other) => other !== stage).toSorted());
  });
}
