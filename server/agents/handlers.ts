import type { ApiHandlers, Schemas } from '../api/api.ts';
import { pageOf, pagination } from '../api/paging.ts';
import type { AgentDocument } from '../database/collections.ts';
import { timestamp } from '../timestamp.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { Agents } from './agents.ts';

export function agentHandlers(
  agents: Agents,
  webhooks: Webhooks,
): Pick<ApiHandlers, 'listAgents' | 'createAgent' | 'getAgent' | 'deleteAgent'> {
  return {
    async listAgents({ query }, { environmentId }) {
      const { place, perPage } = pageOf(query);
      const [found, total] = await Promise.all([
        agents.page(environmentId, place, perPage),
        'page' in place ? agents.count(environmentId) : null,
      ]);
      const data = found.documents.map(agentOf);
      return {
        status: 200,
        body: { success: true, data, pagination: pagination(place, perPage, total, found.next) },
      };
    },

    async createAgent({ body }, { environmentId, translate }) {
      const agent = await agents.create(environmentId, body.name);
      return { status: 201, body: { success: true, message: translate('agent_created'), data: agentOf(agent) } };
    },

    async getAgent({ params }, { environmentId }) {
      return { status: 200, body: { success: true, data: agentOf(await agents.get(environmentId, params.agent_id)) } };
    },

    // Failure policy: the agent goes last. A crash in between leaves an agent with fewer webhooks, and the same request,
    // repeated, finishes the work; the other way round, webhooks without an agent would go on being sent to.
    async deleteAgent({ params }, { environmentId, translate }) {
      const agent = await agents.get(environmentId, params.agent_id);
      await webhooks.removeAllOf(agent._id);
      await agents.remove(agent);
      return { status: 200, body: { success: true, message: translate('agent_deleted') } };
    },
  };
}

function agentOf({ _id, name, created_at }: AgentDocument): Schemas['Agent'] {
  return { id: _id, name, created_at: timestamp(created_at) };
}
