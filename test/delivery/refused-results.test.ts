import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { logDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { attemptsAt, isFinal } from '../support/failed-delivery.ts';
import { testWith } from '../support/fixtures.ts';

const test = testWith({ RETRY_SCHEDULE: '1s' });

test.beforeAll(async ({ database }) => {
  // A real refusal, of a result for what is in it: an answer that was stored before. The one that is stored is of no log of ours.
  await logDocuments(database).createIndex(
    { response_body: 1, http_status: 1 },
    { name: 'test', unique: true, partialFilterExpression: { response_body: { $exists: true } } },
  );
  await database.db.collection<{ _id: string }>('logs').insertMany(
    [200, 500].map((http_status) => ({
      _id: `of nobody ${http_status}`,
      event_id: `of nobody ${http_status}`,
      webhook_id: 'of nobody',
      response_body: 'refused',
      http_status,
    })),
  );
});

for (const status of [200, 500]) {
  test(`a result that the database refuses is stored without what came from outside (${status})`, async ({
    api,
    receiver,
  }) => {
    receiver.received.length = 0;
    let sent = 0;
    const isFirst = () => ++sent === 1;
    receiver.answer = (_req, res, body) => {
      if (body.includes('"bad"') && isFirst()) res.writeHead(status).end('refused');
      else res.end(randomUUID());
    };
    const agent = await api.createAgent();
    const webhook = await api.createWebhook(agent.id, { webhook_url: receiver.url, max_retries: 1 });
    const publish = (recording_id: string) => api.publish(agent.id, { recording_id });
    const [bad] = await Promise.all([publish('bad'), ...Array.from({ length: 10 }, () => publish('good'))]);

    const stored = await api.logThat(webhook, (log) => log.event_id === bad.event_id && isFinal(log));
    expect([stored.status, stored.error_code, stored.response_body, stored.http_status]).toEqual(
      status === 200 ? ['success', null, null, 200] : ['failed', 'internal_error', null, 500],
    );
    await publish('good'); // nothing is held up
    await eventually(async () => {
      const good = (await api.logs(webhook)).filter(({ event_id }) => event_id !== bad.event_id);
      return good.length === 11 && good.every((log) => log.status === 'success' && log.response_body)
        ? true
        : undefined;
    }, 'all others to be delivered');

    // One that failed is retried as any other.
    if (status === 200) return expect(attemptsAt(receiver, bad)).toHaveLength(1);
    await api.logThat(webhook, (log) => log.event_id === bad.event_id && log.attempt === 2 && log.status === 'success');
    expect(attemptsAt(receiver, bad)).toHaveLength(2);
  });
}
