import { setTimeout as delay } from 'node:timers/promises';
import { createClient, unwrap } from '../client/src/index.ts';
import { testDatabase } from '../test/support/database.ts';
import { startProcess } from '../test/support/process.ts';
import { TOKEN, testVariables } from '../test/support/service.ts';
import { type Load, publishEvents, published } from './load.ts';
import { type BenchReceiver, benchReceiver } from './receivers.ts';
import { type CountingProxy, countingProxy } from './round-trips.ts';

const POLL_MS = 5;

export interface Plan {
  events: number;
  webhooks: number;
  /** How many of the webhooks point to a receiver that takes requests and never answers. */
  hanging?: number;
  /** Put a proxy in between that counts round trips; it costs some speed. */
  counted?: boolean;
}

export interface Figures {
  load: Load;
  /** Deliveries to receivers that answer. */
  deliveries: number;
  /** From the first event's request to the last of those deliveries, ms. */
  ms: number;
  /** Commands to the database, by name; empty if they were not counted. */
  commands: Map<string, number>;
}

/** One run: a service in a process and on a database of its own, as many events as fast as it takes them. */
export async function run({ events, webhooks, hanging = 0, counted = false }: Plan): Promise<Figures> {
  const database = await testDatabase(counted ? 'loopback' : 'socket');
  const proxy: CountingProxy | null = counted ? await countingProxy(database.uri) : null;
  const service = startProcess(testVariables(proxy?.uri ?? database.uri, '', { NODE_ENV: 'production' }));
  const receivers: BenchReceiver[] = [];
  try {
    const baseUrl = await service.url();
    const client = createClient({ baseUrl, token: TOKEN });
    const { data: agent } = await unwrap(client.POST('/api/v1/agents', { body: { name: 'Bench' } }));
    for (let index = 0; index < webhooks; index++) receivers.push(await benchReceiver(index < hanging));
    for (const { url } of receivers) {
      await unwrap(
        client.POST('/api/v1/agents/{agent_id}/webhooks', {
          params: { path: { agent_id: agent.id } },
          body: { webhook_url: url, events: [published] },
        }),
      );
    }
    const answering = receivers.slice(hanging);

    proxy?.reset();
    const startedAt = performance.now();
    const load = await publishEvents(baseUrl, agent.id, events);
    const received = () => answering.reduce((sum, { count }) => sum + count, 0);
    const deliveries = events * answering.length;
    while (received() < deliveries) await delay(POLL_MS);
    return { load, deliveries, ms: performance.now() - startedAt, commands: new Map(proxy?.commands) };
  } finally {
    // What hangs would be waited for; closing the receivers ends it.
    for (const receiver of receivers) receiver.close();
    await service.end('SIGTERM');
    proxy?.close();
    await database.drop();
  }
}
