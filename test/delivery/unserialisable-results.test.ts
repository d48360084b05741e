import { expect, onTestFinished, test } from 'vitest';
import type { AttemptResult, LogDocument } from '../../server/database/collections.ts';
import { openDatabase } from '../../server/database/connection.ts';
import { newId } from '../../server/database/ids.ts';
import { createResults } from '../../server/delivery/attempt/results.ts';
import { createDispatcher } from '../../server/delivery/queue/dispatcher.ts';
import { createQueue } from '../../server/delivery/queue/queue.ts';
import { createLogger } from '../../server/observability/logger.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';

const HOUR = 60 * 60 * 1000;
const GOOD = 20;

// Nothing that comes in by HTTP gets this far, so the attempt is the nearest door.
test('a result that cannot be put into BSON is stored without what came from outside, and holds up no other', async () => {
  const { uri, drop } = await testDatabase();
  const database = await openDatabase({ uri, dataDir: '' });
  const { collections, clock } = database;
  const queue = createQueue(collections, HOUR, clock);
  const results = createResults(collections, { queue, clock, retention: HOUR, wakeAt: async () => {} });
  const logs = Array.from({ length: 1 + GOOD }, () => queuedLog());
  const [bad] = logs;
  const attempts: string[] = [];
  const dispatcher = createDispatcher(collections, {
    queue,
    results,
    clock,
    attempt: async (log) => {
      attempts.push(log._id);
      return { ...delivered(), ...(log._id === bad?._id && { error_parameters: circular() }) };
    },
    limits: { total: 50, perWebhook: 50 },
    leaseMs: 1_000,
    logger: createLogger('silent'),
    onFinished: () => {},
  });
  onTestFinished(async () => {
    await dispatcher.stop(0);
    await database.close();
    await drop();
  });
  await collections.logs.insertMany(logs);
  dispatcher.start();
  const done = await eventually(async () => {
    const found = await collections.logs.find({ status: 'success' }).toArray();
    return found.length === logs.length ? found : undefined;
  }, 'all results to be written');
  expect(attempts.toSorted()).toEqual(logs.map(({ _id }) => _id).toSorted());
  const bodies = done.map(({ _id, response_body }) => [_id === bad?._id, response_body]);
  expect(bodies.filter(([isBad]) => isBad)).toEqual([[true, null]]);
  expect(bodies.filter(([, body]) => body === 'ok')).toHaveLength(GOOD);
});

function circular(): Record<string, string | number> {
  const parameters: Record<string, string | number> = {};
  return Object.assign(parameters, { self: parameters });
}

function delivered(): AttemptResult {
  const now = new Date();
  return {
    status: 'success',
    request_url: null,
    request_headers: [],
    http_status: 200,
    response_headers: [],
    response_body: 'ok',
    duration_ms: 1,
    error_code: null,
    error_parameters: {},
    delivered_at: now,
    finished_at: now,
    next_attempt_at: null,
  };
}

function queuedLog(): LogDocument {
  const now = new Date();
  return {
    _id: newId(now),
    agent_id: 'agent',
    webhook_id: 'webhook',
    event_id: newId(now),
    event: 'event_recording',
    payload: '{}',
    trigger: 'event',
    status: 'queued',
    open: true,
    attempt: 1,
    sequence: 1,
    automatic_retries: 0,
    original_log_id: null,
    created_at: now,
    due_at: now,
  };
}
