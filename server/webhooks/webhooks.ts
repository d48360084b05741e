import type { Schemas } from '../api/api.ts';
import { ApiError } from '../api/api-error.ts';
import { message } from '../api/messages.ts';
import { createQuota, quotaExceeded } from '../api/quota.ts';
import { MOST_WEBHOOKS } from '../config.ts';
import { findTogether } from '../database/batch.ts';
import type { Clock } from '../database/clock.ts';
import type { Collections, StoredSecret, WebhookDocument } from '../database/collections.ts';
import { newId } from '../database/ids.ts';
import { sealHeaders } from '../delivery/attempt/attempt.ts';
import type { Sealer } from '../delivery/attempt/secrets.ts';
import { newSecret } from '../delivery/attempt/signature.ts';
import type { Queue } from '../delivery/queue/queue.ts';
import { LIMITS } from '../limits/limits.ts';

const ROTATION_MS = 24 * 60 * 60 * 1000;

export interface Webhooks {
  /** The agent's webhooks, the newest first. */
  list(agentId: string): Promise<WebhookDocument[]>;
  /** @throws WEBHOOK_NOT_FOUND */
  get(agentId: string, webhookId: string): Promise<WebhookDocument>;
  /** The webhooks of the agent that want this event, disabled ones included. */
  subscribed(agentId: string, event: Schemas['EventName']): Promise<WebhookDocument[]>;
  /** Gives the secret as well: it is not readable from then on. @throws QUOTA_EXCEEDED */
  create(
    agentId: string,
    request: Schemas['CreateWebhookRequest'],
  ): Promise<{ webhook: WebhookDocument; secret: string }>;
  /** Changes the fields given. */
  update(webhook: WebhookDocument, request: Schemas['UpdateWebhookRequest']): Promise<WebhookDocument>;
  /** Enables what is disabled, and the other way round. */
  toggle(webhook: WebhookDocument): Promise<WebhookDocument>;
  remove(webhook: WebhookDocument): Promise<void>;
  removeAllOf(agentId: string): Promise<void>;
  /** A new secret; the old one signs along for 24 h. @throws QUOTA_EXCEEDED rather than end one of those sooner */
  rotateSecret(webhook: WebhookDocument): Promise<{ secret: string; previousExpiresAt: Date }>;
}

export interface WebhooksOptions {
  sealer: Sealer;
  queue: Queue;
  clock: Clock;
  /** How many an agent can have. */
  most: number;
  /** @throws ApiError if webhooks may not be sent there */
  assertAllowed(request: Pick<Schemas['UpdateWebhookRequest'], 'webhook_url' | 'custom_headers'>): void;
}

export function createWebhooks(
  { webhooks }: Pick<Collections, 'webhooks'>,
  { sealer, queue, clock, most, assertAllowed }: WebhooksOptions,
): Webhooks {
  const insertWithin = createQuota('webhooks', most);
  const allOf = findTogether(webhooks, 'agent_id');

  /** Writes the changes. @throws WEBHOOK_NOT_FOUND if the webhook was deleted meanwhile */
  async function change(webhookId: string, changes: Partial<WebhookDocument>): Promise<WebhookDocument> {
    const changed = await webhooks.findOneAndUpdate(
      { _id: webhookId },
      { $set: { ...changes, updated_at: clock.now() } },
      { returnDocument: 'after' },
    );
    if (!changed) throw notFound();
    return changed;
  }

  // Right after a webhook was disabled, and right before it is enabled: whoever disabled it may have died or not have come to
  // that yet. So nothing that waited then is canceled once the webhook is enabled, and what waits to be recovered is all there.
  async function finishDisabling({ _id, enabled, updated_at }: WebhookDocument): Promise<void> {
    if (!enabled) await queue.cancelOfDisabled(_id, updated_at);
  }

  async function get(agentId: string, webhookId: string): Promise<WebhookDocument> {
    const webhook = await webhooks.findOne({ _id: webhookId, agent_id: agentId });
    if (!webhook) throw notFound();
    return webhook;
  }

  return {
    get,

    list: (agentId) => webhooks.find({ agent_id: agentId }).sort({ _id: -1 }).limit(MOST_WEBHOOKS).toArray(),

    async subscribed(agentId, event) {
      const subscribed = (await allOf(agentId)).filter(({ events }) => events.includes(event));
      return subscribed.toSorted((a, b) => (a._id < b._id ? -1 : 1));
    },

    async create(agentId, request) {
      assertAllowed(request);
      const created_at = clock.now();
      const _id = newId(created_at);
      const secret = request.webhook_secret ?? newSecret();
      const enabled = request.enabled ?? true;
      const webhook: WebhookDocument = {
        _id,
        agent_id: agentId,
        name: request.name?.trim() ?? new URL(request.webhook_url).host,
        webhook_url: withLowerCaseScheme(request.webhook_url),
        http_method: request.http_method ?? 'POST',
        events: request.events,
        timeout: request.timeout ?? 30,
        max_retries: request.max_retries ?? 3,
        sealed_headers: sealHeaders(request.custom_headers ?? [], _id, sealer),
        secrets: [{ sealed: sealer.seal(secret, _id), expires_at: null }],
        enabled,
        disabled_reason: enabled ? null : 'manual',
        created_at,
        updated_at: created_at,
      };
      await insertWithin(agentId, {
        count: (limit) => webhooks.countDocuments({ agent_id: agentId }, { limit }),
        insert: () => webhooks.insertOne(webhook),
        remove: () => webhooks.deleteOne({ _id }),
      });
      return { webhook, secret };
    },

    async update(webhook, request) {
      assertAllowed(request);
      const { name, webhook_url, custom_headers, webhook_secret, enabled, ...asTheyAre } = request;
      if (enabled) await finishDisabling(webhook);
      const changed = await change(webhook._id, {
        ...asTheyAre,
        ...(name !== undefined && { name: name.trim() }),
        ...(webhook_url !== undefined && { webhook_url: withLowerCaseScheme(webhook_url) }),
        ...(custom_headers && { sealed_headers: sealHeaders(custom_headers, webhook._id, sealer) }),
        ...(webhook_secret && { secrets: [{ sealed: sealer.seal(webhook_secret, webhook._id), expires_at: null }] }),
        ...(enabled !== undefined && { enabled, disabled_reason: enabled ? null : 'manual' }),
      });
      await finishDisabling(changed);
      return changed;
    },

    // Two toggles at once: the second finds it the other way already, and turns it back.
    async toggle({ _id, agent_id }) {
      for (;;) {
        const webhook = await get(agent_id, _id);
        const { enabled } = webhook;
        await finishDisabling(webhook);
        const toggled = await webhooks.findOneAndUpdate(
          { _id, enabled },
          { $set: { enabled: !enabled, disabled_reason: enabled ? 'manual' : null, updated_at: clock.now() } },
          { returnDocument: 'after' },
        );
        if (!toggled) continue;
        await finishDisabling(toggled);
        return toggled;
      }
    },

    async remove({ _id }) {
      await webhooks.deleteOne({ _id });
      await queue.cancelOfDeleted([_id]);
    },

    async removeAllOf(agentId) {
      const found = await webhooks
        .find({ agent_id: agentId })
        .project<Pick<WebhookDocument, '_id'>>({ _id: 1 })
        .toArray();
      await webhooks.deleteMany({ agent_id: agentId });
      await queue.cancelOfDeleted(found.map(({ _id }) => _id));
    },

    // Two rotations at once: the second finds that the newest secret is another one, and rotates that, so that neither of the
    // secrets that were handed out is lost.
    async rotateSecret({ _id, agent_id }) {
      for (;;) {
        const now = clock.now();
        const { secrets } = await get(agent_id, _id);
        const secret = newSecret();
        const previousExpiresAt = new Date(now.getTime() + ROTATION_MS);
        const stillSigning = secrets.filter(({ expires_at }) => !expires_at || expires_at > now);
        if (stillSigning.length >= LIMITS.secrets.bound) throw quotaExceeded('secrets', LIMITS.secrets.bound);
        const old = stillSigning.map(({ sealed, expires_at }) => ({
          sealed,
          expires_at: expires_at ?? previousExpiresAt,
        }));
        const fresh: StoredSecret = { sealed: sealer.seal(secret, _id), expires_at: null };
        const { matchedCount } = await webhooks.updateOne(
          { _id, 'secrets.0.sealed': secrets[0]?.sealed },
          { $set: { secrets: [fresh, ...old], updated_at: now } },
        );
        if (matchedCount === 1) return { secret, previousExpiresAt };
      }
    },
  };
}

/** Schemes are the same in any letter case (RFC 3986, 3.1); all else stays as it was given. */
function withLowerCaseScheme(url: string): string {
  return url.replace(/^[a-z]+:/i, (scheme) => scheme.toLowerCase());
}

function notFound(): ApiError {
  return new ApiError('WEBHOOK_NOT_FOUND', { message: message('webhook_not_found') });
}
