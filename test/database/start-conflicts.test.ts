import { expect } from 'vitest';
import { testThroughProxy } from '../support/fixtures.ts';
import { startTestService } from '../support/service.ts';

const test = testThroughProxy({});

test('a start that meets another one while the indexes are made goes on', async ({
  database,
  proxy,
  onTestFinished,
}) => {
  const met = new Set<unknown>();
  // As DocumentDB answers one of two processes that make the same indexes at the same moment.
  proxy.fault = (command, collection) => {
    if (command !== 'createIndexes' || met.has(collection)) return undefined;
    met.add(collection);
    return { instead: { ok: 0, code: 112, codeName: 'WriteConflict', errmsg: 'deadlock detected' } };
  };
  const service = await startTestService({}, { ...database, uri: proxy.uri });
  onTestFinished(() => service.close());
  expect(met).toContain('logs');
  const agent = await service.api.createAgent();
  await service.api.publish(agent.id);
  const names = (await database.db.collection('logs').indexes()).map(({ name }) => name);
  expect(names).toContain('thread');
});

test('an index of an earlier version, which another one has replaced, is dropped', async ({
  database,
  onTestFinished,
}) => {
  const logs = database.db.collection('logs');
  await logs.createIndex({ webhook_id: 1, status: 1, _id: -1 }, { name: 'of_webhook_by_status' });
  const service = await startTestService({}, database);
  onTestFinished(() => service.close());
  const names = (await logs.indexes()).map(({ name }) => name);
  expect(names).not.toContain('of_webhook_by_status');
  expect(names).toContain('of_webhook_by_status_and_event');
});
