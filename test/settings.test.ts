import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { unwrap } from '../client/src/index.ts';
import { startService } from '../server/compose.ts';
import { readConfig } from '../server/config.ts';
import { createLogger } from '../server/observability/logger.ts';
import { type Api, apiAt } from './support/api.ts';
import { type TestDatabase, testDatabase } from './support/database.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { TOKEN, testVariables } from './support/service.ts';

let database: TestDatabase;
let dataDir: string;
let receiver: Receiver;
beforeAll(async () => {
  [database, dataDir, receiver] = await Promise.all([
    testDatabase(),
    mkdtemp(join(tmpdir(), 'reentrega-settings-')),
    startReceiver(),
  ]);
});
afterAll(async () => {
  await receiver.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts the service with these variables, and gives its address and what it reads of its own environment. */
async function start(variables: Record<string, string>): Promise<string> {
  const config = readConfig(testVariables(database.uri, dataDir, variables));
  const service = await startService(config, createLogger('silent'));
  onTestFinished(() => service.stop());
  return String(service.url);
}

/** What is said of these variables, a line per mistake. */
const refusal = (variables: Record<string, string>) => () => readConfig(testVariables('mongodb://x', '.', variables));

/** One event that is delivered, and one that fails and has its next attempt later, in a time that makes sense. */
async function deliversAndRetries(api: Api): Promise<void> {
  receiver.answer = 200;
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 1 });
  await api.publish(agent.id);
  await api.logThat(webhook, ({ status }) => status === 'success');
  receiver.answer = 500;
  const { event_id } = await api.publish(agent.id);
  const failed = await api.logThat(webhook, (log) => log.event_id === event_id && log.status === 'failed');
  const wait = Date.parse(failed.next_attempt_at ?? '') - Date.parse(failed.created_at);
  expect(wait).toBeGreaterThanOrEqual(0);
  expect(wait).toBeLessThan(25 * 86_400_000);
  await api.logThat(webhook, ({ original_log_id, attempt }) => original_log_id === failed.id && attempt === 2);
  const [stored] = await database.db.collection('logs').find({ webhook_id: webhook.id, status: 'success' }).toArray();
  expect(stored?.['expires_at'].getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  await unwrap(api.client.DELETE('/api/v1/agents/{agent_id}', { params: { path: { agent_id: agent.id } } }));
}

const list = (wait: string, count: number) => Array(count).fill(wait).join(',');
const subnets = (count: number) => Array.from({ length: count }, (_, index) => `127.0.${index}.0/24`).join(',');
const origins = (count: number) =>
  Array.from({ length: count }, (_, index) => `https://${index}.example.com`).join(',');
/** Each setting that has a range: its least and its most, and what is just beyond each of them. */
const RANGES: [name: string, ends: [string, string], beyond: [string, string], allowed: string][] = [
  ['PORT', ['0', '65535'], ['-1', '65536'], 'a whole number from 0 to 65535'],
  ['DELIVERY_CONCURRENCY', ['1', '10000'], ['0', '10001'], 'a whole number from 1 to 10000'],
  ['DELIVERY_CONCURRENCY_PER_WEBHOOK', ['1', '1000'], ['0', '1001'], 'a whole number from 1 to 1000'],
  ['DELIVERY_LEASE', ['1s', '10m'], ['999ms', '600001ms'], 'a duration from 1s to 10m'],
  ['RETRY_SCHEDULE', ['1ms', '20d'], ['0.4ms', '20.1d'], '1 to 20 durations from 1ms to 20d'],
  ['RETRY_SCHEDULE', ['5s', list('5s', 20)], [',', list('5s', 21)], '1 to 20 durations'],
  ['RETRY_WINDOW', ['1s', '3650d'], ['999ms', '3650.1d'], 'a duration from 1s to 3650d'],
  ['LOG_RETENTION', ['24h', '3650d'], ['23.9h', '99999999d'], 'a duration from 24h to 3650d'],
  ['RATE_LIMIT', ['0', '1000000'], ['-1', '1000001'], 'a whole number from 0 to 1000000'],
  ['INVALID_TOKEN_LIMIT', ['0', '1000000'], ['-1', '1000001'], 'a whole number from 0 to 1000000'],
  ['TRUST_PROXY', ['0', '10'], ['true', '11'], 'a number of proxies from 0 to 10'],
  [
    'TRUST_PROXY',
    ['loopback', '10.0.0.0/8,::1,192.0.2.1'],
    ['10.0.0.0/33', 'proxy.example.com'],
    'addresses and networks',
  ],
  ['QUOTA_AGENTS', ['1', '100000'], ['0', '100001'], 'a whole number from 1 to 100000'],
  ['QUOTA_WEBHOOKS_PER_AGENT', ['1', '1000'], ['0', '1001'], 'a whole number from 1 to 1000'],
  ['QUOTA_STORED_BYTES', ['1MiB', '1000TiB'], ['1023KiB', '10GB'], 'an amount from 1MiB to 1000TiB'],
  ['QUOTA_UNFINISHED_TASKS', ['1', '10000'], ['0', '10001'], 'a whole number from 1 to 10000'],
  [
    'DNS_SERVERS',
    ['192.0.2.53', '192.0.2.53,[::1]:5353,192.0.2.1:53'],
    ['dns', '1.1.1.1,1.1.1.1,1.1.1.1,1.1.1.1'],
    '1 to 3 IP addresses',
  ],
  ['CORS_ORIGINS', [origins(1), origins(100)], ['*', origins(101)], 'at most 100 origins'],
  ['DELIVERY_ALLOWED_SUBNETS', [subnets(1), subnets(100)], ['all', subnets(101)], 'subnet'],
];

for (const [name, ends, beyond, allowed] of RANGES) {
  for (const value of ends) {
    test(`the service starts with ${name}=${value.slice(0, 20)}`, async () => {
      const url = await start({ [name]: value });
      expect((await fetch(new URL('/health/ready', url))).status).toBe(200);
      await deliversAndRetries(apiAt(url, TOKEN));
    });
  }
  for (const value of beyond) {
    test(`and refuses ${name}=${value.slice(0, 20)} in one line`, () => {
      expect(refusal({ [name]: value })).toThrow(allowed);
      expect(refusal({ [name]: value })).toThrow(
        new RegExp(`^${name}=${value.slice(0, 100).replaceAll('.', '\\.')}[^\\n]*$`),
      );
    });
  }
}

test('numbers are decimal: nothing else counts as one', () => {
  for (const PORT of ['0x50', '8e1', ' 80', '80.0', '+80', '٣']) expect(refusal({ PORT })).toThrow('PORT=');
});

test('no secret is repeated in the line that refuses it', () => {
  const secrets = { BOOTSTRAP_TOKEN: 's3cret', ENCRYPTION_KEY: 's3cret', MONGODB_URI: 'http://u:s3cret@x' };
  for (const [name, value] of Object.entries({ ...secrets, PUBLIC_URL: 'https://u:s3cret@example.com' })) {
    expect(refusal({ [name]: value })).toThrow(name);
    expect(refusal({ [name]: value })).not.toThrow('s3cret');
  }
});

describe('PUBLIC_URL', () => {
  test.each([
    ['https://hooks.example.com/base', 'https://hooks.example.com/base'],
    ['https://hooks.example.com/base/', 'https://hooks.example.com/base'],
    ['http://hooks.example.com/', 'http://hooks.example.com'],
    ['https://hooks.example.com/a/b//', 'https://hooks.example.com/a/b'],
    ['https://hooks.example.com:8443/%7Bx%7D', 'https://hooks.example.com:8443/%7Bx%7D'],
  ])('%s is shown in the contract, and its path may be in front of each route', async (PUBLIC_URL, shown) => {
    const url = await start({ PUBLIC_URL });
    expect((await fetch(new URL('/health/live', url))).status).toBe(200);
    expect((await fetch(new URL('/api/v1/agents', url))).status).toBe(401);
    const base = new URL(shown).pathname.replace(/\/$/, '');
    expect((await fetch(new URL(`${base}/api/v1/agents?page=1`, url))).status).toBe(401);
    expect((await fetch(new URL(`${base}x/api/v1/agents`, url))).status).toBe(404);
    const contract: unknown = await (await fetch(new URL(`${base}/openapi.json`, url))).json();
    expect(contract).toMatchObject({ servers: [{ url: shown }] });
  });

  test.each([
    'hooks.example.com',
    'ftp://hooks.example.com',
    'mailto:x@example.com',
    'https:/hooks.example.com',
    'https://hooks.example.com/?a=1',
    'https://hooks.example.com/?',
    'https://hooks.example.com/#part',
    'https://u:p@hooks.example.com',
    'https://u@hooks.example.com',
    'https://',
  ])('%s is refused', (PUBLIC_URL) => {
    expect(refusal({ PUBLIC_URL })).toThrow(
      /^PUBLIC_URL=\S+: must be an http or https URL without credentials, query or fragment, such as .*$/,
    );
  });
});
