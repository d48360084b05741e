import type { Logger } from 'pino';
import { ApiError } from '../api/api-error.ts';
import { message } from '../api/messages.ts';
import type { Clock } from '../database/clock.ts';
import type { Collections, TaskDocument, WebhookDocument } from '../database/collections.ts';
import { isDatabaseUnavailable } from '../database/errors.ts';
import { derivedId, lowestIdAt, newId } from '../database/ids.ts';
import { isCanceledByDisabling } from '../delivery/retry/delivery.ts';
import { type Retriable, type RetryLogs, WITHOUT_PAYLOAD } from '../delivery/retry/retry.ts';
import { logQuery } from '../logs/logs.ts';

/** Logs of one step: the progress is written, and can be seen, after each. */
const STEP = 200;
/** A task whose progress was not written for this long has nobody who works on it. */
const STALE_MS = 30_000;
/** A task that throws this often without progress fails. The first tries in vain are repeated by its job, the others when it is stale. */
const MOST_FAILURES = 6;
const QUICK_FAILURES = 2;
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

export interface RetryTaskOptions {
  retry: RetryLogs;
  clock: Clock;
  logger: Logger;
}

export function createRetryTasks(
  { tasks, logs, webhooks }: Pick<Collections, 'tasks' | 'logs' | 'webhooks'>,
  { retry, clock, logger }: RetryTaskOptions,
): RetryTasks {
  // Failure policy: a step retries a stretch of logs and then writes how far it came. A crash in between repeats that
  // stretch: the ids of the new logs are derived from task and delivery, so what was queued before is found, and counted
  // once. A second runner (its lock having expired) loses the race for the cursor and leaves.
  async function step(task: TaskDocument): Promise<TaskDocument | null> {
    const webhook = await webhooks.findOne({ _id: task.webhook_id });
    // From the newest to the oldest, so that of a delivery's logs the last one is retried and the others are skipped.
    const stretch = webhook ? await nextStretch(task) : [];
    const newest = newestOfDeliveries(stretch);
    const outcomes = webhook ? await retry(webhook, newest, { idFor: (log) => retryId(task, log) }) : new Map();
    const queued = [...outcomes.values()].filter((outcome) => 'queued' in outcome).length;
    const over = stretch.length < STEP;
    const now = clock.now();
    return tasks.findOneAndUpdate(
      { _id: task._id, cursor: task.cursor, state: task.state },
      {
        $set: {
          state: over ? (webhook ? 'completed' : 'failed') : 'running',
          error_code: webhook ? null : 'webhook_deleted',
          failures: 0,
          cursor: stretch.at(-1)?._id ?? task.cursor,
          updated_at: now,
          finished_at: over ? now : null,
        },
        $inc: { matched: stretch.length, queued, skipped: stretch.length - queued },
      },
      { returnDocument: 'after' },
    );
  }

  // Failure policy: a database that is unavailable is waited for. Any other error may come again at each try: those are counted,
  // made further apart, and end the task, so that whoever waits for it is told. What was queued before stays queued.
  async function noteFailure({ _id, cursor }: TaskDocument, error: unknown): Promise<void> {
    if (isDatabaseUnavailable(error)) throw error;
    const updated_at = clock.now();
    const task = await tasks.findOneAndUpdate(
      { _id, cursor, finished_at: null },
      { $inc: { failures: 1 }, $set: { updated_at } },
      { returnDocument: 'after' },
    );
    const failures = task?.failures ?? 0;
    logger.error({ err: error, task_id: _id, failures }, 'bulk retry: step failed');
    if (failures >= MOST_FAILURES) {
      const failed = { state: 'failed' as const, error_code: 'internal_error' as const, finished_at: updated_at };
      await tasks.updateOne({ _id, cursor, finished_at: null }, { $set: failed });
    } else if (failures <= QUICK_FAILURES) throw error;
  }

  // A query for each status: only so the index gives them in order.
  async function nextStretch({ webhook_id, filter, created_at, cursor }: TaskDocument): Promise<Retriable[]> {
    // Not the task's own retries: their ids are of the moment that the task was made.
    const before = cursor ?? lowestIdAt(created_at);
    const found = await Promise.all(
      (filter.status ?? ['failed']).map((status) =>
        logs
          .find(logQuery(webhook_id, { ...filter, status }, before))
          .project<Retriable>(WITHOUT_PAYLOAD)
          .sort({ _id: -1 })
          .limit(STEP)
          .toArray(),
      ),
    );
    return found
      .flat()
      .toSorted((one, other) => (one._id < other._id ? 1 : -1))
      .slice(0, STEP);
  }

  return {
    async create(webhook, filter) {
      const created_at = clock.now();
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
        const before: TaskDocument = task;
        task = await step(before).catch((error) => noteFailure(before, error).then(() => null));
      }
    },

    async stale() {
      const found = await tasks
        .find({ state: { $in: ['queued', 'running'] }, updated_at: { $lte: clock.fromNow(-STALE_MS) } })
        .project<Pick<TaskDocument, '_id'>>({ _id: 1 })
        .toArray();
      return found.map(({ _id }) => _id);
    },
  };
}

/** One log a delivery: the newest of the stretch, which is ordered so. What was canceled for good is in nobody's way. */
function newestOfDeliveries(stretch: Retriable[]): Retriable[] {
  const candidates = stretch.filter((log) => log.status === 'failed' || isCanceledByDisabling(log));
  const byEvent = new Map(candidates.toReversed().map((log) => [log.event_id, log]));
  return [...byEvent.values()];
}

/** One retry a delivery and task, however often a step is repeated. */
function retryId({ _id, created_at }: TaskDocument, { event_id }: Retriable): string {
  return derivedId(created_at, _id, event_id);
}
