import { describe, expect, test } from 'vitest';
import type { Evidence, StoredLog } from './evidence.ts';
import { check } from './invariants.ts';
import type { Received } from './receiver.ts';

const T0 = Date.parse('2026-01-01T00:00:00Z');
const at = (ms: number) => new Date(T0 + ms);

function log(changes: Partial<StoredLog> = {}): StoredLog {
  return {
    _id: 'log',
    agent_id: 'agent',
    webhook_id: 'webhook',
    event_id: 'event',
    event: 'event_recording',
    trigger: 'event',
    status: 'success',
    attempt: 1,
    sequence: 1,
    automatic_retries: 0,
    original_log_id: null,
    created_at: at(0),
    due_at: at(0),
    finished_at: at(100),
    ...changes,
  };
}

function request(changes: Partial<Received> = {}): Received {
  const usual = { eventId: 'event', webhookId: 'webhook', sender: 'api-1.1', body: '{}', answer: 200 };
  return { ...usual, at: T0 + 50, endedAt: T0 + 90, ...changes };
}

/** One event that was accepted, sent once and delivered, but for the changes. */
function evidence(changes: { logs?: StoredLog[]; received?: Received[] } & Partial<Evidence> = {}): Evidence {
  const { logs = [log()], received = [request()], ...others } = changes;
  return {
    promises: {
      webhooks: [{ id: 'webhook', agentId: 'agent', event: 'event_recording' }],
      accepted: [{ id: 'event', agentId: 'agent', event: 'event_recording', deliveries: 1 }],
      refused: new Map(),
      retries: [],
      tasks: [],
    },
    stored: { events: [{ _id: 'event', agent_id: 'agent', event: 'event_recording' }], logs, tasks: [], jobs: [] },
    received,
    disturbances: [],
    finishes: [{ process: 'api-1.1', logId: 'log', at: T0 + 110 }],
    misdeeds: [],
    leaseMs: 3_000,
    ...others,
  };
}

/** Which invariants are broken, by how their names begin. */
const brokenIn = (given: Evidence) => check(given).broken.map(({ invariant }) => invariant);
const failed = (changes: Partial<StoredLog>) => log({ status: 'failed', error_code: 'http_status', ...changes });

test('a run in which all went well breaks nothing', () => {
  expect(check(evidence())).toEqual({ broken: [], again: 0, doubles: 0 });
});

describe('it is found', () => {
  test.each<[string, Evidence, RegExp]>([
    ['an event without its log', evidence({ logs: [], received: [] }), /answered 202 is stored/],
    [
      'an event that is not there',
      evidence({ stored: { events: [], logs: [log()], tasks: [], jobs: [] } }),
      /answered 202 is stored/,
    ],
    [
      'a log that is delivering for ever',
      evidence({ logs: [log({ status: 'delivering', open: true })], received: [] }),
      /has ended/,
    ],
    ['a success that nobody received', evidence({ received: [] }), /was delivered/],
    [
      'a failure without its next attempt',
      evidence({ logs: [failed({ next_attempt_at: at(500) })], received: [request({ answer: 500 })] }),
      /was delivered/,
    ],
    ['a failure that no receiver caused', evidence({ logs: [failed({})], received: [] }), /was delivered/],
    ['a request that was sent twice for no reason', evidence({ received: [request(), request()] }), /sent twice/],
    ['a forged request', evidence({ received: [request({ invalid: 'signature' })] }), /are the same, signed/],
    [
      'two bodies under one webhook-id',
      evidence({
        logs: [failed({}), log({ _id: 'next', trigger: 'automatic', attempt: 2, sequence: 2 })],
        received: [request({ answer: 500 }), request({ body: '{ }' })],
      }),
      /are the same, signed/,
    ],
    [
      'an attempt number twice',
      evidence({
        logs: [failed({}), log({ _id: 'next', trigger: 'automatic', sequence: 2 })],
        received: [request({ answer: 500 }), request()],
      }),
      /have one number/,
    ],
    [
      'a manual retry that nobody asked for',
      evidence({
        logs: [failed({}), log({ _id: 'next', trigger: 'manual', attempt: 2, sequence: 2 })],
        received: [request({ answer: 500 }), request()],
      }),
      /manual retry/,
    ],
    [
      'an unfinished bulk retry',
      evidence({
        stored: {
          ...evidence().stored,
          tasks: [{ _id: 'task', webhook_id: 'webhook', state: 'running', finished_at: null }],
        },
      }),
      /bulk retry/,
    ],
    [
      'a dead job',
      evidence({ stored: { ...evidence().stored, jobs: [{ _id: 1, name: 'deliver', nextRunAt: null }] } }),
      /Agenda/,
    ],
    ['a process that ended by itself', evidence({ misdeeds: ['api-1.1 ended by itself'] }), /processes end/],
  ])('%s', (_what, given, invariant) => {
    expect(brokenIn(given)).toEqual([expect.stringMatching(invariant)]);
  });
});

describe('a request that was sent twice is explained', () => {
  const twice = (disturbance: Partial<Evidence['disturbances'][number]>) =>
    evidence({
      received: [request(), request({ sender: 'worker-1.1', at: T0 + 4_000, endedAt: T0 + 4_010 })],
      disturbances: [{ fault: 'kill -9', where: 'api-1.1', from: T0 + 95, to: T0 + 95, ...disturbance }],
    });

  test('by the kill of its process before the result was written, however long that took', () => {
    expect(check(twice({}))).toEqual({ broken: [], again: 0, doubles: 1 });
    const later = twice({ from: T0 + 3_000, to: T0 + 3_000 });
    expect(brokenIn({ ...later, finishes: [] })).toEqual([]);
    expect(brokenIn(later)).toEqual([expect.stringContaining('sent twice')]);
  });

  test('by its cut connections, but not by those of another process', () => {
    expect(brokenIn(twice({ fault: 'connections cut', where: 'api-1' }))).toEqual([]);
    expect(brokenIn(twice({ where: 'api-2.1' }))).toEqual([expect.stringContaining('sent twice')]);
  });

  test('by its receiver, which broke the connection', () => {
    const received = [request({ answer: 'reset' }), request()];
    expect(check(evidence({ received }))).toEqual({ broken: [], again: 1, doubles: 0 });
    const logs = [
      failed({ error_code: 'connection_failed' }),
      log({ _id: 'next', trigger: 'automatic', attempt: 2, sequence: 2 }),
    ];
    expect(brokenIn(evidence({ logs, received: [...received, request()] }))).toEqual([
      expect.stringContaining('sent twice'),
    ]);
  });
});
