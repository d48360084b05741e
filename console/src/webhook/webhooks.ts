import { useQueries } from '../api/api.tsx';

const SLOW_POLL_MS = 15_000;

export function useAgent(agentId: string) {
  return useQueries().useQuery('get', '/api/v1/agents/{agent_id}', { params: { path: { agent_id: agentId } } });
}

/** The webhooks of an agent, and the events that there are. */
export function useWebhooks(agentId: string) {
  return useQueries().useQuery(
    'get',
    '/api/v1/agents/{agent_id}/webhooks',
    { params: { path: { agent_id: agentId } } },
    { refetchInterval: SLOW_POLL_MS },
  );
}

export function useWebhook(agentId: string, webhookId: string) {
  return useQueries().useQuery(
    'get',
    '/api/v1/agents/{agent_id}/webhooks/{webhook_id}',
    { params: { path: { agent_id: agentId, webhook_id: webhookId } } },
    { refetchInterval: SLOW_POLL_MS },
  );
}
