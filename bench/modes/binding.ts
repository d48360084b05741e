import { inTurns } from '../measure/requests.ts';
import { type Child, startChild } from '../processes/child.ts';
import type { PublisherCommands } from '../processes/publisher.ts';
import { startServiceProcess } from '../processes/service.ts';
import { rowsOf } from '../report/result.ts';
import type { Mode } from './mode.ts';

const BOUND = new URL('../baselines/binding-bound.ts', import.meta.url);
const BARE = new URL('../baselines/binding-bare.ts', import.meta.url);
const ROUNDS = 3;
const REQUESTS = 2_000;
const PATH = '/api/v1/agents/01890a5d-ac96-774b-bcce-b302099a8057/events';

/** What it costs to bind a route to the contract: the same body read by the same code, and no work. Needs no database. */
export const binding: Mode = async ({ sizes, step }) => {
  await using stack = new AsyncDisposableStack();
  const publisher: Child<PublisherCommands> = startChild(new URL('../processes/publisher.ts', import.meta.url));
  stack.defer(() => publisher.stop());
  const processes = [];
  for (const file of [BOUND, BARE]) {
    const process = await startServiceProcess(file, { NODE_ENV: 'production' });
    stack.defer(() => process.stop());
    processes.push(process);
  }
  const figures = await inTurns(processes, ROUNDS, async ({ url }, _index, round) => {
    step(`round ${round} of ${ROUNDS}`);
    const result = await publisher.ask('load', {
      url,
      token: 'none',
      method: 'POST',
      paths: [PATH],
      eventBytes: sizes.eventBytes,
      count: REQUESTS,
      connections: 16,
    });
    if (result.accepted < REQUESTS) throw new Error(`requests were refused: ${JSON.stringify(result.refused)}`);
    return result;
  });
  return {
    title: 'a request through toolkit/express and through a bare Express route',
    columns: ['toolkit/express', 'bare Express route'],
    rows: rowsOf(
      {
        perSecond: ['requests', '/s'],
        cpuMs: ['CPU per request', 'ms'],
        p50: ['answer, p50', 'ms'],
      },
      figures,
    ),
    raw: figures,
  };
};
