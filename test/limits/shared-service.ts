import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { collections, type TaskDocument } from '../../server/database/collections.ts';
import { newId } from '../../server/database/ids.ts';
import { createTokens } from '../../server/environments/tokens.ts';
import { type Api, apiAt, type Webhook } from '../support/api.ts';
import { localClock } from '../support/clock.ts';
import { type NameServer, startNameServer } from '../support/name-server.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { startTestService, type TestService } from '../support/service.ts';

/** The limits that the service is given here, so that they are exhausted soon. */
export const PLACES = 512;
export const PLACES_OF_WEBHOOK = 16;
export const AGENTS = 5;
export const TASKS = 10;
export const REQUESTS_PER_MINUTE = 600;
export const INVALID_TOKENS = 5;
export const STORED_BYTES = 2 ** 30;
/** A webhook that a tenant has at its own address: the receiver does not answer there. */
export const HANGS = '/hangs';

/** A tenant that takes all it can get of something. */
export interface Tenant {
  api: Api;
  token: string;
  environmentId: string;
}

/** What exhausts a limit. */
export interface Exhausted {
  /** Checks that it is exhausted: the tenant is refused, or waits. */
  check(): Promise<void> | void;
  /** Lets go. */
  end?(): void;
}

/** One service that several tenants share, a receiver that answers or does not, and a name server. */
export interface Scene {
  service: TestService;
  receiver: Receiver;
  names: NameServer;
  newTenant(): Promise<Tenant>;
  /** As many webhooks, of as many agents as that takes, each at an address of its own below `path`. */
  webhooksAt(api: Api, count: number, path: string): Promise<Webhook[]>;
  /** What the receiver has not answered, of all webhooks below `path`. */
  heldAt(path: string): ServerResponse[];
  /** Answers what is held below `path`, and whatever comes. */
  letGo(path: string): void;
  /** A task of the tenant that nobody goes on with. */
  unfinishedTask(tenant: Tenant, webhook: Webhook): Promise<void>;
  close(): Promise<void>;
}

export async function startScene(): Promise<Scene> {
  /** What the receiver has not answered, by path, and where it answers again. */
  const held = new Map<string, ServerResponse[]>();
  const released = new Set<string>();
  const answer: Receiver['answer'] = (req, res) => {
    const path = req.url ?? '';
    if (path.startsWith(HANGS) && ![...released].some((one) => path.startsWith(one)))
      held.set(path, [...(held.get(path) ?? []), res]);
    else if (path === '/fails') res.writeHead(500).end();
    else res.end();
  };
  const [receiver, names] = await Promise.all([startReceiver(), startNameServer()]);
  const service = await startTestService({
    DELIVERY_CONCURRENCY: String(PLACES),
    DELIVERY_CONCURRENCY_PER_WEBHOOK: String(PLACES_OF_WEBHOOK),
    QUOTA_AGENTS: String(AGENTS),
    QUOTA_UNFINISHED_TASKS: String(TASKS),
    QUOTA_STORED_BYTES: '1GiB',
    RATE_LIMIT: String(REQUESTS_PER_MINUTE),
    INVALID_TOKEN_LIMIT: String(INVALID_TOKENS),
    TRUST_PROXY: '1',
    DNS_SERVERS: names.address,
  });
  receiver.answer = answer;

  async function newTenant(): Promise<Tenant> {
    const name = randomUUID();
    const { environments, ...rest } = collections(service.database.db);
    const token = await createTokens({ environments, ...rest }, localClock).create(name);
    const environmentId = (await environments.findOne({ name }))?._id ?? '';
    return { api: apiAt(service.api.url, token), token, environmentId };
  }
  async function webhooksAt(api: Api, count: number, path: string): Promise<Webhook[]> {
    const agents = await Promise.all(Array.from({ length: Math.ceil(count / 100) }, () => api.createAgent()));
    return Promise.all(
      Array.from({ length: count }, (_, index) =>
        api.createWebhook(agents[Math.floor(index / 100)]?.id ?? '', {
          webhook_url: new URL(`${path}/${index}`, receiver.url).href,
          max_retries: 0,
          timeout: 120,
        }),
      ),
    );
  }
  const heldAt = (path: string) =>
    [...held].filter(([at]) => at.startsWith(path)).flatMap(([, all]) => all.filter((res) => !res.closed));
  const letGo = (path: string) => {
    released.add(path);
    for (const res of heldAt(path)) res.end();
    for (const at of [...held.keys()].filter((one) => one.startsWith(path))) held.delete(at);
  };
  async function unfinishedTask({ environmentId }: Tenant, { agent_id, id }: Webhook): Promise<void> {
    const now = new Date();
    await service.database.db.collection<TaskDocument>('tasks').insertOne({
      _id: newId(now),
      environment_id: environmentId,
      agent_id,
      webhook_id: id,
      state: 'queued',
      filter: {},
      unfinished: true,
      turn_at: new Date(now.getTime() + 3_600_000),
      cursor: null,
      matched: 0,
      queued: 0,
      skipped: 0,
      created_at: now,
      updated_at: now,
      finished_at: null,
      expires_at: new Date(now.getTime() + 86_400_000),
    });
  }

  return {
    service,
    receiver,
    names,
    newTenant,
    webhooksAt,
    heldAt,
    letGo,
    unfinishedTask,
    async close() {
      await service.close();
      await Promise.all([receiver.close(), names.close()]);
    },
  };
}
