import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { MockOptions } from '../../toolkit/contract/mock/start.ts';
import { apiAt, type Schemas } from '../support/api.ts';
import { startTestMock } from './mock.ts';

async function setUp(t: TestContext, options: Partial<MockOptions> = {}) {
  const mock = await startTestMock(options);
  t.after(() => mock.close());
  const api = apiAt(mock.url, 'talq_any');
  const statusOf = async (headers: Record<string, string> = {}) =>
    (await api.call('GET', '/agents', { headers })).status;
  return { mock, api, statusOf };
}

test('an id makes its error, where the contract has it; any other id does not', async (t) => {
  const { mock, api } = await setUp(t);
  assert.ok(mock.sentinels.length > 20);
  const ids = new Set(mock.sentinels.map(({ id }) => id));
  assert.equal(ids.size, mock.sentinels.length);
  const retry = '/agents/018cf299-9280-7c3a-9f51-2b7d6e4a1c08/webhooks/018cf29e-2660-7b12-8e44-51c0a9d3f7e6/logs';
  for (const { id, status, code } of mock.sentinels.filter((one) => one.code.startsWith('LOG_NOT_RETRIABLE '))) {
    const answer = await api.call<Schemas['LogNotRetriableError']>('POST', `${retry}/${id}/retry`);
    assert.deepEqual([answer.status, `${answer.body.code} ${answer.body.reason}`], [status, code]);
    assert.equal((await api.call('GET', `/agents/${id}`)).status, 200, 'an agent has no such error');
  }
  const first = '00000000-0000-4000-8000-000000000404';
  const { status, body } = await api.call<Schemas['Error']>('GET', `/agents/${first}`);
  assert.deepEqual([status, body.code], [404, 'AGENT_NOT_FOUND']);
});

test('an error that is asked for is given whatever the request holds; a success only if it is right', async (t) => {
  const { api } = await setUp(t);
  const create = (prefer: string) => api.call('POST', '/agents', { body: {}, headers: { prefer } });
  assert.equal((await create('code=503')).status, 503);
  assert.equal((await create('code=201')).status, 422);
  assert.equal((await create('example=payload_too_large')).status, 413);
});

test('as many requests fail as the rate says, the same ones for the same seed', async (t) => {
  const never = await setUp(t);
  assert.equal(await never.statusOf(), 200);
  const always = await setUp(t, { failureRate: 1 });
  for (let requests = 0; requests < 8; requests++) assert.ok([429, 500, 503].includes(await always.statusOf()));

  const series = async ({ statusOf }: Awaited<ReturnType<typeof setUp>>) => {
    const statuses: number[] = [];
    for (let requests = 0; requests < 30; requests++) statuses.push(await statusOf());
    return statuses;
  };
  const [one, same, other] = [
    await setUp(t, { failureRate: 0.5, seed: 7 }),
    await setUp(t, { failureRate: 0.5, seed: 7 }),
    await setUp(t, { failureRate: 0.5, seed: 8 }),
  ];
  const drawn = await series(one);
  assert.ok(drawn.includes(200) && drawn.some((status) => status !== 200));
  assert.deepEqual(await series(same), drawn);
  assert.notDeepEqual(await series(other), drawn);
  await one.api.call('POST', '//__mock/reset');
  assert.deepEqual(await series(one), drawn, 'a reset begins anew');
});

test('a delay is waited for, by all or by one request; one that is none is refused', async (t) => {
  const { mock, statusOf } = await setUp(t, { delay: { least: 60_000, most: 60_000 } });
  assert.equal(await statusOf({ 'x-mock-delay': '0' }), 200);
  assert.equal(await statusOf({ 'x-mock-delay': '1-5' }), 200);
  for (const wrong of ['soon', '-1', '5-1', '60001']) assert.equal(await statusOf({ 'x-mock-delay': wrong }), 422);
  // Those who leave are not answered, and nothing is left behind that keeps the mock from closing.
  const waiting = fetch(`${mock.url}/api/v1/agents`, { signal: AbortSignal.timeout(50) });
  await assert.rejects(waiting, { name: 'TimeoutError' });
});

test('answers can be made of the schemas: the same for the same seed', async (t) => {
  const [one, same, other] = [
    await setUp(t, { dynamic: true, seed: 7 }),
    await setUp(t, { dynamic: true, seed: 7 }),
    await setUp(t, { dynamic: true, seed: 8 }),
  ];
  const agent = async ({ api }: Awaited<ReturnType<typeof setUp>>) =>
    (await api.call<Schemas['AgentResponse']>('GET', '/agents/018cf299-9280-7c3a-9f51-2b7d6e4a1c08')).body.data.id;
  const id = await agent(one);
  assert.match(id, /^[\da-f-]{36}$/);
  assert.equal(await agent(one), id);
  assert.equal(await agent(same), id);
  assert.notEqual(await agent(other), id);
});
