import type { authorize, Outcome } from './authorization.ts';
import type { Hooks, OperationOfCall } from './hooks.ts';
import { delayBefore, isRepeatable, type RetryPolicy } from './retry.ts';
import type { TimeLimit } from './time-limit.ts';

export interface Sending extends Pick<Hooks, 'onRequest' | 'onRetry'> {
  readonly operation: OperationOfCall;
  readonly authorized: ReturnType<typeof authorize>;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly policy: RetryPolicy;
  readonly limit: TimeLimit;
  /** The body of a success is given unread. */
  readonly stream: boolean;
}

/**
 * Sends a request, again where that is safe and may help. Rejects with what `fetch` threw if no answer came, with the reason of the
 * limit's signal if it aborted, and with what the token function or a hook threw.
 */
export async function send(request: Request, sending: Sending): Promise<Response> {
  const { operation, authorized, policy, onRetry, limit } = sending;
  const repeatable = isRepeatable(request);
  for (let attempt = 1; ; attempt++) {
    const outcome = await authorized(request, (signed) => attemptOnce(signed, attempt, sending));
    const { response } = outcome;
    const stopped = !repeatable || limit.signal.aborted || request.signal.aborted;
    const delay = stopped ? undefined : delayBefore(attempt - 1, response, limit.left(), policy);
    if (delay === undefined) {
      if (response) return response;
      throw outcome.error;
    }
    await onRetry?.({ ...operation, ...outcome, attempt, delay });
    await policy.wait(delay, limit.signal);
  }
}

async function attemptOnce(
  request: Request,
  attempt: number,
  { operation, fetch, onRequest, limit, stream }: Sending,
): Promise<Outcome> {
  await onRequest?.({ ...operation, request, attempt });
  // The token function or the hook may have taken long.
  limit.signal.throwIfAborted();
  try {
    const response = await fetch(request);
    // The whole body: a connection that breaks off rejects here, where the request can be sent again.
    if (!stream || !response.ok) await response.clone().arrayBuffer();
    return { response };
  } catch (error) {
    return { error };
  }
}
