import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { unwrap } from '../../client/src/index.ts';
import type { TaskDocument } from '../../server/database/collections.ts';
import type { TestDatabase } from '../support/database.ts';
import { hastenRecovery, logDocuments, queueCopies, webhookDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, failedDelivery, isFinal } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';

const test = testWith({ DELIVERY_LEASE: '1s' });

const PATIENCE = 30_000;

const jobs = (database: TestDatabase) => database.db.collection('agendaJobs');

test(
  'a secret that cannot be opened fails the attempt at once, with its retry on schedule',
  async ({ api, database, receiver }) => {
    receiver.answer = 200;
    const agent = await api.createAgent();
    const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
    const { secrets = [] } = (await webhookDocuments(database).findOne({ _id: webhook.id })) ?? {};
    await webhookDocuments(database).updateOne(
      { _id: webhook.id },
      { $set: { secrets: [{ sealed: 'v1.AAAA', expires_at: null }] } },
    );
    await api.publish(agent.id);
    const failed = await api.logThat(webhook, ({ status }) => status === 'failed');
    expect([failed.error_code, failed.error]).toEqual([
      'internal_error',
      'An error on our side kept this attempt from being made or completed.',
    ]);
    expect(failed.next_attempt_at).not.toBeNull();

    await webhookDocuments(database).updateOne({ _id: webhook.id }, { $set: { secrets } });
    const { body } = await api.retry(webhook, failed.id);
    const sent = await api.logThat(webhook, (log) => log.id === body.data.log_id && isFinal(log));
    expect([sent.status, sent.attempt]).toEqual(['success', 2]);
  },
  PATIENCE,
);

test(
  'a log that was taken over five times fails, and can be retried',
  async ({ api, database, receiver }) => {
    const { webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
    await logDocuments(database).updateOne(
      { _id: failed.id },
      {
        $set: { status: 'delivering', open: true, takeovers: 4, lease: { token: 'of the dead', until: new Date(0) } },
        $unset: { finished_at: '', expires_at: '', error_code: '', next_attempt_at: '' },
      },
    );
    const given = await api.logThat(
      webhook,
      ({ status, error_code }) => status === 'failed' && error_code === 'internal_error',
    );
    expect([given.id, given.next_attempt_at]).toEqual([failed.id, null]);
    expect(attemptsAt(receiver, failed)).toHaveLength(1);
    const { body } = await api.retry(webhook, failed.id);
    await api.logThat(webhook, ({ id, status }) => id === body.data.log_id && status === 'success');
  },
  PATIENCE,
);

test('a bulk retry whose job threw finishes, and dead jobs do not stay', async ({ api, database, receiver }) => {
  const { agent, webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  await jobs(database).insertMany([
    {
      name: 'deliver what is due',
      type: 'normal',
      data: { key: 'dead', webhook_id: webhook.id },
      nextRunAt: null,
      lockedAt: null,
    },
  ]);
  const now = new Date();
  const task = {
    agent_id: agent.id,
    webhook_id: webhook.id,
    state: 'queued' as const,
    filter: {},
    cursor: null,
    matched: 0,
    queued: 0,
    skipped: 0,
  };
  const _id = failed.id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  await database.db.collection<TaskDocument>('tasks').insertOne({
    _id,
    ...task,
    created_at: now,
    updated_at: now,
    finished_at: null,
    expires_at: new Date(now.getTime() + 86_400_000),
  });
  await jobs(database).insertOne({
    name: 'retry logs',
    type: 'normal',
    priority: 0,
    data: { key: _id, task_id: _id },
    nextRunAt: null,
    lockedAt: null,
    failCount: 1,
    failReason: 'thrown once',
  });

  await eventually(
    async () => {
      const { body } = await api.call<{ data: { state: string } }>(
        'GET',
        `/agents/${agent.id}/webhooks/${webhook.id}/tasks/${_id}`,
      );
      return body.data.state === 'completed' ? true : undefined;
    },
    'the task to finish',
    20_000,
  );
  await api.logThat(webhook, ({ trigger, status }) => trigger === 'manual' && status === 'success');
  await eventually(
    async () =>
      (await jobs(database).countDocuments({ $or: [{ 'data.key': 'dead' }, { 'data.key': _id }] })) === 0
        ? true
        : undefined,
    'the dead jobs to go',
    20_000,
  );
}, 60_000);

test('a retry waits while another attempt of its delivery is under way, and is never sent once that succeeded', async ({
  api,
  database,
  receiver,
}) => {
  const logs = logDocuments(database);
  const { webhook, failed } = await failedDelivery(api, receiver);
  const waiting = await api.logThat(webhook, ({ trigger }) => trigger === 'automatic');
  const held: (() => void)[] = [];
  receiver.answer = (_req, res) => void held.push(() => res.end());
  const { body } = await api.retry(webhook, failed.id);
  const answer = await eventually(() => held.shift(), 'the manual retry');
  // The moment in which the automatic one is due, and was not yet canceled.
  await logs.updateOne(
    { _id: waiting.id },
    {
      $set: { status: 'queued', open: true, due_at: new Date(0) },
      $unset: { finished_at: '', expires_at: '', error_code: '' },
    },
  );
  // Whoever finds this one, which is due after it, has tried to claim the automatic attempt too.
  const [later] = await queueCopies(database, failed.id, 1, { trigger: 'manual', due_at: new Date(1) });
  const answerLater = await eventually(() => held.shift(), 'the later delivery');
  expect(attemptsAt(receiver, { event_id: later?.event_id ?? '' })).toHaveLength(1);
  expect(attemptsAt(receiver, failed)).toHaveLength(2);
  answer();
  answerLater();
  receiver.answer = 200;
  await api.logThat(webhook, ({ id, status }) => id === body.data.log_id && status === 'success');
  const canceled = await api.logThat(webhook, (log) => log.id === waiting.id && isFinal(log));
  expect([canceled.status, canceled.error_code]).toEqual(['canceled', 'superseded']);

  // Made due once more after the success, as a late writer would: it is claimed, and seen to be delivered.
  await logs.updateOne(
    { _id: waiting.id },
    {
      $set: { status: 'queued', open: true, due_at: new Date(0) },
      $unset: { finished_at: '', expires_at: '', error_code: '' },
    },
  );
  const again = await api.logThat(webhook, (log) => log.id === waiting.id && isFinal(log));
  expect(again.error_code).toBe('superseded');
  expect(attemptsAt(receiver, failed)).toHaveLength(2);
}, 60_000);

test('a bulk retry that throws at each try fails in the end, and tells why', async ({ api, database, receiver }) => {
  const { agent, webhook, failed } = await failedDelivery(api, receiver, { max_retries: 0 });
  const tasks = database.db.collection<Omit<TaskDocument, 'filter'> & { filter: object }>('tasks');
  const _id = randomUUID();
  await tasks.insertOne({
    _id,
    agent_id: agent.id,
    webhook_id: webhook.id,
    state: 'queued',
    filter: { event: { $nonsense: 1 } },
    cursor: null,
    matched: 0,
    queued: 0,
    skipped: 0,
    created_at: new Date(),
    updated_at: new Date(0),
    finished_at: null,
    expires_at: new Date(Date.now() + 86_400_000),
  });
  const path = { agent_id: agent.id, webhook_id: webhook.id, task_id: _id };
  const taskIn = async (language: string) => {
    const call = api.client.GET('/api/v1/agents/{agent_id}/webhooks/{webhook_id}/tasks/{task_id}', {
      params: { path },
      headers: { 'accept-language': language },
    });
    return (await unwrap(call)).data;
  };
  const task = await eventually(async () => {
    // As time would.
    await tasks.updateOne({ _id, finished_at: null }, { $set: { turn_at: new Date(0) } });
    await hastenRecovery(database);
    const { finished_at, ...rest } = await taskIn('en');
    return finished_at ? rest : undefined;
  }, 'the task to fail');
  expect(task).toMatchObject({
    state: 'failed',
    error_code: 'internal_error',
    error: 'An error on our side stopped this task each time it was tried. Create a new task to retry the rest.',
  });
  expect((await taskIn('pt-BR')).error).toMatch(/^Um erro do nosso lado interrompeu esta tarefa/);
  await eventually(
    async () => ((await jobs(database).countDocuments({ 'data.key': _id })) === 0 ? true : undefined),
    'its job to go',
  );

  await unwrap(
    api.client.POST('/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs/retry', { params: { path }, body: {} }),
  );
  await api.logThat(webhook, ({ original_log_id, status }) => original_log_id === failed.id && status === 'success');
}, 120_000);
