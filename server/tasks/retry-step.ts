import type { Clock } from '../database/clock.ts';
import type { Collections, TaskDocument } from '../database/collections.ts';
import { derivedId, lowestIdAt } from '../database/ids.ts';
import { isCanceledByDisabling } from '../delivery/retry/delivery.ts';
import { type Retriable, type RetryLogs, WITHOUT_PAYLOAD } from '../delivery/retry/retry.ts';
import { logQuery } from '../logs/logs.ts';

/** Logs of one step: the progress is written, and can be seen, after each. */
const STEP = 200;

/** Retries the next stretch of the task's logs. Gives the task as it is then; null if somebody else went on with it meanwhile. */
export type RetryStep = (task: TaskDocument) => Promise<TaskDocument | null>;

export function createRetryStep(
  { tasks, logs, webhooks }: Pick<Collections, 'tasks' | 'logs' | 'webhooks'>,
  { retry, clock }: { retry: RetryLogs; clock: Clock },
): RetryStep {
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

  // Failure policy: a step retries a stretch of logs and then writes how far it came. A crash in between repeats that
  // stretch: the ids of the new logs are derived from task and delivery, so what was queued before is found, and counted
  // once. A second runner (its lock having expired) loses the race for the cursor and leaves.
  return async (task) => {
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
          turn_at: now,
          finished_at: over ? now : null,
        },
        ...(over && { $unset: { unfinished: '' } }),
        $inc: { matched: stretch.length, queued, skipped: stretch.length - queued },
      },
      { returnDocument: 'after' },
    );
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
