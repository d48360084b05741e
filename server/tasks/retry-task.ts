import { ApiError } from '../api/api-error.ts';
import { message } from '../api/messages.ts';
import type { Collections, LogDocument, TaskDocument, WebhookDocument } from '../database/collections.ts';
import { derivedId, lowestIdAt, newId } from '../database/ids.ts';
import { type Read, readWithinBytes } from '../database/within-bytes.ts';
import type { RetryLogs } from '../delivery/retry/retry.ts';
import { logQuery } from '../logs/logs.ts';

/** Logs of one step, fewer if they are large: the progress is written, and can be seen, after each. */
const STEP = 200;
/** A task whose progress was not written for this long has nobody who works on it. */
const STALE_MS = 30_000;
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export interface RetryTasks {
  /** Notes down what is to be retried. Somebody has to run it. */
  create(webhook: WebhookDocument, filter: TaskDocument['filter']): Promise<TaskDocument>;
  /** @throws TASK_NOT_FOUND */
  get(webhookId: string, taskId: string): Promise<TaskDocument>;
  /** Goes on with the task from where it is. Does nothing for one that is over. `touch` is called before each step. */
  run(taskId: string, touch: () => Promise<void>): Promise<void>;
  /** Unfinished tasks that nobody works on. */
  stale(): Promise<string[]>;
}

export function createRetryTasks(
  { tasks, logs, webhooks }: Pick<Collections, 'tasks' | 'logs' | 'webhooks'>,
  retry: RetryLogs,
): RetryTasks {
  // Failure policy: a step retries a stretch of logs and then writes how far it came. A crash in between repeats that
  // stretch: the ids of the new logs are derived from task and delivery, so what was queued before is found, and counted
  // once. A second runner (its lock having expired) loses the race for the cursor and leaves.
  async function step(task: TaskDocument): Promise<TaskDocument | null> {
    const webhook = await webhooks.findOne({ _id: task.webhook_id });
    // From the newest to the oldest, so that of a delivery's failed attempts the last one is retried and the others are skipped.
    const { documents: stretch, isCut } = webhook ? await nextStretch(task) : { documents: [], isCut: false };
    const newest = newestOfDeliveries(stretch);
    const outcomes = webhook ? await retry(webhook, newest, { idFor: (log) => retryId(task, log) }) : new Map();
    const queued = [...outcomes.values()].filter((outcome) => 'queued' in outcome).length;
    const over = !isCut && stretch.length < STEP;
    const now = new Date();
    return tasks.findOneAndUpdate(
      { _id: task._id, cursor: task.cursor, state: task.state },
      {
        $set: {
          state: over ? (webhook ? 'completed' : 'failed') : 'running',
          cursor: stretch.at(-1)?._id ?? task.cursor,
          updated_at: now,
          finished_at: over ? now : null,
        },
        $inc: { matched: stretch.length, queued, skipped: stretch.length - queued },
      },
      { returnDocument: 'after' },
    );
  }

  function nextStretch({ webhook_id, filter, created_at, cursor }: TaskDocument): Promise<Read<LogDocument>> {
    // Not the task's own retries: their ids are of the moment that the task was made.
    const before = cursor ?? lowestIdAt(created_at);
    return readWithinBytes(
      logs
        .find(logQuery(webhook_id, { ...filter, status: 'failed' }, before))
        .sort({ _id: -1 })
        .limit(STEP),
    );
  }

  return {
    async create(webhook, filter) {
      const created_at = new Date();
      const task: TaskDocument = {
        _id: newId(created_at),
        agent_id: webhook.agent_id,
        webhook_id: webhook._id,
        state: 'queued',
        filter,
        cursor: null,
        matched: 0,
        queued: 0,
        skipped: 0,
        created_at,
        updated_at: created_at,
        finished_at: null,
        expires_at: new Date(created_at.getTime() + KEPT_MS),
      };
      await tasks.insertOne(task);
      return task;
    },

    async get(webhookId, taskId) {
      const task = await tasks.findOne({ _id: taskId, webhook_id: webhookId });
      if (!task) throw new ApiError('TASK_NOT_FOUND', { message: message('task_not_found') });
      return task;
    },

    async run(taskId, touch) {
      let task = await tasks.findOne({ _id: taskId });
      while (task && task.finished_at === null) {
        await touch();
        task = await step(task);
      }
    },

    async stale() {
      const found = await tasks
        .find({ state: { $in: ['queued', 'running'] }, updated_at: { $lte: new Date(Date.now() - STALE_MS) } })
        .project<Pick<TaskDocument, '_id'>>({ _id: 1 })
        .toArray();
      return found.map(({ _id }) => _id);
    },
  };
}

/** One log a delivery: the newest of the stretch, which is ordered so. */
function newestOfDeliveries(stretch: LogDocument[]): LogDocument[] {
  const byEvent = new Map(stretch.toReversed().map((log) => [log.event_id, log]));
  return [...byEvent.values()];
}

/** One retry a delivery and task, however often a step is repeated. */
function retryId({ _id, created_at }: TaskDocument, { event_id }: LogDocument): string {
  return derivedId(created_at, _id, event_id);
}
