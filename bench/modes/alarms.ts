import { createClient, unwrap } from '../../client/src/index.ts';
import { idle, receivedAll } from '../measure/delivery.ts';
import { TOKEN } from '../measure/systems.ts';
import { openTrial, type Trial } from '../measure/trial.ts';
import { PUBLISHED } from '../processes/publisher.ts';
import { rowsOf } from '../report/result.ts';
import type { Mode } from './mode.ts';

const WEBHOOKS = { usual: 1_000, full: 10_000 };
const PER_AGENT = 100;
/** Events per second, each to the webhooks of another agent: their retries are due in different seconds. */
const RATE = 5;
const RETRY_SECONDS = 15;
const PATIENCE_MS = 600_000;

/** What an alarm costs: every webhook has a retry of its own, due in many different seconds, each woken by an Agenda job. */
export const alarms: Mode = async ({ place, sizes, step }) => {
  const count = sizes.full ? WEBHOOKS.full : WEBHOOKS.usual;
  await using trial = await openTrial({
    place,
    variables: { RETRY_SCHEDULE: `${RETRY_SECONDS}s`, QUOTA_AGENTS: '100000', RATE_LIMIT: '0' },
  });
  const paths = await agentsWithWebhooks(trial, count, step);
  await idle(trial);
  const send = async (fails: boolean) => {
    await trial.receiver.ask('reset');
    await trial.receiver.ask('setFailing', fails);
    const before = trial.service().usage().cpuMs;
    await trial.load({ paths, count: paths.length, rate: RATE, eventBytes: 300 });
    return before;
  };
  step('first attempts that succeed');
  const before = await send(false);
  await receivedAll(trial, count, performance.now() + PATIENCE_MS, step);
  await idle(trial);
  const first = trial.service().usage().cpuMs - before;
  step('first attempts that fail, and their retries');
  const beforeRetries = await send(true);
  await idle(trial);
  await trial.receiver.ask('setFailing', false);
  const startedAt = performance.now();
  const received = await receivedAll(trial, count, startedAt + PATIENCE_MS, step);
  const seconds = (performance.now() - startedAt) / 1000;
  await idle(trial);
  const both = trial.service().usage().cpuMs - beforeRetries;
  const figures = { first: first / count, retry: (both - first) / count, seconds, left: count - received.count };
  return {
    title: `${count} webhooks, each with a retry of its own`,
    columns: ['Reentrega'],
    rows: rowsOf(
      {
        first: ['CPU per first attempt, 100 webhooks per event', 'ms'],
        retry: ['CPU per failure, alarm and retry', 'ms'],
        seconds: [`until all retries were received (due after ${RETRY_SECONDS} s)`, 's'],
        left: ['not received', ''],
      },
      [figures],
    ),
    raw: figures,
  };
};

/** Gives the paths that publish to each. */
async function agentsWithWebhooks(trial: Trial, count: number, step: (text: string) => void): Promise<string[]> {
  const client = createClient({ baseUrl: trial.service().url, token: TOKEN });
  const paths: string[] = [];
  for (let made = 0; made < count; made += PER_AGENT) {
    step(`${made} of ${count} webhooks made`);
    const { data: agent } = await unwrap(client.POST('/api/v1/agents', { body: { name: 'Bench' } }));
    const webhooks = Array.from({ length: PER_AGENT }, (_, index) =>
      unwrap(
        client.POST('/api/v1/agents/{agent_id}/webhooks', {
          params: { path: { agent_id: agent.id } },
          body: { webhook_url: `${trial.receiverUrl}/answer/${made + index}`, events: [PUBLISHED] },
        }),
      ),
    );
    await Promise.all(webhooks);
    paths.push(`/api/v1/agents/${agent.id}/events`);
  }
  return paths;
}
