import { createClient, unwrap } from '../../client/src/index.ts';
import { receivedAll } from '../measure/delivery.ts';
import { copyDelivery, failOnce } from '../measure/failed-logs.ts';
import { TOKEN } from '../measure/systems.ts';
import { openTrial, type Trial } from '../measure/trial.ts';
import { rowsOf } from '../report/result.ts';
import type { Mode, ModeContext } from './mode.ts';

/** Many first: the subject of the ratios. */
const LOGS = { usual: [20_000, 2_000], full: [1_000_000, 10_000] };
const QUEUED = { usual: [5_000, 1_000], full: [100_000, 1_000] };
const REQUESTS = 100;
const PER_PAGE = 100;
/** The first deliveries of a busy webhook, from one to the other: what comes before them is start. */
const [FROM, TO] = [200, 900];
const AGED_MS = 3_600_000;

/** What more data cost: pages of logs, and claims of a webhook with many queued. */
export const growth: Mode = async (context) => {
  const sizes = context.sizes.full ? 'full' : 'usual';
  const columns = [];
  for (const index of [0, 1]) {
    const [logs = 0, queued = 0] = [LOGS[sizes][index], QUEUED[sizes][index]];
    columns.push({ ...(await measureLists(context, logs)), ...(await measureClaims(context, queued)) });
  }
  return {
    title: `${LOGS[sizes].join(' against ')} logs, ${QUEUED[sizes].join(' against ')} queued`,
    columns: ['many', 'few'],
    rows: rowsOf(
      {
        firstPage: ['listLogs, first page, p50', 'ms'],
        deepPage: ['listLogs, deep cursor page, p50', 'ms'],
        filteredPage: ['listLogs, by status, p50', 'ms'],
        claimMs: ['time per delivery of a busy webhook', 'ms'],
        claimCpuMs: ['CPU per delivery of a busy webhook', 'ms'],
      },
      columns,
    ),
    raw: columns,
  };
};

async function measureLists({ place, step }: ModeContext, count: number) {
  await using trial = await openTrial({ place });
  await failOnce(trial);
  const oldest = Date.now() - AGED_MS;
  await trial.restart((database) =>
    database
      .edit((db) => copyDelivery(db, { status: 'failed', count, at: (n) => new Date(oldest + n), onProgress: step }))
      .then(() => {}),
  );
  const logs = `/api/v1/agents/${trial.agentId}/webhooks/${trial.webhookIds[0]}/logs?per_page=${PER_PAGE}`;
  const p50 = async (path: string) => {
    step(`${count} logs: ${path.slice(path.indexOf('?'))}`);
    const load = { method: 'GET', paths: [path], count: REQUESTS, connections: 1 } as const;
    await trial.load({ ...load, count: REQUESTS / 5 });
    return (await trial.load(load)).latency.p50;
  };
  return {
    firstPage: await p50(logs),
    deepPage: await p50(`${logs}&cursor=${await deepCursor(trial, count)}`),
    filteredPage: await p50(`${logs}&status=failed`),
  };
}

/** A cursor in the middle of the list, as a page by number gives it. */
async function deepCursor(trial: Trial, count: number): Promise<string> {
  const client = createClient({ baseUrl: trial.service().url, token: TOKEN });
  const path = { agent_id: trial.agentId, webhook_id: trial.webhookIds[0] ?? '' };
  const { pagination } = await unwrap(
    client.GET('/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs', {
      params: { path, query: { page: Math.floor(count / PER_PAGE / 2), per_page: PER_PAGE } },
    }),
  );
  if (!pagination.next_cursor) throw new Error('the list ends before its middle');
  return pagination.next_cursor;
}

async function measureClaims({ place, step }: ModeContext, count: number) {
  await using trial = await openTrial({ place });
  await failOnce(trial);
  const oldest = Date.now() - AGED_MS;
  await trial.restart(async (database) => {
    await database.edit((db) =>
      copyDelivery(db, { status: 'queued', count, at: (n) => new Date(oldest + n), onProgress: step }),
    );
    await trial.receiver.ask('reset');
  });
  step(`${count} queued`);
  const until = performance.now() + 30_000;
  const [firstCount, startedAt, cpuBefore] = [
    (await receivedAll(trial, FROM, until)).count,
    performance.now(),
    trial.service().usage().cpuMs,
  ];
  const lastCount = (await receivedAll(trial, TO, until)).count;
  const deliveries = Math.max(1, lastCount - firstCount);
  return {
    claimMs: (performance.now() - startedAt) / deliveries,
    claimCpuMs: (trial.service().usage().cpuMs - cpuBefore) / deliveries,
  };
}
