import { ApiError } from './api-error.ts';
import { message } from './messages.ts';

type Quota = 'agents' | 'webhooks' | 'tasks' | 'bytes' | 'secrets';

/** What one owner has of something that is counted. */
export interface Counted<Result> {
  /** How many there are, those beyond `limit` not counted. */
  count(limit: number): Promise<number>;
  insert(): Promise<Result>;
  /** Undoes the insert, if it was one too many by what another process did meanwhile. Without it that may stay. */
  remove?(): Promise<unknown>;
}

/** Inserts if there is room. @throws QUOTA_EXCEEDED */
export type InsertWithin = <Result>(owner: string, counted: Counted<Result>) => Promise<Result>;

/**
 * Keeps each owner within a quota. In one process it is exact: one insert after the other. Two processes that make the last one at the
 * same moment may both be refused, and neither makes one too many, if it can be removed.
 *
 * Failure policy: a crash between insert and removal leaves one too many.
 */
export function createQuota(quota: Quota, most: number): InsertWithin {
  const inserting = new Map<string, Promise<unknown>>();
  return (owner, { count, insert, remove }) => {
    const before = inserting.get(owner) ?? Promise.resolve();
    const done = before
      .catch(() => undefined)
      .then(async () => {
        if ((await count(most)) >= most) throw quotaExceeded(quota, most);
        const result = await insert();
        if (!remove || (await count(most + 1)) <= most) return result;
        await remove();
        throw quotaExceeded(quota, most);
      });
    inserting.set(owner, done);
    const forget = () => void (inserting.get(owner) === done && inserting.delete(owner));
    done.then(forget, forget);
    return done;
  };
}

export function quotaExceeded(quota: Quota, limit: number): ApiError {
  return new ApiError('QUOTA_EXCEEDED', { message: message(`quota_exceeded_${quota}`, { limit }) });
}
