import { afterAll, expect } from 'vitest';
import { collections } from '../../server/database/collections.ts';
import { createTokens } from '../../server/environments/tokens.ts';
import { apiAt } from '../support/api.ts';
import { localClock } from '../support/clock.ts';
import { eventually } from '../support/eventually.ts';
import { isFinal } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';
import { startNameServer } from '../support/name-server.ts';

const SILENT = 150;
/** So many look-ups hold the resolver up. Not all: UDP may lose questions, and look-ups give up after a while. */
const ENOUGH = 100;

const names = await startNameServer();
afterAll(() => names.close());
const test = testWith({ DNS_SERVERS: names.address });

test(`${SILENT} names that do not resolve delay no delivery of another tenant, and are told as dns_timeout`, async ({
  api,
  database,
  receiver,
}) => {
  const token = await createTokens(collections(database.db), localClock).create('other');
  const other = apiAt(api.url, token);
  const { port } = new URL(receiver.url);
  const agents = await Promise.all([api.createAgent(), api.createAgent()]);
  const [first] = await Promise.all(
    Array.from({ length: SILENT }, (_, index) =>
      api.createWebhook(agents[index % 2]?.id ?? '', {
        webhook_url: `http://silent-${index}.example:${port}/`,
        max_retries: 0,
      }),
    ),
  );
  const agent = await other.createAgent();
  const webhook = await other.createWebhook(agent.id, {
    webhook_url: `http://localhost:${port}/quick`,
    max_retries: 0,
  });
  await Promise.all(agents.map(({ id }) => api.publish(id)));
  await eventually(() => (names.asked.size >= ENOUGH ? true : undefined), 'the names to be asked for');

  await Promise.all(Array.from({ length: 12 }, () => other.publish(agent.id)));
  const logs = await eventually(async () => {
    const found = await other.logs(webhook);
    return found.length === 12 && found.every(isFinal) ? found : undefined;
  }, 'the deliveries of the other tenant');
  expect(logs.map(({ status }) => status)).toStrictEqual(Array(12).fill('success'));
  for (const log of logs) expect(log.duration_ms).toBeLessThan(2_000);

  if (!first) throw new Error('no webhook');
  const failed = await api.logThat(first, isFinal);
  expect(failed).toMatchObject({ status: 'failed', error_code: 'dns_timeout' });
  expect(failed.error).toMatch(/^The name server did not resolve the host silent-0\.example:\d+ within \d seconds\.$/);
}, 180_000);

test('a name that does not exist is told as dns_failed, and is not asked for again for a while', async ({ api }) => {
  names.code = 3;
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: 'http://missing.example/', max_retries: 0 });
  await api.publish(agent.id);
  const log = await api.logThat(webhook, isFinal);
  expect(log).toMatchObject({ status: 'failed', error_code: 'dns_failed' });
  expect(log.error).toBe('The host missing.example could not be resolved.');
  expect(names.asked.delete('missing.example')).toBe(true);
  await api.publish(agent.id);
  await eventually(async () => {
    const logs = await api.logs(webhook);
    return logs.length === 2 && logs.every(isFinal) ? true : undefined;
  }, 'the second delivery');
  expect(names.asked.has('missing.example')).toBe(false);
});
