import { copyDelivery, failOnce } from '../measure/failed-logs.ts';
import { inTurns, type RequestFigures } from '../measure/requests.ts';
import { startSystem } from '../measure/systems.ts';
import { openTrial } from '../measure/trial.ts';
import type { Load } from '../processes/publisher.ts';
import { startServiceProcess } from '../processes/service.ts';
import type { Row } from '../report/result.ts';
import type { Mode } from './mode.ts';

const BARE = new URL('../baselines/bare-routes.ts', import.meta.url);
const ROUNDS = 3;
const REQUESTS = 300;
const CONNECTIONS = 16;
const AGED_MS = 60_000;

/** The API without sending, beside bare Express routes with the same calls to the same database. */
export const http: Mode = async ({ place, sizes, step }) => {
  await using trial = await openTrial({ place, shared: true });
  await failOnce(trial);
  let logIds: string[] = [];
  // What was retried is queued, and stays so: nothing sends from here on.
  await trial.restart(async (database) => {
    const count = REQUESTS * (ROUNDS + 1) * 2;
    const aged = Date.now() - AGED_MS;
    logIds = await database.edit((db) => copyDelivery(db, { status: 'failed', count, at: (n) => new Date(aged + n) }));
  });
  await trial.service().stop();
  await using stack = new AsyncDisposableStack();
  const api = await startSystem('reentrega', { ...trial.database.variables, ROLE: 'api' });
  stack.defer(() => api.stop());
  const bare = await startServiceProcess(BARE, { NODE_ENV: 'production', ...trial.database.variables });
  stack.defer(() => bare.stop());

  const agent = `/api/v1/agents/${trial.agentId}`;
  const logs = `${agent}/webhooks/${trial.webhookIds[0]}/logs`;
  const retried = (index: number, round: number) => {
    const from = REQUESTS * (round * 2 + index);
    return logIds.slice(from, from + REQUESTS).map((id) => `${logs}/${id}/retry`);
  };
  const operations: Record<string, (index: number, round: number) => Partial<Load> & Pick<Load, 'paths'>> = {
    retryLog: (index, round) => ({ paths: retried(index, round) }),
    publishEvent: () => ({ paths: [`${agent}/events`], eventBytes: sizes.eventBytes }),
    listLogs: () => ({ method: 'GET', paths: [logs] }),
  };

  const measured: Record<string, RequestFigures[]> = {};
  const rows: Row[] = [];
  for (const [operation, loadOf] of Object.entries(operations)) {
    step(operation);
    const figures = await inTurns([api, bare], ROUNDS, ({ url }, index, round) =>
      trial.load({ url, count: REQUESTS, connections: CONNECTIONS, ...loadOf(index, round) }),
    );
    measured[operation] = figures;
    rows.push(
      { figure: operation, unit: '/s', values: figures.map(({ perSecond }) => perSecond) },
      { figure: `${operation}, CPU per request`, unit: 'ms', values: figures.map(({ cpuMs }) => cpuMs) },
      { figure: `${operation}, p50`, unit: 'ms', values: figures.map(({ p50 }) => p50) },
    );
  }
  const title = `${CONNECTIONS} connections, no sending`;
  return { title, columns: ['Reentrega', 'bare Express routes'], rows, raw: measured };
};
