import { webhooks as eventCatalogue, type Language } from '../../generated/operations.ts';
import type { Agents } from '../agents/agents.ts';
import type { ApiHandlers, Schemas } from '../api/api.ts';
import { ApiError } from '../api/api-error.ts';
import { errorText } from '../api/error-text.ts';
import { message } from '../api/messages.ts';
import { quotaExceeded } from '../api/quota.ts';
import type { WebhookDocument } from '../database/collections.ts';
import { DOCUMENT_BYTES, type StoredBytes } from '../database/stored-bytes.ts';
import { openHeaders, TEST_EVENT } from '../delivery/attempt/attempt.ts';
import { responseBytes } from '../delivery/attempt/results.ts';
import type { Sealer } from '../delivery/attempt/secrets.ts';
import type { SendTest } from '../delivery/attempt/test-delivery.ts';
import type { CountRecoverable } from '../delivery/retry/recoverable.ts';
import { timestamp } from '../timestamp.ts';
import type { Webhooks } from './webhooks.ts';

interface Dependencies {
  agents: Agents;
  webhooks: Webhooks;
  sealer: Sealer;
  sendTest: SendTest;
  countRecoverable: CountRecoverable;
  storedBytes: StoredBytes;
}

type WebhookHandlers = Pick<
  ApiHandlers,
  | 'listWebhooks'
  | 'createWebhook'
  | 'getWebhook'
  | 'updateWebhook'
  | 'deleteWebhook'
  | 'toggleWebhook'
  | 'testWebhook'
  | 'rotateWebhookSecret'
>;

export function webhookHandlers({
  agents,
  webhooks,
  sealer,
  sendTest,
  countRecoverable,
  storedBytes,
}: Dependencies): WebhookHandlers {
  const find = async (environmentId: string, params: { agent_id: string; webhook_id: string }) => {
    const agent = await agents.get(environmentId, params.agent_id);
    return { agent, webhook: await webhooks.get(agent._id, params.webhook_id) };
  };
  const webhooksOf = async (found: WebhookDocument[]): Promise<Schemas['Webhook'][]> => {
    const recoverable = await countRecoverable(found.map(({ _id }) => _id));
    return found.map((webhook) => toWebhook(webhook, sealer, recoverable.get(webhook._id) ?? 0));
  };
  const webhookOf = async (webhook: WebhookDocument) =>
    toWebhook(webhook, sealer, (await countRecoverable([webhook._id])).get(webhook._id) ?? 0);

  return {
    async listWebhooks({ params }, { environmentId, textIn }) {
      const agent = await agents.get(environmentId, params.agent_id);
      const found = await webhooksOf(await webhooks.list(agent._id));
      return {
        status: 200,
        body: { success: true, data: { webhooks: found, available_events: availableEvents(textIn) } },
      };
    },

    async createWebhook({ params, body }, { environmentId, translate }) {
      const agent = await agents.get(environmentId, params.agent_id);
      const { webhook, secret } = await webhooks.create(agent._id, body);
      // Whoever brought a secret knows it; one that we made is shown this once.
      const shown = body.webhook_secret ? {} : { webhook_secret: secret };
      return {
        status: 201,
        body: {
          success: true,
          message: translate('webhook_created'),
          data: { ...toWebhook(webhook, sealer, 0), ...shown },
        },
      };
    },

    async getWebhook({ params }, { environmentId }) {
      const { webhook } = await find(environmentId, params);
      return { status: 200, body: { success: true, data: await webhookOf(webhook) } };
    },

    async updateWebhook({ params, body }, { environmentId, translate }) {
      const { webhook } = await find(environmentId, params);
      const changed = await webhooks.update(webhook, body);
      const data = await webhookOf(changed);
      return { status: 200, body: { success: true, message: translate('webhook_updated'), data } };
    },

    async deleteWebhook({ params }, { environmentId, translate }) {
      const { webhook } = await find(environmentId, params);
      await webhooks.remove(webhook);
      return { status: 200, body: { success: true, message: translate('webhook_deleted') } };
    },

    async toggleWebhook({ params }, { environmentId, translate }) {
      const { webhook } = await find(environmentId, params);
      const changed = await webhooks.toggle(webhook);
      const message = translate(changed.enabled ? 'webhook_enabled' : 'webhook_disabled');
      return { status: 200, body: { success: true, message, data: await webhookOf(changed) } };
    },

    async testWebhook({ params }, { environmentId, translate }) {
      const { agent, webhook } = await find(environmentId, params);
      const release = await storedBytes.reserve(environmentId, 2 * DOCUMENT_BYTES);
      if (!release) throw quotaExceeded('bytes', storedBytes.most);
      const sent = await sendTest(agent, webhook);
      if (!sent) {
        release();
        throw tooManyTests();
      }
      const { logId, result } = sent;
      storedBytes.add(environmentId, responseBytes(result));
      return {
        status: 200,
        body: {
          success: true,
          message: translate(result.status === 'success' ? 'webhook_test_accepted' : 'webhook_test_not_accepted'),
          data: {
            log_id: logId,
            status_code: result.http_status,
            response_time: result.duration_ms ?? 0,
            error_code: result.error_code,
            error: errorText(result, translate),
          },
        },
      };
    },

    async rotateWebhookSecret({ params }, { environmentId, translate }) {
      const { webhook } = await find(environmentId, params);
      const { secret, previousExpiresAt } = await webhooks.rotateSecret(webhook);
      const data = { webhook_secret: secret, previous_secret_expires_at: timestamp(previousExpiresAt) };
      return { status: 200, body: { success: true, message: translate('webhook_secret_rotated'), data } };
    },
  };
}

function tooManyTests(): ApiError {
  const seconds = 1;
  return new ApiError('RATE_LIMITED', {
    message: message('rate_limited', { seconds }),
    headers: { 'Retry-After': String(seconds) },
  });
}

/** The catalogue of events, each with its short text in the language asked for. */
function availableEvents(
  textIn: (texts: { readonly [Known in Language]?: string }) => string,
): Schemas['AvailableEvents'] {
  const { [TEST_EVENT]: _test, ...events } = eventCatalogue;
  return Object.fromEntries(
    Object.entries(events).map(([name, { summary }]) => [name, textIn(summary)]),
  ) as Schemas['AvailableEvents'];
}

function toWebhook(webhook: WebhookDocument, sealer: Sealer, recoverableCount: number): Schemas['Webhook'] {
  return {
    id: webhook._id,
    agent_id: webhook.agent_id,
    name: webhook.name,
    webhook_url: webhook.webhook_url,
    http_method: webhook.http_method,
    events: webhook.events,
    events_count: webhook.events.length,
    custom_headers: openHeaders(webhook, sealer),
    timeout: webhook.timeout,
    max_retries: webhook.max_retries,
    enabled: webhook.enabled,
    status: webhook.enabled ? 'active' : 'disabled',
    disabled_reason: webhook.disabled_reason,
    recoverable_count: recoverableCount,
    created_at: timestamp(webhook.created_at),
    updated_at: timestamp(webhook.updated_at),
  };
}
