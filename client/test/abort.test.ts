import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { type TestContext, test } from 'node:test';
import { createClient } from '../src/index.ts';
import { retryPolicy } from '../src/retry.ts';
import { answer, apiError, hang, type Step, scriptedServer } from './support/scripted-server.ts';

const AGENTS = '/api/v1/agents';
const page = answer(200, { success: true, data: [], pagination: {} });
const unavailable = apiError(503, 'SERVICE_UNAVAILABLE');

async function serverOf(t: TestContext, ...steps: [Step, ...Step[]]) {
  const server = await scriptedServer(...steps);
  t.after(() => server.close());
  return server;
}

test('a signal that has aborted: nothing is sent', async (t) => {
  const server = await serverOf(t, page);
  const reason = new Error('changed my mind');
  await assert.rejects(
    createClient({ baseUrl: server.url }).GET(AGENTS, { signal: AbortSignal.abort(reason) }),
    reason,
  );
  assert.equal(server.requests.length, 0);
});

test('a signal that aborts while the server hangs ends the request, and it is not retried', async (t) => {
  const controller = new AbortController();
  const reason = new Error('changed my mind');
  const server = await serverOf(t, (res, req) => {
    hang(res, req);
    controller.abort(reason);
  });
  const { GET: get } = createClient({ baseUrl: server.url });
  await assert.rejects(get(AGENTS, { signal: controller.signal }), reason);
  assert.equal(server.requests.length, 1);
});

test('a signal that aborts during a wait ends it, with the real timer', async (t) => {
  const server = await serverOf(t, unavailable);
  const controller = new AbortController();
  const reason = new Error('changed my mind');
  const wait = (ms: number, signal?: AbortSignal | null) => {
    const waiting = retryPolicy().wait(ms, signal);
    controller.abort(reason);
    return waiting;
  };
  // An hour: only the signal can end it.
  const client = createClient({ baseUrl: server.url, retry: { minDelay: 3_600_000, maxDelay: 3_600_000, wait } });
  await assert.rejects(client.GET(AGENTS, { signal: controller.signal }), reason);
  assert.equal(server.requests.length, 1);
});

test('a wait that is over leaves nothing on the signal, and one that was to begin after the abort does not', async () => {
  const controller = new AbortController();
  const { wait } = retryPolicy();
  await wait(1, controller.signal);
  assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  const reason = new Error('changed my mind');
  controller.abort(reason);
  await assert.rejects(wait(3_600_000, controller.signal), reason);
});

test('a wait that was ended leaves no timer that keeps the process alive', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const controller = new AbortController();
  const waiting = retryPolicy().wait(3_600_000, controller.signal);
  assert.equal(timers(), before + 1);
  controller.abort();
  await assert.rejects(waiting, { name: 'AbortError' });
  assert.equal(timers(), before);
});

test('a signal that aborts while the token is fetched: nothing is sent', async (t) => {
  const server = await serverOf(t, page);
  const controller = new AbortController();
  const reason = new Error('changed my mind');
  const token = () => {
    controller.abort(reason);
    return 'talq_late';
  };
  await assert.rejects(createClient({ baseUrl: server.url, token }).GET(AGENTS, { signal: controller.signal }), reason);
  assert.equal(server.requests.length, 0);
});

test('AbortSignal.timeout is a way to bound a whole request, its retries included', async (t) => {
  const server = await serverOf(t, hang);
  const got = createClient({ baseUrl: server.url }).GET(AGENTS, { signal: AbortSignal.timeout(50) });
  await assert.rejects(got, { name: 'TimeoutError' });
});
