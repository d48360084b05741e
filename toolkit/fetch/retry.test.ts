import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { delayBefore, isRepeatable, retryPolicy } from './retry.ts';

test('a wait that is over leaves nothing on the signal, and one that was to begin after the abort does not', async () => {
  const controller = new AbortController();
  const { wait } = retryPolicy();
  await wait(1, controller.signal);
  expect(getEventListeners(controller.signal, 'abort').length).toBe(0);
  const reason = new Error('changed my mind');
  controller.abort(reason);
  await expect(wait(3_600_000, controller.signal)).rejects.toBe(reason);
});

test('a wait that was ended leaves no timer that keeps the process alive', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const controller = new AbortController();
  const waiting = retryPolicy().wait(3_600_000, controller.signal);
  expect(timers()).toBe(before + 1);
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  expect(timers()).toBe(before);
});

test('what only reads may be repeated, and what has an Idempotency-Key', () => {
  const request = (method: string, headers: Record<string, string> = {}) =>
    new Request('http://service.example', { method, headers });
  expect(['GET', 'HEAD', 'OPTIONS'].map((method) => isRepeatable(request(method)))).toStrictEqual([true, true, true]);
  expect(['POST', 'PUT', 'PATCH', 'DELETE'].some((method) => isRepeatable(request(method)))).toBe(false);
  expect(isRepeatable(request('POST', { 'Idempotency-Key': 'k' }))).toBe(true);
});

test('a wait is shorter than what is left of the time, or there is none', () => {
  const policy = retryPolicy({ random: () => 0 });
  const limited = (retryAfter: string) => new Response(null, { status: 429, headers: { 'Retry-After': retryAfter } });
  expect(delayBefore(0, limited('2'), 3_000, policy)).toBe(2_000);
  expect(delayBefore(0, limited('2'), 2_000, policy)).toBeUndefined();
  expect(delayBefore(0, limited('2'), -5, policy)).toBeUndefined();
  expect(delayBefore(0, undefined, 251, policy)).toBe(250);
  expect(delayBefore(0, undefined, 250, policy)).toBeUndefined();
});

test('a Retry-After of 0 is waited for with jitter only', () => {
  const response = new Response(null, { status: 503, headers: { 'Retry-After': '0' } });
  expect(delayBefore(2, response, 30_000, retryPolicy({ random: () => 0.5 }))).toBe(125);
});
