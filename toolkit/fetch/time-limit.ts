/** The time that a call may take. */
export interface TimeLimit {
  /** Aborts when the time is over, or when the caller's signal does, with its reason. */
  readonly signal: AbortSignal;
  /** What is left, in ms. */
  left(): number;
}

/** 24 days. Timers of the platforms fire at once beyond it. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Does some work within a time limit. Rejects with a `TimeoutError` once it is over, and with the reason of `outer` when that aborts,
 * whatever the work is waiting for.
 * @param timeout in ms; `false` for the longest there is
 * @param outer the caller's signal
 * @param lasting the work gives something that `outer` must still be able to end: a stream
 */
export async function withTimeLimit<Result>(
  timeout: number | false,
  outer: AbortSignal | null | undefined,
  lasting: boolean,
  work: (limit: TimeLimit) => Promise<Result>,
): Promise<Result> {
  outer?.throwIfAborted();
  const controller = new AbortController();
  const { signal } = controller;
  const time = Math.min(timeout === false ? LONGEST_TIMER_MS : timeout, LONGEST_TIMER_MS);
  const deadline = Date.now() + time;
  const follow = () => controller.abort(outer?.reason);
  const aborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const timer = setTimeout(() => controller.abort(new DOMException(`No answer in ${time} ms.`, 'TimeoutError')), time);
  outer?.addEventListener('abort', follow);
  try {
    return await Promise.race([work({ signal, left: () => deadline - Date.now() }), aborted]);
  } finally {
    clearTimeout(timer);
    if (!lasting) outer?.removeEventListener('abort', follow);
  }
}
