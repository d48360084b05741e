import type { AgentDocument, WebhookDocument } from '../../database/collections.ts';
import { timestamp } from '../../timestamp.ts';
import { TEST_EVENT } from './attempt.ts';

type Names = { agent: Pick<AgentDocument, '_id' | 'name'>; webhook: Pick<WebhookDocument, '_id' | 'name'> };

/** The body of a real delivery, as it is stored and sent. @param event `data` is JSON, which stays as it is written; `at`: when it was accepted */
export function eventPayload(
  { agent, webhook }: Names,
  event: { id: string; name: string; at: Date; data: string },
): string {
  const fields = JSON.stringify({ ...envelope(event.name, { agent, webhook }, event.at), event_id: event.id });
  return `${fields.slice(0, -1)},"data":${event.data}}`;
}

/** The body of a test delivery. */
export function testPayload(names: Names, at: Date): string {
  return JSON.stringify({ ...envelope(TEST_EVENT, names, at), test: true });
}

function envelope(event: string, { agent, webhook }: Names, at: Date) {
  return {
    event,
    agent_id: agent._id,
    agent_name: agent.name,
    webhook_id: webhook._id,
    webhook_name: webhook.name,
    timestamp: timestamp(at),
  };
}
