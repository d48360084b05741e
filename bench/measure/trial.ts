import { createClient, unwrap } from '../../client/src/index.ts';
import { type Child, startChild } from '../processes/child.ts';
import { type Load, type LoadResult, PUBLISHED, type PublisherCommands } from '../processes/publisher.ts';
import type { ReceiverCommands } from '../processes/receiver.ts';
import type { ServiceProcess } from '../processes/service.ts';
import { type BenchDatabase, benchDatabase, type DatabaseOptions, type Place } from './bench-database.ts';
import { type SystemName, startSystem, TOKEN } from './systems.ts';

const CONNECTIONS = 32;

export interface TrialOptions extends DatabaseOptions {
  place: Place;
  system?: SystemName;
  /** Webhooks whose receiver answers 200 (1). */
  answering?: number;
  /** Webhooks whose receiver never answers (0). */
  hanging?: number;
  /** Environment variables beside the usual ones. */
  variables?: Record<string, string>;
}

/** One system on an empty database of its own, with an agent, its webhooks, a receiver and a publisher. */
export interface Trial extends AsyncDisposable {
  database: BenchDatabase;
  publisher: Child<PublisherCommands>;
  receiver: Child<ReceiverCommands>;
  receiverUrl: string;
  agentId: string;
  webhookIds: string[];
  /** The process under test; another one after `restart`. */
  service(): ServiceProcess;
  /** Stops the process, works on its database, and starts it again. */
  restart(work: (database: BenchDatabase) => Promise<void>): Promise<void>;
  /** Sends requests to the API. @throws Error if any is refused */
  load(load: Pick<Load, 'count'> & Partial<Load>): Promise<LoadResult>;
  /** Publishes events to the agent. @throws Error if any is refused */
  publish(load: Pick<Load, 'count'> & Partial<Load>): Promise<LoadResult>;
}

export async function openTrial(options: TrialOptions): Promise<Trial> {
  const { place, system = 'reentrega', answering = 1, hanging = 0, variables = {} } = options;
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await benchDatabase(place, options));
  const receiver = startChild<ReceiverCommands>(new URL('../processes/receiver.ts', import.meta.url));
  // What hangs would be waited for by the service: the receiver ends before it (see below).
  const publisher = startChild<PublisherCommands>(new URL('../processes/publisher.ts', import.meta.url));
  stack.defer(() => publisher.stop());
  const start = () => startSystem(system, { ...database.variables, ...variables });
  let service = await start().catch(async (error: unknown) => {
    await receiver.stop();
    throw error;
  });
  stack.defer(() => service.stop());
  stack.defer(() => receiver.stop());

  const receiverUrl = await receiver.ask('listen');
  const client = createClient({ baseUrl: service.url, token: TOKEN });
  const { data: agent } = await unwrap(client.POST('/api/v1/agents', { body: { name: 'Bench' } }));
  const addresses = [
    ...Array.from({ length: answering }, (_, index) => `/answer/${index}`),
    ...Array.from({ length: hanging }, (_, index) => `/hang/${index}`),
  ];
  const webhookIds: string[] = [];
  for (const address of addresses) {
    const { data } = await unwrap(
      client.POST('/api/v1/agents/{agent_id}/webhooks', {
        params: { path: { agent_id: agent.id } },
        body: { webhook_url: receiverUrl + address, events: [PUBLISHED] },
      }),
    );
    webhookIds.push(data.id);
  }

  async function load(wanted: Pick<Load, 'count'> & Partial<Load>): Promise<LoadResult> {
    const usual = { url: service.url, token: TOKEN, method: 'POST', paths: ['/'], connections: CONNECTIONS } as const;
    const result = await publisher.ask('load', { ...usual, ...wanted });
    const refused = Object.entries(result.refused);
    if (refused.length > 0)
      throw new Error(`requests were refused: ${refused.map(([status, count]) => `${count} × ${status}`).join(', ')}`);
    return result;
  }

  const closing = stack.move();
  return {
    database,
    publisher,
    receiver,
    receiverUrl,
    agentId: agent.id,
    webhookIds,
    service: () => service,
    async restart(work) {
      await service.stop();
      await work(database);
      service = await start();
    },
    load,
    publish: (wanted) => load({ paths: [`/api/v1/agents/${agent.id}/events`], eventBytes: 300, ...wanted }),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
