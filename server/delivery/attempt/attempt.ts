import type { Logger } from 'pino';
import type { Clock } from '../../database/clock.ts';
import type { AttemptResult, Header, LogDocument, WebhookDocument } from '../../database/collections.ts';
import { nextAttemptAt } from '../retry/schedule.ts';
import type { Sealer } from './secrets.ts';
import type { Exchange, Sender } from './sender.ts';

const GONE = 410;
export const TEST_EVENT = 'webhook.test';

export interface AttemptOptions {
  sender: Sender;
  sealer: Sealer;
  clock: Clock;
  /** Waits before the automatic retries, ms. */
  retrySchedule: readonly number[];
  logger: Logger;
}

/** Makes one attempt with the webhook's configuration at this moment (rule 4 of the contract). Null: the webhook is gone. */
export type Attempt = (
  log: LogDocument,
  webhook: WebhookDocument | null,
  abort?: AbortSignal,
) => Promise<AttemptResult>;

export function createAttempt({ sender, sealer, clock, retrySchedule, logger }: AttemptOptions): Attempt {
  return async (log, webhook, abort) => {
    if (!webhook) return canceled('webhook_deleted', clock.now());
    if (!webhook.enabled && log.trigger !== 'test') return canceled('webhook_disabled', clock.now());
    const exchange = await exchangeWith(webhook, log, abort);
    return resultOf(exchange, { log, webhook, schedule: retrySchedule, finished_at: clock.now() });
  };

  // Failure policy: what throws on our side (a secret that cannot be opened, say) is a failed attempt like any other: it can
  // be seen, it is retried on schedule and by hand, and it ends when the retries are used up.
  async function exchangeWith(webhook: WebhookDocument, log: LogDocument, abort?: AbortSignal): Promise<Exchange> {
    try {
      return await sender.send(
        {
          id: log.event_id,
          environmentId: log.environment_id ?? log.agent_id,
          url: webhook.webhook_url,
          method: webhook.http_method,
          customHeaders: lastOfEachName(openHeaders(webhook, sealer)),
          secrets: signingSecrets(webhook, sealer, clock.now()),
          timeout: webhook.timeout,
          body: log.payload,
        },
        abort,
      );
    } catch (error) {
      logger.error({ err: error, log_id: log._id, webhook_id: webhook._id }, 'delivery: attempt failed on our side');
      return { ...NO_EXCHANGE, error_code: 'internal_error', retryAfter: 0 };
    }
  }
}

/** The fields of an attempt in which nothing was sent. */
const NO_EXCHANGE = {
  request_url: null,
  request_headers: [],
  http_status: null,
  response_headers: null,
  response_body: null,
  duration_ms: null,
  error_parameters: {},
} satisfies Partial<AttemptResult>;

function resultOf(
  { retryAfter, ...exchange }: Exchange,
  {
    log,
    webhook,
    schedule,
    finished_at,
  }: { log: LogDocument; webhook: WebhookDocument; schedule: readonly number[]; finished_at: Date },
): AttemptResult {
  const delivered = exchange.error_code === null;
  const final = delivered || exchange.http_status === GONE || log.event === TEST_EVENT;
  return {
    ...exchange,
    status: delivered ? 'success' : 'failed',
    delivered_at: delivered ? finished_at : null,
    finished_at,
    next_attempt_at: final
      ? null
      : nextAttemptAt(finished_at, { schedule, used: log.automatic_retries, allowed: webhook.max_retries, retryAfter }),
  };
}

export function canceled(
  error_code: 'webhook_deleted' | 'webhook_disabled' | 'superseded',
  finished_at: Date,
): AttemptResult {
  return {
    ...NO_EXCHANGE,
    status: 'canceled',
    error_code,
    delivered_at: null,
    finished_at,
    next_attempt_at: null,
    ...(error_code === 'webhook_disabled' && { recoverable: true }),
  };
}

/** A log that is made while its webhook is disabled: it is final from the start, and can be recovered. @param retention ms */
export function canceledFromTheStart({ open: _, ...log }: LogDocument, retention: number): LogDocument {
  const expires_at = new Date(log.created_at.getTime() + retention);
  return { ...log, ...canceled('webhook_disabled', log.created_at), recorded_at: log.created_at, expires_at };
}

/**
 * What is stored of a result that the database refuses: that it was delivered, or that it failed by an error of our own, and
 * nothing that came from outside.
 */
export function reduced(result: AttemptResult): AttemptResult {
  const { status, http_status, duration_ms, delivered_at, finished_at, next_attempt_at } = result;
  return {
    ...NO_EXCHANGE,
    status,
    http_status,
    duration_ms,
    error_code: status === 'failed' ? 'internal_error' : null,
    delivered_at,
    finished_at,
    next_attempt_at,
  };
}

/** The secrets that sign now: the newest, and what a rotation left until it expires. */
function signingSecrets({ _id, secrets }: WebhookDocument, sealer: Sealer, now: Date): string[] {
  return secrets
    .filter(({ expires_at }) => !expires_at || expires_at > now)
    .map(({ sealed }) => sealer.open(sealed, _id));
}

export function sealHeaders(headers: Header[], webhookId: string, sealer: Sealer): string {
  return sealer.seal(JSON.stringify(headers), webhookId);
}

export function openHeaders(
  { _id, sealed_headers }: Pick<WebhookDocument, '_id' | 'sealed_headers'>,
  sealer: Sealer,
): Header[] {
  return JSON.parse(sealer.open(sealed_headers, _id));
}

/** Of a name that repeats, in any letter case, the last value is sent. */
function lastOfEachName(headers: Header[]): Header[] {
  return [...new Map(headers.map((header) => [header.name.toLowerCase(), header])).values()];
}
