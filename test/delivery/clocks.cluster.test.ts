import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest';
import { shiftedBy } from '../support/clock.ts';
import { type Cluster, type Member, startCluster } from '../support/cluster.ts';
import { logDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery, isFinal } from '../support/failed-delivery.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

/** Less than the difference between the clocks, and more than a busy machine takes, in seconds. */
const TOLERANCE = 25;
const seconds = (time: string | number) => (typeof time === 'string' ? Date.parse(time) : time) / 1000;

/** The times at which the recovery job ran, each once, as they are seen. */
async function recoveryRuns({ database: { db } }: Cluster, count: number): Promise<void> {
  const runs = new Set<number>();
  await eventually(async () => {
    const job = await db.collection('agendaJobs').findOne({ name: 'recover what was left behind' });
    runs.add(job?.['lastRunAt']?.getTime());
    // The first one may have been before.
    return runs.size > count ? true : undefined;
  }, `${count} runs of the recovery job`);
}

describe.each([
  { ahead: 'API', front: 60, work: -60 },
  { ahead: 'worker', front: -60, work: 60 },
])('the $ahead is two minutes ahead', ({ front, work }) => {
  let cluster: Cluster;
  let receiver: Receiver;
  let member: Member;
  let worker: Member;
  beforeAll(async () => {
    [cluster, receiver] = await Promise.all([startCluster({ RETRY_SCHEDULE: '2s' }), startReceiver()]);
    [member, worker] = await Promise.all([
      cluster.start({ ROLE: 'api', ...shiftedBy(front) }),
      cluster.start({ ROLE: 'worker', ...shiftedBy(work) }),
    ]);
  });
  afterAll(async () => {
    await receiver.close();
    await cluster.close();
  });

  test('an event is sent at once, and again when that is due; times and their order are right', async () => {
    const { api } = member;
    const agent = await api.createAgent();
    const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 1 });
    receiver.answer = 500;
    const publishedAt = seconds(Date.now());
    const event = await api.publish(agent.id);
    const [first, second] = await eventually(() => {
      const [one, two] = attemptsAt(receiver, event);
      return one && two ? [one, two] : undefined;
    }, 'two attempts');
    assert(first && second);
    expect(seconds(first.at) - publishedAt).toBeLessThan(TOLERANCE);
    // 2 s, give or take a fifth.
    expect(seconds(second.at) - seconds(first.at)).toBeGreaterThanOrEqual(1.5);
    expect(seconds(second.at) - seconds(first.at)).toBeLessThan(TOLERANCE);
    for (const { headers, at } of [first, second]) {
      expect(Math.abs(Number(headers['webhook-timestamp']) - seconds(at))).toBeLessThan(TOLERANCE);
    }

    await api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'failed');
    const logs = await api.logs(webhook);
    expect(logs.map(({ trigger }) => trigger)).toStrictEqual(['automatic', 'event']);
    for (const time of [agent.created_at, webhook.created_at, ...logs.map(({ created_at }) => created_at)]) {
      expect(Math.abs(seconds(time) - publishedAt)).toBeLessThan(TOLERANCE);
    }
  });

  test('a failed delivery is retried by hand, as often as it fails', async () => {
    const { api } = member;
    const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
    receiver.answer = 500;
    let last = failed.id;
    for (let round = 1; round <= 3; round++) {
      const { status, body } = await api.retry(webhook, last);
      expect([status, body.success], JSON.stringify(body)).toStrictEqual([200, true]);
      last = body.data.log_id;
      await api.logThat(webhook, ({ id, status }) => id === last && status === 'failed');
    }
    receiver.answer = 200;
  });

  test('a bulk retry finds what has just failed, and is done by the worker', async () => {
    const { api } = member;
    const { webhook } = await failedDelivery(api, receiver, { max_retries: 0 });
    const done = await api.taskEnd(webhook, (await api.retryLogs(webhook)).id);
    expect(done.state).toBe('completed');
    expect([done.matched, done.queued, done.skipped]).toStrictEqual([1, 1, 0]);
    await api.logThat(webhook, ({ trigger, status }) => trigger === 'manual' && status === 'success');
  });

  test('each process reports how far its clock is off, by a line of its log and by a metric', async () => {
    for (const [process, skew] of [
      [member, front],
      [worker, work],
    ] as const) {
      const reports = process.lines.filter(({ msg }) => String(msg).startsWith('clock:'));
      expect(reports.map(({ level }) => level)).toStrictEqual(['warn']);
      expect(Math.abs(Number(reports[0]?.['skew_seconds']) - skew)).toBeLessThan(2);
      const { body } = await process.api.call<string>('GET', '//metrics');
      const measured = Number(/^reentrega_clock_skew_seconds (\S+)$/m.exec(body)?.[1]);
      expect(Math.abs(measured - skew)).toBeLessThan(2);
    }
  });
});

describe('two processes two minutes apart', () => {
  let cluster: Cluster;
  let receiver: Receiver;
  let behind: Member;
  let ahead: Member;
  beforeAll(async () => {
    const settings = { DELIVERY_LEASE: '2s', RETRY_SCHEDULE: '5s' };
    [cluster, receiver] = await Promise.all([startCluster(settings), startReceiver()]);
    [behind, ahead] = await Promise.all([cluster.start(shiftedBy(-60)), cluster.start(shiftedBy(60))]);
  });
  afterAll(async () => {
    await receiver.close();
    await cluster.close();
  });

  test('neither sends again what the other one is sending', async () => {
    const members = [behind, ahead];
    const { api } = behind;
    const agent = await api.createAgent();
    const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
    const held: (() => void)[] = [];
    receiver.answer = (_req, res) => held.push(() => res.end());
    const events = await Promise.all(members.map((one) => one.api.publish(agent.id)));
    await receiver.gets(2);
    const leaseEnds = async () => {
      const logs = await logDocuments(cluster.database).find({ webhook_id: webhook.id }).toArray();
      return logs.map(({ lease }) => lease?.until.getTime() ?? 0);
    };
    const claimed = Math.max(...(await leaseEnds()));
    await recoveryRuns(cluster, 2);
    await eventually(
      async () => ((await leaseEnds()).every((end) => end > claimed) ? true : undefined),
      'renewed leases',
    );
    for (const answer of held) answer();
    await eventually(async () => ((await api.logs(webhook)).every(isFinal) ? true : undefined), 'the deliveries');
    expect(events.map((event) => attemptsAt(receiver, event).length)).toStrictEqual([1, 1]);
    expect((await api.logs(webhook)).map(({ status }) => status)).toStrictEqual(['success', 'success']);
  });

  test('a retry that the one ahead has planned is made in time by the other one', async () => {
    const { webhook, failed } = await failedDelivery(ahead.api, receiver, { max_retries: 1 });
    await ahead.api.logThat(webhook, ({ trigger }) => trigger === 'automatic');
    await ahead.end('SIGTERM');
    await behind.api.logThat(webhook, ({ trigger, status }) => trigger === 'automatic' && status === 'success');
    const [first, second] = attemptsAt(receiver, failed);
    assert(first && second);
    expect(seconds(second.at) - seconds(first.at)).toBeLessThan(TOLERANCE);
  });
});
