import { expect, type TestContext, test } from 'vitest';
import { retryPolicy } from '../../toolkit/fetch/retry.ts';
import { createClient } from '../src/index.ts';
import { answer, apiError, hang, type Step, scriptedServer } from './support/scripted-server.ts';

const AGENTS = '/api/v1/agents';
const page = answer(200, { success: true, data: [], pagination: {} });
const unavailable = apiError(503, 'SERVICE_UNAVAILABLE');

async function serverOf(t: TestContext, ...steps: [Step, ...Step[]]) {
  const server = await scriptedServer(...steps);
  t.onTestFinished(() => server.close());
  return server;
}

test('a signal that has aborted: nothing is sent', async (t) => {
  const server = await serverOf(t, page);
  const reason = new Error('changed my mind');
  await expect(createClient({ baseUrl: server.url }).GET(AGENTS, { signal: AbortSignal.abort(reason) })).rejects.toBe(
    reason,
  );
  expect(server.requests.length).toBe(0);
});

test('a signal that aborts while the server hangs ends the request, and it is not retried', async (t) => {
  const controller = new AbortController();
  const reason = new Error('changed my mind');
  const server = await serverOf(t, (res, req) => {
    hang(res, req);
    controller.abort(reason);
  });
  const { GET: get } = createClient({ baseUrl: server.url });
  await expect(get(AGENTS, { signal: controller.signal })).rejects.toBe(reason);
  expect(server.requests.length).toBe(1);
});

test('a signal that aborts during a wait ends it, with the real timer', async (t) => {
  const server = await serverOf(t, unavailable);
  const controller = new AbortController();
  const reason = new Error('changed my mind');
  const wait = (ms: number, signal: AbortSignal) => {
    const waiting = retryPolicy().wait(ms, signal);
    controller.abort(reason);
    return waiting;
  };
  // An hour: only the signal can end it.
  const retry = { minDelay: 3_600_000, maxDelay: 3_600_000, wait };
  const client = createClient({ baseUrl: server.url, timeout: false, retry });
  await expect(client.GET(AGENTS, { signal: controller.signal })).rejects.toBe(reason);
  expect(server.requests.length).toBe(1);
});

test('a signal that aborts while the token is fetched: nothing is sent', async (t) => {
  const server = await serverOf(t, page);
  const controller = new AbortController();
  const reason = new Error('changed my mind');
  const token = () => {
    controller.abort(reason);
    return 'talq_late';
  };
  await expect(createClient({ baseUrl: server.url, token }).GET(AGENTS, { signal: controller.signal })).rejects.toBe(
    reason,
  );
  expect(server.requests.length).toBe(0);
});

test('AbortSignal.timeout is a way to bound a whole request, its retries included', async (t) => {
  const server = await serverOf(t, hang);
  const got = createClient({ baseUrl: server.url }).GET(AGENTS, { signal: AbortSignal.timeout(50) });
  await expect(got).rejects.toMatchObject({ name: 'TimeoutError' });
});
