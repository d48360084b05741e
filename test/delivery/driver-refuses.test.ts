import { expect } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, isFinal } from '../support/failed-delivery.ts';
import { testThroughProxy } from '../support/fixtures.ts';

/**
 * No request makes a document of 16 MiB, which is where the driver refuses to send one. So the database says that it takes less.
 */
const MOST_BYTES = 12 * 1024;
const LARGE = 'x'.repeat(MOST_BYTES);

const test = testThroughProxy({});
// Before the service, which each test asks for, is started.
test.beforeAll(({ proxy }) => {
  proxy.greeting = (answer) => ({ ...answer, maxBsonObjectSize: MOST_BYTES });
});

test('an event whose logs are too large for a document is not accepted, and those written with it are', async ({
  api,
  database,
  proxy,
  receiver,
}) => {
  receiver.answer = 200;
  const agent = await api.createAgent();
  const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
  const publishLarge = (headers: Record<string, string> = {}) =>
    api.call('POST', `/agents/${agent.id}/events`, {
      body: { event: 'event_recording', data: { text: LARGE } },
      headers,
    });
  // While the log of the first event is written, those of the others gather, to be written together.
  const gathered = Promise.withResolvers<void>();
  proxy.fault = (command, collection) =>
    command === 'insert' && collection === 'logs' ? { until: gathered.promise } : undefined;
  const first = api.publish(agent.id);
  const events = database.db.collection('events');
  const written = (count: number) =>
    eventually(
      async () => ((await events.countDocuments({ agent_id: agent.id })) === count ? true : undefined),
      'events',
    );
  await written(1);
  const [large, ...small] = [publishLarge(), ...Array.from({ length: 5 }, () => api.publish(agent.id))] as const;
  await written(7);
  proxy.fault = () => undefined;
  gathered.resolve();

  expect(await large).toMatchObject({ status: 500, body: { code: 'INTERNAL_ERROR' } });
  const accepted = (await Promise.all([first, ...small])).map(({ event_id }) => event_id);
  const delivered = await eventually(async () => {
    const logs = await api.logs(webhook);
    return logs.length >= 6 && logs.every(({ status }) => status === 'success') ? logs : undefined;
  }, 'the others to be delivered');
  expect(delivered.map(({ event_id }) => event_id).toSorted()).toEqual(accepted.toSorted());

  // Under a key it is not accepted when it is repeated, either.
  for (let times = 0; times < 2; times++) expect((await publishLarge({ 'idempotency-key': 'k' })).status).toBe(500);
});

test.for([200, 500])(
  'a result that is too large is stored without what came from outside (%i)',
  async (status, { api, receiver }) => {
    receiver.answer = (_req, res, body) => {
      if (body.includes('"bad"')) res.writeHead(status).end(LARGE);
      else res.end('ok');
    };
    const agent = await api.createAgent();
    const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url });
    const publish = (recording_id: string) => api.publish(agent.id, { recording_id });
    const [bad] = await Promise.all([publish('bad'), ...Array.from({ length: 10 }, () => publish('good'))]);
    const stored = await api.logThat(webhook, (log) => log.event_id === bad.event_id && isFinal(log));
    expect([stored.status, stored.error_code, stored.response_body, stored.http_status]).toEqual(
      status === 200 ? ['success', null, null, 200] : ['failed', 'internal_error', null, 500],
    );
    await eventually(async () => {
      const good = (await api.logs(webhook)).filter(({ event_id }) => event_id !== bad.event_id);
      return good.length === 10 && good.every((log) => log.status === 'success' && log.response_body)
        ? true
        : undefined;
    }, 'all others to be delivered');
    expect(attemptsAt(receiver, bad)).toHaveLength(1);
    if (status === 500) expect(stored.next_attempt_at).not.toBeNull();
  },
);
