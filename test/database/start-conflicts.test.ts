import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { startWireProxy } from '../support/wire-proxy.ts';

test('a start that meets another one while the indexes are made goes on', async () => {
  const database = await testDatabase('loopback');
  const proxy = await startWireProxy(database.uri);
  onTestFinished(async () => {
    await proxy.close();
    await database.drop();
  });
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

test('an index of an earlier version, which another one has replaced, is dropped', async () => {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  const logs = database.db.collection('logs');
  await logs.createIndex({ webhook_id: 1, status: 1, _id: -1 }, { name: 'of_webhook_by_status' });
  const service = await startTestService({}, database);
  onTestFinished(() => service.close());
  const names = (await logs.indexes()).map(({ name }) => name);
  expect(names).not.toContain('of_webhook_by_status');
  expect(names).toContain('of_webhook_by_status_and_event');
});
