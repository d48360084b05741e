import type { Document } from 'mongodb';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { CallOptions } from '../support/api.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { startWireProxy, type WireProxy } from '../support/wire-proxy.ts';

let database: TestDatabase;
let proxy: WireProxy;
let service: TestService;
beforeAll(async () => {
  database = await testDatabase('loopback');
  proxy = await startWireProxy(database.uri);
  // Nothing is delivered: every insert of a log is that of a request.
  service = await startTestService({ ROLE: 'api' }, { ...database, uri: proxy.uri });
});
afterEach(() => {
  proxy.fault = () => undefined;
});
afterAll(async () => {
  await service.close();
  await proxy.close();
  await database.drop();
});

/** As MongoDB reports a write that the majority did not confirm in time. */
const notReplicated = (answer: Document): Document => ({
  ...answer,
  writeConcernError: { code: 64, codeName: 'WriteConcernTimeout', errmsg: 'waiting for replication timed out' },
});

/** From now on the server answers this command on this collection so. Gives how often it did. */
function answerWith(command: string, collection: string, change: (answer: Document) => Document): () => number {
  let times = 0;
  proxy.fault = (name, about) => {
    if (name !== command || about !== collection) return undefined;
    times++;
    return change;
  };
  return () => times;
}

async function expectUnavailable(method: string, path: string, options?: CallOptions): Promise<void> {
  const { status, headers, body } = await service.api.call<{ code?: string }>(method, path, options);
  expect([status, body.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
  expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
}

const EVENT = { event: 'event_recording', data: {} };
const URL = 'http://127.0.0.1:9/hook';

test.each(['events', 'logs'])('a publish whose %s were not replicated is not accepted', async (collection) => {
  const { id } = await service.api.createAgent();
  await service.api.createWebhook(id, { webhook_url: URL });
  const answered = answerWith('insert', collection, notReplicated);
  await expectUnavailable('POST', `/agents/${id}/events`, { body: EVENT });
  expect(answered()).toBe(1);
});

test.each(['events', 'logs'])('nor is a repeated one whose %s are there, but not replicated', async (collection) => {
  const { id } = await service.api.createAgent();
  await service.api.createWebhook(id, { webhook_url: URL });
  const repeated = { body: EVENT, headers: { 'idempotency-key': `of ${collection}` } };
  const first = await service.api.call<{ data: { event_id: string } }>('POST', `/agents/${id}/events`, repeated);

  const refusals: unknown[] = [];
  answerWith('insert', collection, (answer) => {
    refusals.push(...answer['writeErrors']);
    return notReplicated(answer);
  });
  await expectUnavailable('POST', `/agents/${id}/events`, repeated);
  expect(refusals).toMatchObject([{ code: 11000 }]);

  proxy.fault = () => undefined;
  const again = await service.api.call<{ data: { event_id: string } }>('POST', `/agents/${id}/events`, repeated);
  expect([again.status, again.body.data.event_id]).toEqual([202, first.body.data.event_id]);
});

test('an agent that was not replicated was not created', async () => {
  answerWith('insert', 'agents', notReplicated);
  await expectUnavailable('POST', '/agents', { body: { name: 'Ana' } });
});

test('changes of a webhook that were not replicated were not made', async () => {
  const { id } = await service.api.createAgent();
  const webhook = await service.api.createWebhook(id, { webhook_url: URL });
  const path = `/agents/${id}/webhooks/${webhook.id}`;
  const changed = answerWith('findAndModify', 'webhooks', notReplicated);
  await expectUnavailable('PATCH', `${path}/toggle`);
  expect(changed()).toBe(1);
  const rotated = answerWith('update', 'webhooks', notReplicated);
  await expectUnavailable('POST', `${path}/secret/rotate`);
  expect(rotated()).toBe(1);
  const removed = answerWith('delete', 'webhooks', notReplicated);
  await expectUnavailable('DELETE', path);
  expect(removed()).toBe(1);
});

test('the service is not ready while its writes are not replicated', async () => {
  answerWith('update', 'settings', notReplicated);
  await expectUnavailable('GET', '//health/ready');
  proxy.fault = () => undefined;
  expect((await service.api.call('GET', '//health/ready')).status).toBe(200);
});
