import { expect, type TestContext, test } from 'vitest';
import type { MockOptions } from '../../toolkit/contract/mock/start.ts';
import { apiAt, type Schemas } from '../support/api.ts';
import { startTestMock } from './mock.ts';

async function setUp(t: TestContext, options: Partial<MockOptions> = {}) {
  const mock = await startTestMock(options);
  t.onTestFinished(() => mock.close());
  const api = apiAt(mock.url, 'talq_any');
  const statusOf = async (headers: Record<string, string> = {}) =>
    (await api.call('GET', '/agents', { headers })).status;
  return { mock, api, statusOf };
}

test('an id makes its error, where the contract has it; any other id does not', async (t) => {
  const { mock, api } = await setUp(t);
  expect(mock.sentinels.length).toBeGreaterThan(20);
  const ids = new Set(mock.sentinels.map(({ id }) => id));
  expect(ids.size).toBe(mock.sentinels.length);
  const retry = '/agents/018cf299-9280-7c3a-9f51-2b7d6e4a1c08/webhooks/018cf29e-2660-7b12-8e44-51c0a9d3f7e6/logs';
  for (const { id, status, code } of mock.sentinels.filter((one) => one.code.startsWith('LOG_NOT_RETRIABLE '))) {
    const answer = await api.call<Schemas['LogNotRetriableError']>('POST', `${retry}/${id}/retry`);
    expect([answer.status, `${answer.body.code} ${answer.body.reason}`]).toStrictEqual([status, code]);
    expect((await api.call('GET', `/agents/${id}`)).status, 'an agent has no such error').toBe(200);
  }
  const first = '00000000-0000-4000-8000-000000000404';
  const { status, body } = await api.call<Schemas['Error']>('GET', `/agents/${first}`);
  expect([status, body.code]).toStrictEqual([404, 'AGENT_NOT_FOUND']);
});

test('an error that is asked for is given whatever the request holds; a success only if it is right', async (t) => {
  const { api } = await setUp(t);
  const create = (prefer: string) => api.call('POST', '/agents', { body: {}, headers: { prefer } });
  expect((await create('code=503')).status).toBe(503);
  expect((await create('code=201')).status).toBe(422);
  expect((await create('example=payload_too_large')).status).toBe(413);
});

test('as many requests fail as the rate says, the same ones for the same seed', async (t) => {
  const never = await setUp(t);
  expect(await never.statusOf()).toBe(200);
  const always = await setUp(t, { failureRate: 1 });
  for (let requests = 0; requests < 8; requests++)
    expect([429, 500, 503].includes(await always.statusOf())).toBeTruthy();

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
  expect(drawn.includes(200) && drawn.some((status) => status !== 200)).toBeTruthy();
  expect(await series(same)).toStrictEqual(drawn);
  expect(await series(other)).not.toStrictEqual(drawn);
  await one.api.call('POST', '//__mock/reset');
  expect(await series(one), 'a reset begins anew').toStrictEqual(drawn);
});

test('a delay is waited for, by all or by one request; one that is none is refused', async (t) => {
  const { mock, statusOf } = await setUp(t, { delay: { least: 60_000, most: 60_000 } });
  expect(await statusOf({ 'x-mock-delay': '0' })).toBe(200);
  expect(await statusOf({ 'x-mock-delay': '1-5' })).toBe(200);
  for (const wrong of ['soon', '-1', '5-1', '60001']) expect(await statusOf({ 'x-mock-delay': wrong })).toBe(422);
  // Those who leave are not answered, and nothing is left behind that keeps the mock from closing.
  const waiting = fetch(`${mock.url}/api/v1/agents`, { signal: AbortSignal.timeout(50) });
  await expect(waiting).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
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
  expect(id).toMatch(/^[\da-f-]{36}$/);
  expect(await agent(one)).toBe(id);
  expect(await agent(same)).toBe(id);
  expect(await agent(other)).not.toBe(id);
});
