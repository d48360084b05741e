import { memberText } from '../../toolkit/express/index.ts';
import type { Agents } from '../agents/agents.ts';
import type { ApiHandlers } from '../api/api.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { PublishEvent } from './publish.ts';

export function eventHandlers(
  agents: Agents,
  webhooks: Webhooks,
  publish: PublishEvent,
): Pick<ApiHandlers, 'publishEvent'> {
  return {
    async publishEvent({ params, headers, body, bodyText = '' }, { environmentId, translate }) {
      // As it was sent: what it says to the digit is between the caller and the receivers.
      const data = memberText(bodyText, 'data') ?? '{}';
      const [agent, subscribed] = await Promise.all([
        agents.recent(environmentId, params.agent_id),
        webhooks.subscribed(params.agent_id, body.event),
      ]);
      const event = await publish(agent, subscribed, { event: body.event, data }, headers['idempotency-key']);
      // To those that were disabled it is not sent, so they do not count.
      const deliveries = event.webhook_ids.length - (event.disabled_webhook_ids?.length ?? 0);
      const accepted = { event_id: event._id, deliveries };
      return { status: 202, body: { success: true, message: translate('event_accepted'), data: accepted } };
    },
  };
}
