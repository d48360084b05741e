/** Which webhook, as its operations want it. */
export interface WebhookPath {
  agent_id: string;
  webhook_id: string;
}

export const LOGS = '/api/v1/agents/{agent_id}/webhooks/{webhook_id}/logs';
