import type { Document } from 'mongodb';
import { expect } from 'vitest';
import type { Api, CallOptions } from '../support/api.ts';
import { testThroughProxy } from '../support/fixtures.ts';
import type { WireProxy } from '../support/wire-proxy.ts';

// Nothing is delivered: every insert of a log is that of a request.
const test = testThroughProxy({ ROLE: 'api' });

/** As MongoDB reports a write that the majority did not confirm in time. */
const notReplicated = (answer: Document): Document => ({
  ...answer,
  writeConcernError: { code: 64, codeName: 'WriteConcernTimeout', errmsg: 'waiting for replication timed out' },
});

/** From now on the server answers this command on this collection so. Gives how often it did. */
function answerWith(
  proxy: WireProxy,
  command: string,
  collection: string,
  change: (answer: Document) => Document,
): () => number {
  let times = 0;
  proxy.fault = (name, about) => {
    if (name !== command || about !== collection) return undefined;
    times++;
    return change;
  };
  return () => times;
}

async function expectUnavailable(api: Api, method: string, path: string, options?: CallOptions): Promise<void> {
  const { status, headers, body } = await api.call<{ code?: string }>(method, path, options);
  expect([status, body.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
  expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
}

const EVENT = { event: 'event_recording', data: {} };
const URL = 'http://127.0.0.1:9/hook';

test.for(['events', 'logs'])(
  'a publish whose %s were not replicated is not accepted',
  async (collection, { api, proxy }) => {
    const { id } = await api.createAgent();
    await api.createWebhook(id, { webhook_url: URL });
    const answered = answerWith(proxy, 'insert', collection, notReplicated);
    await expectUnavailable(api, 'POST', `/agents/${id}/events`, { body: EVENT });
    expect(answered()).toBe(1);
  },
);

test.for(['events', 'logs'])(
  'nor is a repeated one whose %s are there, but not replicated',
  async (collection, { api, proxy }) => {
    const { id } = await api.createAgent();
    await api.createWebhook(id, { webhook_url: URL });
    const repeated = { body: EVENT, headers: { 'idempotency-key': `of ${collection}` } };
    const first = await api.call<{ data: { event_id: string } }>('POST', `/agents/${id}/events`, repeated);

    const refusals: unknown[] = [];
    answerWith(proxy, 'insert', collection, (answer) => {
      refusals.push(...answer['writeErrors']);
      return notReplicated(answer);
    });
    await expectUnavailable(api, 'POST', `/agents/${id}/events`, repeated);
    expect(refusals).toMatchObject([{ code: 11000 }]);

    proxy.fault = () => undefined;
    const again = await api.call<{ data: { event_id: string } }>('POST', `/agents/${id}/events`, repeated);
    expect([again.status, again.body.data.event_id]).toEqual([202, first.body.data.event_id]);
  },
);

test('an agent that was not replicated was not created', async ({ api, proxy }) => {
  answerWith(proxy, 'insert', 'agents', notReplicated);
  await expectUnavailable(api, 'POST', '/agents', { body: { name: 'Ana' } });
});

test('changes of a webhook that were not replicated were not made', async ({ api, proxy }) => {
  const { id } = await api.createAgent();
  const webhook = await api.createWebhook(id, { webhook_url: URL });
  const path = `/agents/${id}/webhooks/${webhook.id}`;
  const changed = answerWith(proxy, 'findAndModify', 'webhooks', notReplicated);
  await expectUnavailable(api, 'PATCH', `${path}/toggle`);
  expect(changed()).toBe(1);
  const rotated = answerWith(proxy, 'update', 'webhooks', notReplicated);
  await expectUnavailable(api, 'POST', `${path}/secret/rotate`);
  expect(rotated()).toBe(1);
  const removed = answerWith(proxy, 'delete', 'webhooks', notReplicated);
  await expectUnavailable(api, 'DELETE', path);
  expect(removed()).toBe(1);
});

test('the service is not ready while its writes are not replicated', async ({ api, proxy }) => {
  answerWith(proxy, 'update', 'settings', notReplicated);
  await expectUnavailable(api, 'GET', '//health/ready');
  proxy.fault = () => undefined;
  expect((await api.call('GET', '//health/ready')).status).toBe(200);
});
