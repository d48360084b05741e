import type { Agents } from '../agents/agents.ts';
import type { ApiHandlers, Schemas } from '../api/api.ts';
import type { Translate } from '../api/messages.ts';
import type { TaskDocument } from '../database/collections.ts';
import { notRetriable } from '../logs/handlers.ts';
import { parsePeriod } from '../logs/logs.ts';
import { timestamp, timestampOrNull } from '../timestamp.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { RetryTasks } from './retry-task.ts';

interface Dependencies {
  agents: Agents;
  webhooks: Webhooks;
  tasks: RetryTasks;
  /** Gets the environment's tasks going. */
  runTasks(environmentId: string): Promise<void>;
}

export function taskHandlers({
  agents,
  webhooks,
  tasks,
  runTasks,
}: Dependencies): Pick<ApiHandlers, 'retryLogs' | 'getTask'> {
  const findWebhook = async (
    environmentId: string,
    { agent_id, webhook_id }: { agent_id: string; webhook_id: string },
  ) => webhooks.get((await agents.get(environmentId, agent_id))._id, webhook_id);

  return {
    async retryLogs({ params, body: { status, event, from, to } }, { environmentId, translate }) {
      const filter = {
        ...parsePeriod({ ...(from && { from }), ...(to && { to }) }),
        ...(status && { status }),
        ...(event && { event }),
      };
      const webhook = await findWebhook(environmentId, params);
      if (!webhook.enabled) throw notRetriable('webhook_disabled');
      const task = await tasks.create(environmentId, webhook, filter);
      await runTasks(environmentId);
      return {
        status: 202,
        body: { success: true, message: translate('retry_task_queued'), data: toTask(task, translate) },
      };
    },

    async getTask({ params }, { environmentId, translate }) {
      const webhook = await findWebhook(environmentId, params);
      return {
        status: 200,
        body: { success: true, data: toTask(await tasks.get(webhook._id, params.task_id), translate) },
      };
    },
  };
}

function toTask(
  { _id, state, matched, queued, skipped, error_code = null, created_at, finished_at }: TaskDocument,
  translate: Translate,
): Schemas['Task'] {
  return {
    id: _id,
    state,
    matched,
    queued,
    skipped,
    error_code,
    error: error_code && translate(`task_${error_code}`),
    created_at: timestamp(created_at),
    finished_at: timestampOrNull(finished_at),
  };
}
