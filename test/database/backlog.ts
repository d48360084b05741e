import type { Db } from 'mongodb';
import { collections, type LogDocument } from '../../server/database/collections.ts';
import { newId } from '../../server/database/ids.ts';
import type { Webhook } from '../support/api.ts';

const HOUR = 60 * 60 * 1000;

/** Webhooks of other environments. */
const OTHERS = 300;

/**
 * What a service in use has beside what a request is about: thousands of documents of other environments and webhooks, in every state, most
 * of all retries that wait for their time.
 */
export async function fillWithOthers(db: Db): Promise<void> {
  const { tokens, agents, webhooks, events, logs, tasks } = collections(db);
  const now = new Date();
  const later = new Date(now.getTime() + HOUR);
  const others = Array.from({ length: OTHERS }, (_, index) => ({
    environment_id: `environment ${index % 20}`,
    agent_id: newId(now),
    webhook_id: newId(now),
  }));
  await tokens.insertMany(
    others.map(({ environment_id }, index) => ({
      _id: `token ${index}`,
      environment_id,
      hint: 'talq_',
      created_at: now,
    })),
  );
  await agents.insertMany(
    others.map(({ environment_id, agent_id }) => ({ _id: agent_id, environment_id, name: 'Other', created_at: now })),
  );
  await webhooks.insertMany(
    others.map(({ agent_id, webhook_id }) => ({
      _id: webhook_id,
      agent_id,
      name: 'Other',
      webhook_url: 'http://127.0.0.1:9',
      http_method: 'POST',
      events: ['event_recording'],
      timeout: 5,
      max_retries: 0,
      sealed_headers: '',
      secrets: [],
      enabled: false,
      disabled_reason: 'manual',
      created_at: now,
      updated_at: now,
    })),
  );
  await events.insertMany(
    others.map(({ agent_id, webhook_id }, index) => ({
      _id: newId(now),
      agent_id,
      event: 'event_recording' as const,
      webhook_ids: [webhook_id],
      idempotency_key: `key ${index}`,
      created_at: now,
      expires_at: later,
    })),
  );
  await tasks.insertMany(
    others.map(({ agent_id, webhook_id }) => ({
      _id: newId(now),
      agent_id,
      webhook_id,
      state: 'completed' as const,
      filter: {},
      cursor: null,
      matched: 0,
      queued: 0,
      skipped: 0,
      created_at: now,
      updated_at: now,
      finished_at: now,
      expires_at: later,
    })),
  );
  await logs.insertMany(
    others.flatMap((other) => [
      ...manyLogs(other, 8, { status: 'success', finished_at: now, expires_at: later }),
      ...manyLogs(other, 3, { status: 'failed', finished_at: now, expires_at: later }),
      ...manyLogs(other, 2, { ...canceledBy('superseded'), expires_at: later }),
      ...manyLogs(other, 2, { ...canceledBy('webhook_disabled'), recoverable: true, expires_at: later }),
      ...manyLogs(other, 2, { trigger: 'automatic', ...waiting(later) }),
      ...manyLogs(other, 1, { trigger: 'manual', ...waiting(later) }),
    ]),
  );
  await db.collection('agendaJobs').insertMany(
    others.map(({ webhook_id }) => ({
      name: 'deliver what is due',
      data: { webhook_id, due: later.getTime(), key: `${webhook_id} ${later.getTime()}` },
      priority: 0,
      type: 'normal',
      nextRunAt: later,
      lockedAt: null,
    })),
  );
}

/** What a webhook has been through: most of it went well, some of it cannot be retried, and some of it can. */
export async function fillHistory(db: Db, { agent_id, id: webhook_id }: Webhook): Promise<void> {
  const now = new Date();
  const expires_at = new Date(now.getTime() + HOUR);
  const webhook = { environment_id: 'unused', agent_id, webhook_id };
  const done = { finished_at: now, expires_at };
  const failedAndDelivered = manyLogs(webhook, 40, { status: 'failed', ...done });
  await collections(db).logs.insertMany([
    ...manyLogs(webhook, 60, { status: 'success', ...done }),
    ...manyLogs(webhook, 40, { status: 'failed', event: 'event_voicemail_detected', ...done }),
    ...manyLogs(webhook, 60, { ...canceledBy('superseded'), expires_at }),
    ...manyLogs(webhook, 40, { status: 'failed', ...done }),
    ...failedAndDelivered,
    ...failedAndDelivered.map(
      (log): LogDocument => ({ ...log, _id: newId(now), status: 'success', attempt: 2, sequence: 2 }),
    ),
  ]);
}

/** What is due for a webhook, and not sent: first attempts, and retries whose alarms went off. */
export async function fillQueue(db: Db, { agent_id, id: webhook_id }: Webhook, environment_id: string): Promise<void> {
  const webhook = { environment_id, agent_id, webhook_id };
  const due = waiting(new Date(Date.now() - HOUR));
  await collections(db).logs.insertMany([
    ...manyLogs(webhook, 60, due),
    ...manyLogs(webhook, 60, { ...due, trigger: 'automatic' }),
  ]);
}

function manyLogs(
  webhook: Required<Pick<LogDocument, 'environment_id' | 'agent_id' | 'webhook_id'>>,
  count: number,
  change: Partial<LogDocument> & Pick<LogDocument, 'status'>,
): LogDocument[] {
  const created_at = new Date();
  return Array.from({ length: count }, () => ({
    _id: newId(created_at),
    ...webhook,
    event_id: newId(created_at),
    event: 'event_recording',
    payload: '{}',
    trigger: 'event',
    attempt: 1,
    sequence: 1,
    automatic_retries: 0,
    original_log_id: null,
    created_at,
    due_at: created_at,
    ...change,
  }));
}

const canceledBy = (error_code: 'superseded' | 'webhook_disabled') =>
  ({ status: 'canceled', error_code, finished_at: new Date() }) as const;
const waiting = (due_at: Date) => ({ status: 'queued', open: true, due_at }) as const;
