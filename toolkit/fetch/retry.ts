import { retryAfterOf } from './retry-after.ts';

/** When and how often a request is sent again. Times are in ms. */
export interface RetryOptions {
  /** How many times a request is sent again, at most. 3 unless told otherwise. */
  retries?: number;
  /** The wait before the first retry; it doubles for each that follows. 500 unless told otherwise. */
  minDelay?: number;
  /** No wait is longer. A `Retry-After` beyond it, or beyond what is left of the timeout, is not waited for: the answer is given at once. 30,000 unless told otherwise. */
  maxDelay?: number;
  /** Waits; rejects with the signal's reason when it aborts. For tests: a timer unless told otherwise. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A number from 0 to below 1, for the jitter. For tests: `Math.random` unless told otherwise. */
  random?: () => number;
}

export type RetryPolicy = Required<RetryOptions>;

export function retryPolicy(options: RetryOptions | false = {}): RetryPolicy {
  return {
    retries: 3,
    minDelay: 500,
    maxDelay: 30_000,
    wait: timer,
    random: Math.random,
    ...(options || { retries: 0 }),
  };
}

/** The request may be sent twice without doing twice what it does: it only reads, or the server knows it by its key. */
export function isRepeatable({ method, headers }: Request): boolean {
  return /^(GET|HEAD|OPTIONS)$/.test(method) || headers.has('idempotency-key');
}

/**
 * The wait (ms) before retry `count` (from 0); `undefined` if there is to be none. Between half of the backoff and all of it; after a
 * `Retry-After`, that and half of the shortest backoff at most, so that those who were refused together do not come back together.
 * @param response the answer; `undefined` if the network failed
 * @param left what is left of the time limit, in ms
 */
export function delayBefore(
  count: number,
  response: Response | undefined,
  left: number,
  policy: RetryPolicy,
): number | undefined {
  const { retries, minDelay, maxDelay, random } = policy;
  if (count >= retries || (response && response.status !== 429 && response.status !== 503)) return undefined;
  const asked = response && retryAfterOf(response.headers);
  const delay =
    asked === undefined
      ? Math.min(maxDelay, minDelay * 2 ** count) * (1 + random()) * 0.5
      : Math.min(maxDelay, asked * 1000 + random() * minDelay * 0.5);
  // Failure policy: sooner than the server asked would only be refused again, and a wait until the time is over gains nothing: so the
  // caller gets the answer and decides.
  return (asked ?? 0) * 1000 > maxDelay || delay >= left ? undefined : delay;
}

function timer(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timeout);
      reject(signal.reason);
    };
    const timeout = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop);
  });
}
