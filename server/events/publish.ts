import { createHash } from 'node:crypto';
import type { Schemas } from '../api/api.ts';
import { ApiError, unavailable } from '../api/api-error.ts';
import { message } from '../api/messages.ts';
import { quotaExceeded } from '../api/quota.ts';
import { batched } from '../database/batch.ts';
import type { Clock } from '../database/clock.ts';
import type {
  AgentDocument,
  Collections,
  EventDocument,
  LogDocument,
  WebhookDocument,
} from '../database/collections.ts';
import { isContentRefused } from '../database/errors.ts';
import { derivedId, newId } from '../database/ids.ts';
import { insertMissing } from '../database/insert-missing.ts';
import { DOCUMENT_BYTES, type StoredBytes } from '../database/stored-bytes.ts';
import { canceledFromTheStart } from '../delivery/attempt/attempt.ts';
import { eventPayload } from '../delivery/attempt/envelope.ts';
import type { FirstAttempt } from '../delivery/queue/acceptance.ts';
import { sharedBy } from '../limits/limits.ts';
import { createShares } from '../limits/shares.ts';

/** An Idempotency-Key is remembered for 24 h. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

export interface NewEvent {
  event: Schemas['PublishEventRequest']['event'];
  /** JSON, as it was sent. */
  data: string;
}

export type PublishEvent = (
  agent: AgentDocument,
  /** The webhooks that want the event. For disabled ones it is logged as canceled, to be recovered. */
  webhooks: WebhookDocument[],
  request: NewEvent,
  idempotencyKey: string | undefined,
) => Promise<EventDocument>;

/** Requests that arrive together share their round trips to the database, at most this many. */
const TOGETHER = 100;

/** Bytes of payloads that are written at once. What is more is written in parts, so that small events are not kept waiting. */
const PART_BYTES = 256 * 1024;

/** Of one among events that were written together. */
type Outcome = typeof ACCEPTED | { error: unknown };
const ACCEPTED = {} as const;
const failed = (error: unknown): Outcome => ({ error });

export interface PublishOptions {
  clock: Clock;
  /** ms that a final log is kept */
  retention: number;
  storedBytes: StoredBytes;
  /** Puts first attempts into the queue. */
  accept(fresh: FirstAttempt[]): Promise<void>;
  /** Resolves, soon, when these webhooks can do with more. */
  whenWanted(webhookIds: string[]): Promise<void>;
}

export function createPublish(
  { events }: Pick<Collections, 'events'>,
  { retention, storedBytes, accept, whenWanted, clock }: PublishOptions,
): PublishEvent {
  /** A payload is written once per webhook, so a few large events to many webhooks would otherwise fill the memory. */
  const shares = createShares(sharedBy('publishedBytes'));

  // Failure policy: what does not fit now is refused, to be repeated: it costs nothing but time, and memory that is full costs
  // everybody's requests. The only request of an environment is taken while anything is free.
  async function withinMemory<Result>(owner: string, bytes: number, work: () => Promise<Result>): Promise<Result> {
    const giveBack = shares.tryTake(owner, bytes);
    if (!giveBack) throw unavailable();
    try {
      return await work();
    } finally {
      giveBack();
    }
  }

  /** Gives, for each, whether it was inserted; false if it is there already. */
  const insertEvent = batched(async (wanted: EventDocument[]) => {
    const there = await insertMissing(events, wanted);
    return wanted.map((_, index) => !there.has(index));
  }, TOGETHER);

  // Failure policy: one log that is refused for what is in it makes all that are written with it fail. So those are written again, each
  // event's by themselves: what is there already is left as it is, and somebody finds it in the queue.
  const acceptTogether = batched(async (groups: FirstAttempt[][]): Promise<Outcome[]> => {
    try {
      await accept(groups.flat());
      return groups.map(() => ACCEPTED);
    } catch (error) {
      if (groups.length === 1 || !isContentRefused(error)) throw error;
      return Promise.all(groups.map((group) => accept(group).then(() => ACCEPTED, failed)));
    }
  }, TOGETHER);

  /** One part at a time in this process, those of all requests in turn. */
  const acceptPart = batched(async (parts: FirstAttempt[][]) => Promise.all(parts.map((part) => accept(part))), 1);

  async function acceptAll(fresh: FirstAttempt[]): Promise<void> {
    const bytes = fresh.reduce((sum, { log }) => sum + (log.payload_bytes ?? 0), 0);
    if (bytes > PART_BYTES) {
      const together = Math.max(1, Math.floor(PART_BYTES / (bytes / fresh.length)));
      for (let at = 0; at < fresh.length; at += together) await acceptPart(fresh.slice(at, at + together));
      return;
    }
    const outcome = await acceptTogether(fresh);
    if ('error' in outcome) throw outcome.error;
  }

  // Failure policy: first what was decided (the event and its webhooks), then a log for each. A crash in between has
  // answered nobody, and a write that failed for any reason is answered with an error: the caller repeats the request, and
  // under the same Idempotency-Key the ids, being derived, fill in what is missing and double nothing. Without a key the
  // repetition is another event, and what was written of the first one may be delivered too. After the second write all is
  // in the queue, whoever dies. Which webhooks were disabled is decided with the event, too: a repetition after the switch was
  // turned gets the same answer, and makes the same logs. A webhook that is disabled while this goes on gets a log in the queue,
  // which whoever claims it cancels; one that is enabled gets a canceled one, which can be retried at once.
  return async (agent, webhooks, request, idempotencyKey) => {
    const created_at = clock.now();
    const wanted: EventDocument = {
      _id: newId(created_at),
      agent_id: agent._id,
      event: request.event,
      webhook_ids: webhooks.map(({ _id }) => _id),
      disabled_webhook_ids: webhooks.filter(({ enabled }) => !enabled).map(({ _id }) => _id),
      created_at,
      expires_at: new Date(created_at.getTime() + REMEMBERED_MS),
      ...(idempotencyKey && { idempotency_key: idempotencyKey, fingerprint: fingerprintOf(request) }),
    };
    const bytes = DOCUMENT_BYTES + webhooks.length * (DOCUMENT_BYTES + Buffer.byteLength(request.data));
    const release = await storedBytes.reserve(agent.environment_id, bytes);
    try {
      return await store();
    } catch (error) {
      release?.();
      throw error;
    }

    async function store(): Promise<EventDocument> {
      // Nobody can ask for an event again that has no key, so it and its logs are written at the same time.
      if (idempotencyKey === undefined) {
        if (!release) throw quotaExceeded('bytes', storedBytes.most);
        await Promise.all([insertEvent(wanted), queueAttempts(wanted)]);
        return wanted;
      }
      // What was accepted already is completed, and answered, whatever is stored by now.
      const event = release
        ? await insertOrFind(wanted, idempotencyKey)
        : await events.findOne({ agent_id: agent._id, idempotency_key: idempotencyKey });
      if (!event) throw quotaExceeded('bytes', storedBytes.most);
      if (event !== wanted) release?.();
      if (event.fingerprint !== wanted.fingerprint) {
        throw new ApiError('IDEMPOTENCY_KEY_REUSED', { message: message('idempotency_key_reused') });
      }
      await queueAttempts(event);
      return event;
    }

    async function queueAttempts(event: EventDocument): Promise<void> {
      const decided = webhooks.filter(({ _id }) => event.webhook_ids.includes(_id));
      const bytes = decided.length * Buffer.byteLength(request.data);
      await withinMemory(agent.environment_id, bytes, async () => {
        const fresh = decided.map((webhook) => {
          const log = firstAttempt(agent, webhook, event, request.data);
          const isDisabled = event.disabled_webhook_ids?.includes(webhook._id);
          return { webhook, log: isDisabled ? canceledFromTheStart(log, retention) : log };
        });
        if (fresh.length === 0) return;
        await whenWanted(fresh.map(({ webhook }) => webhook._id));
        await acceptAll(fresh);
      });
    }
  };

  async function insertOrFind(wanted: EventDocument, idempotency_key: string): Promise<EventDocument> {
    if (await insertEvent(wanted)) return wanted;
    const { agent_id } = wanted;
    // Null only if it expired between the two: then it is a new one.
    return (await events.findOne({ agent_id, idempotency_key })) ?? insertOrFind(wanted, idempotency_key);
  }
}

function firstAttempt(agent: AgentDocument, webhook: WebhookDocument, event: EventDocument, data: string): LogDocument {
  const { _id: event_id, event: name, created_at } = event;
  const payload = eventPayload({ agent, webhook }, { id: event_id, name, at: created_at, data });
  return {
    _id: derivedId(created_at, event_id, webhook._id),
    environment_id: agent.environment_id,
    agent_id: agent._id,
    webhook_id: webhook._id,
    event_id,
    event: name,
    payload,
    payload_bytes: Buffer.byteLength(payload),
    trigger: 'event',
    status: 'queued',
    open: true,
    attempt: 1,
    sequence: 1,
    automatic_retries: 0,
    original_log_id: null,
    created_at,
    due_at: created_at,
  };
}

function fingerprintOf({ event, data }: NewEvent): string {
  return createHash('sha256')
    .update(`[${JSON.stringify(event)},${data}]`)
    .digest('hex');
}
