import { expect } from 'vitest';
import { collections } from '../../server/database/collections.ts';
import type { Api, Schemas } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { testWith } from '../support/fixtures.ts';

const test = testWith({});
type Stats = Schemas['WebhookStats'];

const statsOf = async <Body = { data: Stats }>(api: Api, { agent_id, id }: Schemas['Webhook'], query = '') =>
  api.call<Body>('GET', `/agents/${agent_id}/webhooks/${id}/stats${query}`);

test('attempts are counted by outcome, error code and duration, in each size of bucket', async ({
  api,
  receiver,
  database,
}) => {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 0 });
  const nothing = (await statsOf(api, webhook)).body.data;
  const none = { attempts: 0, successes: 0, failures: 0, failures_by_error_code: {}, duration_ms: null };
  expect(nothing).toMatchObject({ bucket: '1h', totals: none, buckets: [], backlog: 0 });

  for (const status of [200, 200, 500]) {
    receiver.answer = status;
    const { event_id } = await api.publish(agent.id);
    await api.logThat(webhook, (log) => log.event_id === event_id && log.finished_at !== null);
  }
  // A test delivery is not one.
  await api.call('POST', `/agents/${agent.id}/webhooks/${webhook.id}/test`);
  const counted = {
    attempts: 3,
    successes: 2,
    failures: 1,
    failures_by_error_code: { http_status: 1 },
    duration_ms: { p50: expect.any(Number), p95: expect.any(Number), p99: expect.any(Number) },
  };
  for (const [bucket, length] of [
    ['1m', 60_000],
    ['1h', 3_600_000],
    ['1d', 86_400_000],
  ] as const) {
    const { totals, buckets } = await eventually(async () => {
      const { data } = (await statsOf(api, webhook, `?bucket=${bucket}`)).body;
      return data.totals.attempts === 3 ? data : undefined;
    }, 'all attempts to be counted');
    expect(totals, bucket).toStrictEqual(counted);
    expect(buckets.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(3);
    for (const { start } of buckets) expect(Date.parse(start) % length).toBe(0);
  }
  // One document per bucket, not one per attempt; all of them expire.
  const stored = await collections(database.db).statistics.find({ webhook_id: webhook.id }).toArray();
  expect(stored.length).toBeLessThanOrEqual(6);
  for (const { expires_at } of stored) expect(expires_at.getTime()).toBeGreaterThan(Date.now() + 6 * 86_400_000);

  // The agent has them too, of each webhook, and of those that are gone.
  const other = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  await api.deleteWebhook(webhook);
  const ofAgent = await api.call<{ data: Schemas['AgentStats'] }>('GET', `/agents/${agent.id}/stats?bucket=1d`);
  expect(ofAgent.body.data.totals).toStrictEqual(counted);
  expect(ofAgent.body.data.webhooks).toStrictEqual([{ webhook_id: other.id, totals: none, backlog: 0 }]);
});

test('two processes add up, even in the same bucket at the same moment', async ({
  api,
  receiver,
  database,
  startAnother,
}) => {
  const another = await startAnother({}, database);
  receiver.answer = 200;
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  await Promise.all([api, another.api].flatMap((one) => Array.from({ length: 5 }, () => one.publish(agent.id))));
  const delivered = async () => (await api.logs(webhook)).filter(({ status }) => status === 'success').length === 10;
  await eventually(async () => ((await delivered()) ? true : undefined), 'ten deliveries');
  await eventually(async () => {
    await Promise.all([api, another.api].map((one) => statsOf(one, webhook)));
    const { successes } = (await statsOf(api, webhook)).body.data.totals;
    return successes === 10 ? true : undefined;
  }, 'ten successes');
});

test('what waits is counted as the backlog', async ({ api, receiver, database }) => {
  const agent = await api.createAgent();
  receiver.answer = 500;
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  await api.publish(agent.id);
  const waiting = await api.logThat(webhook, ({ status, trigger }) => status === 'queued' && trigger === 'automatic');
  expect((await statsOf(api, webhook)).body.data.backlog).toBe(0);
  // Due, and nobody has sent it yet: for a moment, before the recovery looks.
  await collections(database.db).logs.updateOne(
    { _id: waiting.id },
    { $set: { due_at: new Date(Date.now() - 1_000) } },
  );
  expect((await statsOf(api, webhook)).body.data.backlog).toBe(1);
});

test.for([
  ['?bucket=1m&from=2024-01-01T00:00:00Z&to=2024-01-03T00:00:00Z', 'from'],
  ['?from=2024-01-03T00:00:00Z&to=2024-01-01T00:00:00Z', 'from'],
  ['?to=0001-01-01T00:00:00Z', undefined],
  ['?bucket=2h', 'bucket'],
  ['?from=yesterday', 'from'],
] as const)('a period that cannot be is refused: %s', async ([query, field], { api, receiver }) => {
  const webhook = await api.createWebhook((await api.createAgent()).id, { webhook_url: receiver.url });
  const { status, body } = await statsOf<Schemas['ValidationError']>(api, webhook, query);
  if (field === undefined) return expect(status).toBeLessThan(500);
  expect([status, Object.keys(body.errors)]).toStrictEqual([422, [field]]);
});
