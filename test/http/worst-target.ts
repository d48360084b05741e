import { mkdtemp, rm } from 'node:fs/promises';
import { request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServedContract } from '../contract/served-contract.ts';
import { apiAt } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { startProcess } from '../support/process.ts';
import { startReceiver } from '../support/receiver.ts';
import { TOKEN, testVariables } from '../support/service.ts';
import { type WorstRequest, worstRequests } from './worst-requests.ts';

const LONGEST_TURN = new URL('../support/longest-turn.ts', import.meta.url).href;
/** Logs whose payloads are as large as they may be: more than one page of them. */
const LARGE_LOGS = 20;
/** Webhooks with as many headers as they may have. */
const LARGE_WEBHOOKS = 20;

/** How long the event loop of the process was held up at most: in CPU time of its thread, and by the clock; in ms. */
export interface LongestTurn {
  cpuMs: number;
  delayMs: number;
}

export interface WorstTarget extends AsyncDisposable {
  requests: WorstRequest[];
  /** Sends requests one after the other. @returns the longest turn of the service meanwhile */
  turn(requests: WorstRequest[]): Promise<LongestTurn>;
}

/** A service in a process of its own that notes its longest turn, with large logs and webhooks, and the worst requests for it. */
export async function startWorstTarget(): Promise<WorstTarget> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'reentrega-worst-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  // On an embedded engine of its own, which ends with it.
  const { MONGODB_URI: _, ...variables } = testVariables('', dataDir, {
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    RATE_LIMIT: '1000000',
    NODE_OPTIONS: `--import ${LONGEST_TURN}`,
  });
  const service = startProcess(variables);
  stack.defer(async () => void (await service.end('SIGKILL')));
  const receiver = await startReceiver();
  stack.defer(() => receiver.close());
  const { child, lines } = service;
  const api = apiAt(await service.url(), TOKEN);
  const agent = await api.createAgent();
  const custom_headers = Array.from({ length: 20 }, (_, at) => ({ name: `X-${at}`, value: 'v'.repeat(1_000) }));
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  for (let count = 1; count < LARGE_WEBHOOKS; count++) {
    const events = ['event_action' as const];
    await api.createWebhook(agent.id, { webhook_url: receiver.url, events, custom_headers });
  }
  const numbers = Array.from({ length: 40_000 }, (_, at) => at);
  for (let count = 0; count < LARGE_LOGS; count++) await api.publish(agent.id, { numbers });
  await receiver.gets(LARGE_LOGS);

  const contract = new ServedContract((await api.call('GET', '//openapi.json')).body);
  // What it deletes would not be there for the requests that follow.
  const requests = worstRequests(contract).filter(({ method }) => method !== 'DELETE');
  const listing = requests.find(({ name }) => name.startsWith('listLogs:'));
  if (!listing) throw new Error('no listLogs in the contract');
  requests.push({ ...listing, name: 'listLogs: a page of large logs', path: withQuery(listing.path, 'per_page=100') });

  const closing = stack.move();
  const longest = async (): Promise<LongestTurn> => {
    const from = lines.length;
    child.kill('SIGUSR2');
    const { cpuMs, delayMs } = await eventually(
      () => lines.slice(from).find(({ msg }) => msg === 'longest turn'),
      'the longest turn',
    );
    return { cpuMs: Number(cpuMs), delayMs: Number(delayMs) };
  };
  return {
    requests,
    async turn(several) {
      await longest();
      for (const one of several) await answerTo(one, api.url, { agent_id: agent.id, webhook_id: webhook.id });
      return longest();
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

function withQuery(path: string, query: string): string {
  return `${path.replace(/\?.*$/s, '')}?${query}`;
}

/** Reads the answer to its end, of a stream its beginning. A connection that the service closes is an answer, too. */
function answerTo(
  { method, path, headers, body }: WorstRequest,
  url: string,
  ids: { agent_id: string; webhook_id: string },
): Promise<void> {
  const { hostname, port } = new URL(url);
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => (name === 'agent_id' ? ids.agent_id : ids.webhook_id));
  const usual = {
    authorization: `Bearer ${TOKEN}`,
    ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
  };
  return new Promise((resolve) => {
    const sent = send({ hostname, port, path: filled, method, agent: false, headers: { ...usual, ...headers } });
    sent.on('response', (answer) => {
      if (answer.headers['content-type']?.includes('event-stream')) answer.once('data', () => answer.destroy());
      answer.resume().on('close', resolve);
    });
    sent.on('error', () => resolve());
    sent.end(body);
  });
}
