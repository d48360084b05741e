import type { Logger } from 'pino';
import { ApiError } from '../api/api-error.ts';
import { message } from '../api/messages.ts';
import { createQuota } from '../api/quota.ts';
import type { Clock } from '../database/clock.ts';
import type { Collections, TaskDocument, WebhookDocument } from '../database/collections.ts';
import { isDatabaseUnavailable, isDuplicateKey } from '../database/errors.ts';
import { newId } from '../database/ids.ts';
import type { RetryLogs } from '../delivery/retry/retry.ts';
import { sharedBy } from '../limits/limits.ts';
import { createShares } from '../limits/shares.ts';
import { createRetryStep } from './retry-step.ts';

/** An environment whose tasks have more to do than this goes on after others that wait for a turn, ms. */
const TURN_MS = 5_000;
/** Tasks whose turn was due for this long have nobody who works on them, unless their environment has a job. */
const STALE_MS = 5_000;
/** A task that throws this often without progress fails. After the first failures it is tried again soon, then less often. */
const MOST_FAILURES = 6;
const QUICK_FAILURES = 2;
const FAILED_WAIT_MS = { quick: 5_000, slow: 30_000 };
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** Tasks of version 1 that are taken over at once. */
const MOST_ADOPTED = 100;

export interface RetryTasks {
  /** Notes down what is to be retried. Somebody has to run it. @throws TASK_IN_PROGRESS if the webhook has a task already, QUOTA_EXCEEDED */
  create(environmentId: string, webhook: WebhookDocument, filter: TaskDocument['filter']): Promise<TaskDocument>;
  /** @throws TASK_NOT_FOUND */
  get(webhookId: string, taskId: string): Promise<TaskDocument>;
  /**
   * Goes on with the environment's tasks for a while, a step of each in turn. Gives when to go on; null if they are all over.
   * @param touch is called before each step
   */
  run(environmentId: string, touch: () => Promise<void>): Promise<Date | null>;
  /** The environments with tasks whose turn is overdue. */
  overdue(): Promise<string[]>;
}

export interface RetryTaskOptions {
  retry: RetryLogs;
  clock: Clock;
  logger: Logger;
  /** Unfinished ones that an environment can have. */
  most: number;
}

export function createRetryTasks(
  { tasks, ...others }: Pick<Collections, 'tasks' | 'logs' | 'webhooks'>,
  { retry, clock, logger, most }: RetryTaskOptions,
): RetryTasks {
  const insertWithin = createQuota('tasks', most);
  const step = createRetryStep({ tasks, ...others }, { retry, clock });
  const shares = createShares(sharedBy('bulkRetrySteps'));

  // Failure policy: a database that is unavailable is waited for. Any other error may come again at each try: those are counted,
  // made further apart, and end the task, so that whoever waits for it is told. What was queued before stays queued.
  async function noteFailure({ _id, cursor, failures: before = 0 }: TaskDocument, error: unknown): Promise<void> {
    if (isDatabaseUnavailable(error)) throw error;
    const failures = before + 1;
    logger.error({ err: error, task_id: _id, failures }, 'bulk retry: step failed');
    const now = clock.now();
    const wait = failures <= QUICK_FAILURES ? FAILED_WAIT_MS.quick : FAILED_WAIT_MS.slow;
    const isOver = failures >= MOST_FAILURES;
    await tasks.updateOne(
      { _id, cursor, finished_at: null },
      {
        $set: {
          failures,
          updated_at: now,
          turn_at: new Date(now.getTime() + wait),
          ...(isOver && { state: 'failed' as const, error_code: 'internal_error' as const, finished_at: now }),
        },
        ...(isOver && { $unset: { unfinished: '' } }),
      },
    );
  }

  /** One step, or when the next one is due; null if there is none. */
  async function oneStep(environmentId: string): Promise<'done' | Date | null> {
    const [task] = await tasks
      .find({ environment_id: environmentId, unfinished: true })
      .sort({ turn_at: 1 })
      .limit(1)
      .toArray();
    if (!task) return null;
    if (task.turn_at && task.turn_at > clock.now()) return task.turn_at;
    await step(task).catch((error) => noteFailure(task, error));
    return 'done';
  }

  /** @throws TASK_IN_PROGRESS */
  async function insertAlone(task: TaskDocument): Promise<void> {
    for (;;) {
      const unfinished = await tasks.findOne({ webhook_id: task.webhook_id, unfinished: true });
      if (unfinished) throw inProgress(unfinished);
      try {
        await tasks.insertOne(task);
        return;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  /**
   * Gives tasks of version 1 what those of today have. Two of one webhook: the second when the first is over. A process of version 1
   * that still works on one, and this one, take turns: whoever loses the race for the cursor leaves.
   */
  async function adopt(): Promise<void> {
    const old = await tasks
      .find({ state: { $in: ['queued', 'running'] }, unfinished: { $exists: false } })
      .limit(MOST_ADOPTED)
      .toArray();
    for (const { _id, agent_id } of old) {
      const taken = { environment_id: agent_id, unfinished: true as const, turn_at: clock.now() };
      await tasks.updateOne({ _id, finished_at: null }, { $set: taken }).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
    }
  }

  return {
    async create(environmentId, webhook, filter) {
      const created_at = clock.now();
      const task: TaskDocument = {
        _id: newId(created_at),
        environment_id: environmentId,
        agent_id: webhook.agent_id,
        webhook_id: webhook._id,
        state: 'queued',
        filter,
        unfinished: true,
        turn_at: created_at,
        cursor: null,
        matched: 0,
        queued: 0,
        skipped: 0,
        created_at,
        updated_at: created_at,
        finished_at: null,
        expires_at: new Date(created_at.getTime() + KEPT_MS),
      };
      await insertWithin(environmentId, {
        count: (limit) => tasks.countDocuments({ environment_id: environmentId, unfinished: true }, { limit }),
        // Not removed if there is one too many: somebody may have begun with it.
        insert: () => insertAlone(task),
      });
      return task;
    },

    async get(webhookId, taskId) {
      const task = await tasks.findOne({ _id: taskId, webhook_id: webhookId });
      if (!task) throw new ApiError('TASK_NOT_FOUND', { message: message('task_not_found') });
      return task;
    },

    async run(environmentId, touch) {
      const until = performance.now() + TURN_MS;
      while (performance.now() < until) {
        const giveBack = await shares.take(environmentId);
        try {
          await touch();
          const next = await oneStep(environmentId);
          if (next !== 'done') return next;
        } finally {
          giveBack();
        }
      }
      return clock.now();
    },

    async overdue() {
      await adopt();
      const due = { $lte: clock.fromNow(-STALE_MS) };
      const ids = await tasks.distinct('environment_id', {
        unfinished: true,
        environment_id: { $gt: '' },
        turn_at: due,
      });
      return ids.filter((id) => id !== undefined);
    },
  };
}

function inProgress({ _id }: TaskDocument): ApiError {
  return new ApiError('TASK_IN_PROGRESS', { message: message('task_in_progress'), fields: { task_id: _id } });
}
