import { expect } from 'vitest';
import { collections, type TaskDocument } from '../../server/database/collections.ts';
import { createTokens } from '../../server/environments/tokens.ts';
import { apiAt, type Schemas } from '../support/api.ts';
import { localClock } from '../support/clock.ts';
import { assertError } from '../support/error-answer.ts';
import { testWith } from '../support/fixtures.ts';

const WEBHOOKS = 200;
/** No worker: tasks wait until one is started. */
const test = testWith({ ROLE: 'api' });

const pathOf = ({ agent_id, id }: Schemas['Webhook']) => `/agents/${agent_id}/webhooks/${id}`;

test(`${WEBHOOKS} bulk retries of one tenant wait, and another tenant's runs next`, async ({
  api,
  database,
  startAnother,
}) => {
  const token = await createTokens(collections(database.db), localClock).create('other');
  const other = apiAt(api.url, token);
  const agents = await Promise.all([api.createAgent(), api.createAgent()]);
  const webhooks = await Promise.all(
    Array.from({ length: WEBHOOKS }, (_, index) =>
      api.createWebhook(agents[index % 2]?.id ?? '', { webhook_url: 'http://127.0.0.1:9/' }),
    ),
  );
  await Promise.all(webhooks.map((webhook) => api.retryLogs(webhook)));
  const agent = await other.createAgent();
  const quick = await other.createWebhook(agent.id, { webhook_url: 'http://127.0.0.1:9/' });
  const asked = await other.retryLogs(quick);

  await startAnother({ ROLE: 'worker' }, database);
  const { finished_at } = await other.taskEnd(quick, asked.id);
  const tasks = database.db.collection<TaskDocument>('tasks');
  const before = await tasks.countDocuments({ finished_at: { $ne: null, $lt: new Date(finished_at ?? 0) } });
  expect(before).toBeLessThan(WEBHOOKS / 10);
});

test('a webhook has one unfinished bulk retry: another is refused until it ends', async ({
  api,
  database,
  startAnother,
}) => {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: 'http://127.0.0.1:9/' });
  const ask = <Body = Schemas['TaskInProgressError']>(language = 'en') =>
    api.call<Body>('POST', `${pathOf(webhook)}/logs/retry`, { body: {}, headers: { 'accept-language': language } });
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask()));
  const tasks = database.db.collection<TaskDocument>('tasks');
  const [task, ...more] = await tasks.find({ webhook_id: webhook.id }).toArray();
  expect(more).toHaveLength(0);
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);

  const refused = [...answers.filter(({ status }) => status !== 202), await ask('pt-BR')];
  const sentences = {
    en: 'A retry task of this webhook is already in progress.',
    'pt-BR': 'Já há uma tarefa de retentativa deste webhook em andamento.',
  };
  for (const answer of refused) {
    const language = answer === refused.at(-1) ? 'pt-BR' : 'en';
    assertError(answer, {
      status: 409,
      code: 'TASK_IN_PROGRESS',
      message: sentences[language],
      task_id: task?._id,
      language,
    });
  }
  await expect(api.retryLogs(webhook)).rejects.toMatchObject({ code: 'TASK_IN_PROGRESS', taskId: task?._id });

  await startAnother({ ROLE: 'worker' }, database);
  expect((await api.taskEnd(webhook, task?._id ?? '')).state).toBe('completed');
  expect((await ask()).status).toBe(202);
});
