import { randomUUID } from 'node:crypto';
import type {
  AgentDocument,
  AttemptResult,
  Collections,
  LogDocument,
  WebhookDocument,
} from '../database/collections.ts';
import { newId } from '../database/ids.ts';
import { type Attempt, TEST_EVENT } from './attempt.ts';
import { testPayload } from './envelope.ts';
import type { Results } from './results.ts';

/** How long after the webhook's timeout a test counts as interrupted, ms. */
const MARGIN_MS = 30_000;

/** Sends a test delivery while the caller waits, and logs it like any other attempt. */
export type SendTest = (
  agent: AgentDocument,
  webhook: WebhookDocument,
) => Promise<{ logId: string; result: AttemptResult }>;

export function createTestDelivery({ logs }: Pick<Collections, 'logs'>, attempt: Attempt, results: Results): SendTest {
  // Failure policy: the log is there before anything is sent, under a lease that outlives the timeout. A crash in between
  // leaves it `delivering` until the lease is over; then it fails as interrupted, and is not sent again (expireLeases).
  return async (agent, webhook) => {
    const created_at = new Date();
    const _id = newId(created_at);
    const token = randomUUID();
    const log: LogDocument = {
      _id,
      agent_id: agent._id,
      webhook_id: webhook._id,
      event_id: _id,
      event: TEST_EVENT,
      payload: testPayload({ agent, webhook }, created_at),
      trigger: 'test',
      status: 'delivering',
      open: true,
      lease: { token, until: new Date(created_at.getTime() + webhook.timeout * 1000 + MARGIN_MS) },
      attempt: 1,
      sequence: 1,
      automatic_retries: 0,
      original_log_id: null,
      created_at,
      due_at: created_at,
    };
    await logs.insertOne(log);
    const result = await attempt(log, webhook);
    await results.record([{ log, token, result }]);
    return { logId: _id, result };
  };
}
