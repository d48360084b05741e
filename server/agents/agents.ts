import type { AgentDocument, Collections } from '../database/collections.ts';
import { newId } from '../database/ids.ts';
import { ApiError } from '../http/api-error.ts';
import { message } from '../http/messages.ts';

export interface Agents {
  /** The agent. @throws AGENT_NOT_FOUND, also for an agent of another environment */
  get(environmentId: string, agentId: string): Promise<AgentDocument>;
  list(environmentId: string, page: number, perPage: number): Promise<{ agents: AgentDocument[]; total: number }>;
  create(environmentId: string, name: string): Promise<AgentDocument>;
  remove(agent: AgentDocument): Promise<void>;
}

export function createAgents({ agents }: Pick<Collections, 'agents'>): Agents {
  return {
    async get(environmentId, agentId) {
      const agent = await agents.findOne({ _id: agentId, environment_id: environmentId });
      if (!agent) throw new ApiError('AGENT_NOT_FOUND', { message: message('agent_not_found') });
      return agent;
    },
    async list(environmentId, page, perPage) {
      const filter = { environment_id: environmentId };
      const [found, total] = await Promise.all([
        agents
          .find(filter)
          .sort({ _id: -1 })
          .skip((page - 1) * perPage)
          .limit(perPage)
          .toArray(),
        agents.countDocuments(filter),
      ]);
      return { agents: found, total };
    },
    async create(environmentId, name) {
      const created_at = new Date();
      const agent: AgentDocument = {
        _id: newId(created_at),
        environment_id: environmentId,
        name: name.trim(),
        created_at,
      };
      await agents.insertOne(agent);
      return agent;
    },
    async remove(agent) {
      await agents.deleteOne({ _id: agent._id });
    },
  };
}
