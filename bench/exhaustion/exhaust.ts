import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { Double } from 'mongodb';
import type { EnvironmentDocument, UsageDocument } from '../../server/database/collections.ts';
import { LIMITS } from '../../server/limits/limits.ts';
import type { BenchDatabase } from '../measure/bench-database.ts';
import type { Trial } from '../measure/trial.ts';
import type { Tenant } from './tenant.ts';

/** `QUOTA_STORED_BYTES`. */
const STORED_BYTES = 4 * 2 ** 30;
/** Bounds that are settings: small, so that they are soon reached. */
export const SETTINGS = {
  DELIVERY_CONCURRENCY: '64',
  DELIVERY_CONCURRENCY_PER_WEBHOOK: '16',
  QUOTA_AGENTS: '5',
  QUOTA_WEBHOOKS_PER_AGENT: '100',
  QUOTA_UNFINISHED_TASKS: '3',
  QUOTA_STORED_BYTES: '4GiB',
  RATE_LIMIT: '3000',
  INVALID_TOKEN_LIMIT: '50',
};
const HANGS = '/hang';
/** Nobody listens there. */
const REFUSES = 'http://127.0.0.1:1/';
const LARGE = 200_000;

/** Uses up a limit as one tenant, and goes on until it leaves. */
export type Exhaust = (tenant: Tenant, trial: Trial) => Promise<void>;

/** How each limit is exhausted. One that is missing does not compile. */
export const EXHAUSTIONS: Record<keyof typeof LIMITS, Exhaust> = {
  async deliveryPlaces(tenant) {
    const agent = await tenant.agent();
    await tenant.webhooks(agent, 10, HANGS);
    await tenant.publish(agent, 16);
  },
  async deliveryPlacesOfWebhook(tenant) {
    const agent = await tenant.agent();
    await tenant.webhooks(agent, 1, HANGS);
    await tenant.publish(agent, 50);
  },
  async waitingLogs(tenant) {
    const agent = await tenant.agent();
    await tenant.webhooks(agent, 100, HANGS);
    await tenant.publish(agent, LIMITS.waitingLogs.bound / 100);
  },
  async nameLookups(tenant) {
    for (let made = 0; made < LIMITS.nameLookups.bound; made += 64) {
      const agent = await tenant.agent();
      for (let index = 0; index < 64; index++)
        await tenant.webhooks(agent, 1, `http://silent-${randomUUID()}.example/`);
      await tenant.publish(agent, 1);
    }
  },
  async testDeliveries(tenant) {
    const paths = await tenant.webhooks(await tenant.agent(), 13, HANGS);
    for (const path of paths) tenant.repeat(() => tenant.call('POST', `${path}/test`), 8);
  },
  async testDeliveriesOfWebhook(tenant) {
    const [path] = await tenant.webhooks(await tenant.agent(), 1, HANGS);
    tenant.repeat(() => tenant.call('POST', `${path}/test`), LIMITS.testDeliveriesOfWebhook.bound + 1);
  },
  async bulkRetrySteps(tenant) {
    const agent = await tenant.agent();
    const paths = await tenant.webhooks(agent, 4, REFUSES);
    await tenant.publish(agent, 300);
    for (const path of paths) tenant.repeat(() => tenant.call('POST', `${path}/logs/retry`, {}));
  },
  async unfinishedTasksOfWebhook(tenant) {
    const agent = await tenant.agent();
    const [path] = await tenant.webhooks(agent, 1, REFUSES);
    await tenant.publish(agent, 100);
    tenant.repeat(() => tenant.call('POST', `${path}/logs/retry`, {}), 2);
  },
  async unfinishedTasks(tenant) {
    const agent = await tenant.agent();
    const paths = await tenant.webhooks(agent, 6, REFUSES);
    await tenant.publish(agent, 100);
    for (const path of paths) tenant.repeat(() => tenant.call('POST', `${path}/logs/retry`, {}));
  },
  async invalidTokens(tenant, trial) {
    const guess = async () => {
      const headers = { authorization: `Bearer talq_${randomUUID()}` };
      await (await fetch(`${trial.service().url}/api/v1/agents`, { headers })).text();
    };
    tenant.repeat(guess);
  },
  async requests(tenant) {
    const ask = () => tenant.call('GET', '/agents');
    for (let asked = 0; asked <= Number(SETTINGS.RATE_LIMIT); asked += 50)
      await Promise.all(Array.from({ length: 50 }, ask));
    tenant.repeat(ask);
  },
  requestsUnderWay: holdRequests,
  // What asks for them is what is bounded.
  databaseConnections: holdRequests,
  async agents(tenant) {
    for (let made = 0; made < Number(SETTINGS.QUOTA_AGENTS); made++) await tenant.agent();
    tenant.repeat(() => tenant.call('POST', '/agents', { name: 'Bench' }));
  },
  async webhooks(tenant) {
    const agent = await tenant.agent();
    await tenant.webhooks(agent, Number(SETTINGS.QUOTA_WEBHOOKS_PER_AGENT), REFUSES);
    tenant.repeat(() => tenant.webhooks(agent, 1, REFUSES));
  },
  async secrets(tenant) {
    const [path] = await tenant.webhooks(await tenant.agent(), 1, REFUSES);
    tenant.repeat(() => tenant.call('POST', `${path}/secret/rotate`));
  },
  /** What it has stored was written before (`fillUp`). */
  async storedBytes(tenant) {
    const agent = await tenant.agent();
    tenant.repeat(() => tenant.publish(agent, 1));
  },
  async logPages(tenant) {
    const agent = await tenant.agent();
    const [path] = await tenant.webhooks(agent, 1, REFUSES);
    await tenant.publish(agent, 40, LARGE);
    tenant.repeat(() => tenant.call('GET', `${path}/logs?per_page=100`), LIMITS.logPages.bound);
  },
  async logStreams(tenant, trial) {
    const [path] = await tenant.webhooks(await tenant.agent(), 1, REFUSES);
    const left = new AbortController();
    tenant.onLeave(() => left.abort());
    const open = async () => {
      const headers = { authorization: `Bearer ${tenant.token}` };
      const url = `${trial.service().url}/api/v1${path}/logs/stream`;
      const { status, body } = await fetch(url, { headers, signal: left.signal });
      // Those that are let in are held.
      if (status !== 200) await body?.cancel();
    };
    tenant.repeat(open);
  },
  async statistics(tenant) {
    const agent = await tenant.agent();
    const [path] = await tenant.webhooks(agent, 1, REFUSES);
    await tenant.publish(agent, 100);
    tenant.repeat(() => tenant.call('GET', `${path}/stats?bucket=1m`), LIMITS.statistics.bound);
  },
  async publishedBytes(tenant) {
    const agent = await tenant.agent();
    await tenant.webhooks(agent, 60, REFUSES);
    tenant.repeat(() => tenant.publish(agent, 1, LARGE), 8);
  },
};

/** Counts as many bytes for an environment as it may store. */
export async function fillUp({ edit }: BenchDatabase, name: keyof typeof LIMITS): Promise<void> {
  await edit(async (db) => {
    const { _id: environment_id = '' } =
      (await db.collection<EnvironmentDocument>('environments').findOne({ name })) ?? {};
    await db.collection<UsageDocument>('usage').insertOne({
      _id: `${environment_id} ${randomUUID()}`,
      environment_id,
      bytes: new Double(STORED_BYTES),
      expires_at: new Date(Date.now() + 86_400_000),
    });
  });
}

/** Holds back the bodies of as many requests as there are places. */
async function holdRequests(tenant: Tenant, trial: Trial): Promise<void> {
  const { hostname, port } = new URL(trial.service().url);
  const head = [
    'POST /api/v1/agents HTTP/1.1',
    `Host: ${hostname}`,
    `Authorization: Bearer ${tenant.token}`,
    'Content-Type: application/json',
    'Content-Length: 100',
    '',
    '{',
  ].join('\r\n');
  for (let opened = 0; opened < LIMITS.requestsUnderWay.bound; opened++) {
    const socket = connect(Number(port), hostname, () => socket.write(head));
    socket.on('error', () => socket.destroy()); // the service closes what takes too long
    tenant.onLeave(() => socket.destroy());
  }
}
