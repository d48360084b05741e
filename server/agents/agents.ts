import { ApiError } from '../api/api-error.ts';
import { message } from '../api/messages.ts';
import { createQuota } from '../api/quota.ts';
import { findTogether } from '../database/batch.ts';
import type { Clock } from '../database/clock.ts';
import type { AgentDocument, Collections } from '../database/collections.ts';
import { newId } from '../database/ids.ts';
import { countOf, type DocumentPage, newestFirst, type PagePlace } from '../database/paging.ts';
import { remember } from '../database/remember.ts';

const REMEMBERED_MS = 5_000;
const MOST_REMEMBERED = 10_000;

export interface Agents {
  /** The agent. @throws AGENT_NOT_FOUND, also for an agent of another environment */
  get(environmentId: string, agentId: string): Promise<AgentDocument>;
  /**
   * The same, as it was up to 5 s ago: for what happens to an agent so often that it is not read each time. One that another
   * process deleted meanwhile has no webhooks, so nothing comes of it.
   */
  recent(environmentId: string, agentId: string): Promise<AgentDocument>;
  /** The newest first. */
  page(environmentId: string, place: PagePlace, perPage: number): Promise<DocumentPage<AgentDocument>>;
  /** Null if they are too many to be counted. */
  count(environmentId: string): Promise<number | null>;
  /** @throws QUOTA_EXCEEDED */
  create(environmentId: string, name: string): Promise<AgentDocument>;
  remove(agent: AgentDocument): Promise<void>;
}

export function createAgents(
  { agents }: Pick<Collections, 'agents'>,
  { clock, most }: { clock: Clock /** Of one environment. */; most: number },
): Agents {
  const insertWithin = createQuota('agents', most);
  const find = findTogether(agents, '_id');
  const known = remember<AgentDocument>(REMEMBERED_MS, MOST_REMEMBERED);

  async function get(environmentId: string, agentId: string): Promise<AgentDocument> {
    const [agent] = await find(agentId);
    if (agent?.environment_id !== environmentId)
      throw new ApiError('AGENT_NOT_FOUND', { message: message('agent_not_found') });
    known.set(agentId, agent);
    return agent;
  }

  return {
    get,
    async recent(environmentId, agentId) {
      const agent = known.get(agentId);
      return agent?.environment_id === environmentId ? agent : get(environmentId, agentId);
    },
    page(environmentId, place, perPage) {
      const after = 'after' in place ? { _id: { $lt: place.after } } : {};
      return newestFirst(agents, { environment_id: environmentId, ...after }, place, perPage);
    },
    count: (environmentId) => countOf(agents, { environment_id: environmentId }),
    async create(environmentId, name) {
      const created_at = clock.now();
      const agent: AgentDocument = {
        _id: newId(created_at),
        environment_id: environmentId,
        name: name.trim(),
        created_at,
      };
      await insertWithin(environmentId, {
        count: (limit) => agents.countDocuments({ environment_id: environmentId }, { limit }),
        insert: () => agents.insertOne(agent),
        remove: () => agents.deleteOne({ _id: agent._id }),
      });
      return agent;
    },
    async remove(agent) {
      await agents.deleteOne({ _id: agent._id });
      known.delete(agent._id);
    },
  };
}
