import type { Clock } from '../database/clock.ts';
import type { Collections, LogDocument, TaskDocument } from '../database/collections.ts';
import { derivedId, lowestIdAt } from '../database/ids.ts';
import { type Read, readWithinBytes } from '../database/within-bytes.ts';
import { isCanceledByDisabling } from '../delivery/retry/delivery.ts';
import type { RetryLogs } from '../delivery/retry/retry.ts';
import { logQuery } from '../logs/logs.ts';

/** Logs of one step, fewer if they are large: the progress is written, and can be seen, after each. */
const STEP = 200;

/** Retries the next stretch of the task's logs. Gives the task as it is then; null if somebody else went on with it meanwhile. */
export type RetryStep = (task: TaskDocument) => Promise<TaskDocument | null>;

export function createRetryStep(
  { tasks, logs, webhooks }: Pick<Collections, 'tasks' | 'logs' | 'webhooks'>,
  { retry, clock }: { retry: RetryLogs; clock: Clock },
): RetryStep {
  // A query for each status: only so the index gives them in order. Of several, one may be cut by its size further up than the
  // others: what those have below that is for the next step.
  async function nextStretch({ webhook_id, filter, created_at, cursor }: TaskDocument): Promise<Read<LogDocument>> {
    // Not the task's own retries: their ids are of the moment that the task was made.
    const before = cursor ?? lowestIdAt(created_at);
    const read = await Promise.all(
      (filter.status ?? ['failed']).map((status) =>
        readWithinBytes(
          logs
            .find(logQuery(webhook_id, { ...filter, status }, before))
            .sort({ _id: -1 })
            .limit(STEP),
        ),
      ),
    );
    const ends = read.filter(({ isCut }) => isCut).map(({ documents }) => documents.at(-1)?._id ?? '');
    const end = ends.reduce((highest, id) => (id > highest ? id : highest), '');
    const documents = read
      .flatMap((one) => one.documents)
      .filter(({ _id }) => _id >= end)
      .toSorted((one, other) => (one._id < other._id ? 1 : -1))
      .slice(0, STEP);
    return { documents, isCut: ends.length > 0 };
  }

  // Failure policy: a step retries a stretch of logs and then writes how far it came. A crash in between repeats that
  // stretch: the ids of the new logs are derived from task and delivery, so what was queued before is found, and counted
  // once. A second runner (its lock having expired) loses the race for the cursor and leaves.
  return async (task) => {
    const webhook = await webhooks.findOne({ _id: task.webhook_id });
    // From the newest to the oldest, so that of a delivery's logs the last one is retried and the others are skipped.
    const { documents: stretch, isCut } = webhook ? await nextStretch(task) : { documents: [], isCut: false };
    const newest = newestOfDeliveries(stretch);
    const outcomes = webhook ? await retry(webhook, newest, { idFor: (log) => retryId(task, log) }) : new Map();
    const queued = [...outcomes.values()].filter((outcome) => 'queued' in outcome).length;
    const over = !isCut && stretch.length < STEP;
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
function newestOfDeliveries(stretch: LogDocument[]): LogDocument[] {
  const candidates = stretch.filter((log) => log.status === 'failed' || isCanceledByDisabling(log));
  const byEvent = new Map(candidates.toReversed().map((log) => [log.event_id, log]));
  return [...byEvent.values()];
}

/** One retry a delivery and task, however often a step is repeated. */
function retryId({ _id, created_at }: TaskDocument, { event_id }: LogDocument): string {
  return derivedId(created_at, _id, event_id);
}
