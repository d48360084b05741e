import { assert, expect } from 'vitest';
import type { Api } from '../support/api.ts';
import type { TestDatabase } from '../support/database.ts';
import { logDocuments } from '../support/documents.ts';
import { testWith } from '../support/fixtures.ts';
import type { Receiver } from '../support/receiver.ts';

const test = testWith({ RETRY_SCHEDULE: '1h' });

const SECOND = 1000;
const HOUR = 60 * 60 * SECOND;
const DAY = 24 * HOUR;

/** How long the next attempt is put off after an answer with this header, in ms. */
async function waitAfter(api: Api, database: TestDatabase, receiver: Receiver, retryAfter: string): Promise<number> {
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  receiver.answer = (_req, res) => res.writeHead(503, { 'retry-after': retryAfter }).end();
  await api.publish(agent.id);
  const queued = await api.logThat(webhook, ({ trigger }) => trigger === 'automatic');
  const [failed, next] = await Promise.all([
    logDocuments(database).findOne({ webhook_id: webhook.id, status: 'failed' }),
    logDocuments(database).findOne({ _id: queued.id }),
  ]);
  assert(failed?.finished_at && failed.next_attempt_at && next);
  expect(next.due_at).toStrictEqual(failed.next_attempt_at);
  return failed.next_attempt_at.getTime() - failed.finished_at.getTime();
}

test('rule 6: Retry-After in seconds puts the next attempt off until then', async ({ api, database, receiver }) => {
  expect(await waitAfter(api, database, receiver, '18000')).toBe(5 * HOUR);
});

test('rule 6: Retry-After as a date puts the next attempt off until then', async ({ api, database, receiver }) => {
  const wait = await waitAfter(api, database, receiver, new Date(Date.now() + 5 * HOUR).toUTCString());
  // Dates have whole seconds, and some time passes before the answer.
  assert(wait > 5 * HOUR - 60 * SECOND && wait <= 5 * HOUR, `${wait}`);
});

test('rule 6: Retry-After puts off for 24 hours at most', async ({ api, database, receiver }) => {
  expect(await waitAfter(api, database, receiver, '86401')).toBe(DAY);
  expect(await waitAfter(api, database, receiver, '9'.repeat(400))).toBe(DAY);
  expect(await waitAfter(api, database, receiver, 'Fri, 31 Dec 9999 23:59:59 GMT')).toBe(DAY);
});

test('rule 6: Retry-After never shortens the wait, and what is none is ignored', async ({
  api,
  database,
  receiver,
}) => {
  for (const header of ['0', '1', '-7200', 'soon', '', 'Wed, 21 Oct 2015 07:28:00 GMT', '1e9']) {
    const wait = await waitAfter(api, database, receiver, header);
    assert(wait >= 0.8 * HOUR && wait <= 1.2 * HOUR, `${header}: ${wait}`);
  }
});
