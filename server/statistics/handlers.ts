import type { Agents } from '../agents/agents.ts';
import type { ApiHandlers } from '../api/api.ts';
import { timestamp } from '../timestamp.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { noCounts, toStatsCounts } from './counts.ts';
import type { Period, Statistics, StatisticsReader } from './statistics.ts';

interface Dependencies {
  agents: Agents;
  webhooks: Webhooks;
  statistics: StatisticsReader;
}

export function statisticsHandlers({
  agents,
  webhooks,
  statistics,
}: Dependencies): Pick<ApiHandlers, 'getWebhookStats' | 'getAgentStats'> {
  return {
    async getWebhookStats({ params, query }, { environmentId }) {
      const agent = await agents.get(environmentId, params.agent_id);
      const webhook = await webhooks.get(agent._id, params.webhook_id);
      const period = statistics.periodOf(query);
      const [found, [backlog = 0]] = await Promise.all([
        statistics.ofWebhook(environmentId, webhook._id, period),
        statistics.backlogs([webhook._id]),
      ]);
      return {
        status: 200,
        body: { success: true, data: { webhook_id: webhook._id, ...shown(period, found), backlog } },
      };
    },

    async getAgentStats({ params, query }, { environmentId }) {
      const agent = await agents.get(environmentId, params.agent_id);
      const period = statistics.periodOf(query);
      const ids = (await webhooks.list(agent._id)).map(({ _id }) => _id);
      const [found, backlogs] = await Promise.all([
        statistics.ofAgent(environmentId, agent._id, period),
        statistics.backlogs(ids),
      ]);
      const ofWebhooks = ids.map((webhook_id, index) => ({
        webhook_id,
        totals: toStatsCounts(found.byWebhook.get(webhook_id) ?? noCounts()),
        backlog: backlogs[index] ?? 0,
      }));
      return {
        status: 200,
        body: { success: true, data: { agent_id: agent._id, ...shown(period, found), webhooks: ofWebhooks } },
      };
    },
  };
}

function shown({ bucket, from, to }: Period, { totals, buckets }: Statistics) {
  return {
    bucket,
    from: timestamp(from),
    to: timestamp(to),
    totals: toStatsCounts(totals),
    buckets: buckets.map(([start, counts]) => ({ start: timestamp(start), ...toStatsCounts(counts) })),
  };
}
