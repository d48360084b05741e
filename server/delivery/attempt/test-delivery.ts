import { randomUUID } from 'node:crypto';
import type { Clock } from '../../database/clock.ts';
import type {
  AgentDocument,
  AttemptResult,
  Collections,
  LogDocument,
  WebhookDocument,
} from '../../database/collections.ts';
import { newId } from '../../database/ids.ts';
import { LIMITS, sharedBy } from '../../limits/limits.ts';
import { createShares } from '../../limits/shares.ts';
import { type Attempt, TEST_EVENT } from './attempt.ts';
import { testPayload } from './envelope.ts';
import type { Results } from './results.ts';

/** How long after the webhook's timeout a test counts as interrupted, ms. */
const MARGIN_MS = 30_000;

/** What came of a test; null if there are too many under way, and nothing was sent. */
export type TestOutcome = { logId: string; result: AttemptResult } | null;

/** Sends a test delivery while the caller waits, and logs it like any other attempt. */
export type SendTest = (agent: AgentDocument, webhook: WebhookDocument) => Promise<TestOutcome>;

export function createTestDelivery(
  { logs }: Pick<Collections, 'logs'>,
  { attempt, results, clock }: { attempt: Attempt; results: Results; clock: Clock },
): SendTest {
  /** Tests under way: they are sent beside the dispatcher, and bounded as it is. */
  const shares = createShares(sharedBy('testDeliveries'));
  const underWay = new Map<string, number>(); // by webhook

  // Failure policy: the log is there before anything is sent, under a lease that outlives the timeout. A crash in between
  // leaves it `delivering` until the lease is over; then it fails as interrupted, and is not sent again (expireLeases).
  const send = async (agent: AgentDocument, webhook: WebhookDocument): Promise<TestOutcome> => {
    const token = randomUUID();
    const log = testLog(agent, webhook, { token, created_at: clock.now() });
    await logs.insertOne(log);
    const result = await attempt(log, webhook);
    await results.record([{ log, token, result }]);
    return { logId: log._id, result };
  };

  return async (agent, webhook) => {
    const running = underWay.get(webhook._id) ?? 0;
    if (running >= LIMITS.testDeliveriesOfWebhook.bound) return null;
    const giveBack = shares.tryTake(agent.environment_id);
    if (!giveBack) return null;
    underWay.set(webhook._id, running + 1);
    try {
      return await send(agent, webhook);
    } finally {
      giveBack();
      const left = (underWay.get(webhook._id) ?? 1) - 1;
      if (left > 0) underWay.set(webhook._id, left);
      else underWay.delete(webhook._id);
    }
  };
}

function testLog(
  agent: AgentDocument,
  webhook: WebhookDocument,
  { token, created_at }: { token: string; created_at: Date },
): LogDocument {
  const _id = newId(created_at);
  return {
    _id,
    environment_id: agent.environment_id,
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
}
