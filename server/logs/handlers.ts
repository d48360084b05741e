import { jsonText } from '../../toolkit/express/index.ts';
import type { Agents } from '../agents/agents.ts';
import type { ApiHandlers, Schemas } from '../api/api.ts';
import { ApiError } from '../api/api-error.ts';
import { errorText } from '../api/error-text.ts';
import type { Translate } from '../api/messages.ts';
import { message } from '../api/messages.ts';
import { pageOf, pagination } from '../api/paging.ts';
import type { Header, LogDocument } from '../database/collections.ts';
import type { RefusalReason } from '../delivery/retry/delivery.ts';
import type { FindRefusal } from '../delivery/retry/refusal.ts';
import type { RetryLogs } from '../delivery/retry/retry.ts';
import { timestamp, timestampOrNull } from '../timestamp.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { type Logs, parsePeriod } from './logs.ts';

interface Dependencies {
  agents: Agents;
  webhooks: Webhooks;
  logs: Logs;
  retry: RetryLogs;
  findRefusal: FindRefusal;
}

export function logHandlers({
  agents,
  webhooks,
  logs,
  retry,
  findRefusal,
}: Dependencies): Pick<ApiHandlers, 'listLogs' | 'getLog' | 'retryLog' | 'getRetriability'> {
  const findWebhook = async (
    environmentId: string,
    { agent_id, webhook_id }: { agent_id: string; webhook_id: string },
  ) => webhooks.get((await agents.get(environmentId, agent_id))._id, webhook_id);

  return {
    async listLogs({ params, query }, { environmentId, translate }) {
      const { status, event, event_id, from, to } = query;
      const filter = {
        ...parsePeriod({ ...(from && { from }), ...(to && { to }) }),
        ...(status && { status }),
        ...(event && { event }),
        ...(event_id && { eventId: event_id.toLowerCase() }),
      };
      const { place, perPage } = pageOf(query);
      const webhook = await findWebhook(environmentId, params);
      const [found, total] = await Promise.all([
        logs.page({ webhookId: webhook._id, environmentId }, filter, place, perPage),
        'page' in place ? logs.count(webhook._id, filter) : null,
      ]);
      const data = found.documents.map((log) => toLog(log, translate));
      return {
        status: 200,
        body: { success: true, data, pagination: pagination(place, perPage, total, found.next) },
      };
    },

    async getLog({ params }, { environmentId, translate }) {
      const webhook = await findWebhook(environmentId, params);
      return {
        status: 200,
        body: { success: true, data: toLog(await logs.get(webhook._id, params.log_id), translate) },
      };
    },

    async retryLog({ params }, { environmentId, receivedAt, translate }) {
      const webhook = await findWebhook(environmentId, params);
      const log = await logs.get(webhook._id, params.log_id);
      const outcome = (await retry(webhook, [log], { askedAt: receivedAt })).get(log._id);
      if (!outcome || 'refused' in outcome) throw notRetriable(outcome?.refused ?? 'retry_in_progress');
      const { _id, created_at: queuedAt } = outcome.queued;
      const data = { log_id: _id, original_log_id: log._id, queued_at: timestamp(queuedAt) };
      return { status: 200, body: { success: true, message: translate('retry_queued'), data } };
    },

    async getRetriability({ params }, { environmentId }) {
      const webhook = await findWebhook(environmentId, params);
      const reason = await findRefusal(webhook, await logs.get(webhook._id, params.log_id));
      return { status: 200, body: { success: true, data: { retriable: reason === null, reason } } };
    },
  };
}

export function notRetriable(reason: RefusalReason): ApiError {
  return new ApiError('LOG_NOT_RETRIABLE', { message: message('log_not_retriable'), reason });
}

export function toLog(log: LogDocument, translate: Translate): Schemas['Log'] {
  return {
    id: log._id,
    webhook_id: log.webhook_id,
    event: log.event,
    event_id: log.event_id,
    trigger: log.trigger,
    original_log_id: log.original_log_id,
    attempt: log.attempt,
    status: log.status,
    http_status: log.http_status ?? null,
    error_code: log.error_code ?? null,
    error: errorText(log, translate),
    request_url: log.request_url ?? null,
    request_headers: log.request_url ? headersOf(log.request_headers) : null,
    request_payload: jsonText(log.payload),
    response_headers: headersOf(log.response_headers),
    response_body: log.response_body ?? null,
    duration_ms: log.duration_ms ?? null,
    next_attempt_at: timestampOrNull(log.status === 'queued' ? log.due_at : log.next_attempt_at),
    delivered_at: timestampOrNull(log.delivered_at),
    finished_at: timestampOrNull(log.finished_at),
    created_at: timestamp(log.created_at),
  };
}

function headersOf(headers: Header[] | null | undefined): Record<string, string> | null {
  return headers ? Object.fromEntries(headers.map(({ name, value }) => [name, value])) : null;
}
