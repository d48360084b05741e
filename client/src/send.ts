import { readAnswer } from './answer.ts';
import { sendAuthorized, type Token } from './authorization.ts';
import type { Result } from './operations.ts';
import { delayBefore, isRepeatable, type RetryPolicy } from './retry.ts';

/** Either an answer, or how the network failed. */
type Outcome = { result: Result<unknown> } | { failure: unknown };

export interface Sending {
  token: Token | undefined;
  fetch: (request: Request) => Promise<Response>;
  policy: RetryPolicy;
}

/**
 * Sends a request, again where that is safe and may help, and reads its answer.
 * Rejects with what `fetch` threw if no answer came, with the signal's reason if it aborted, and with what the token function threw.
 */
export async function send(request: Request, { token, fetch, policy }: Sending): Promise<Result<unknown>> {
  const { signal } = request;
  const repeatable = isRepeatable(request);
  for (let count = 0; ; count++) {
    signal.throwIfAborted();
    const outcome = await attempt(request, token, fetch);
    const response = 'result' in outcome ? outcome.result.response : undefined;
    const delay = repeatable && !signal.aborted ? delayBefore(count, response, policy) : undefined;
    if (delay === undefined) {
      if ('result' in outcome) return outcome.result;
      throw outcome.failure;
    }
    await policy.wait(delay, signal);
  }
}

/** What the token function throws is not the network's fault: it is thrown on. */
async function attempt(request: Request, token: Token | undefined, fetch: Sending['fetch']): Promise<Outcome> {
  let failed: { failure: unknown } | undefined;
  const catching = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (failure) {
      failed = { failure };
      throw failure;
    }
  };
  try {
    const response = await sendAuthorized(request, token, (signed) => catching(() => fetch(signed)));
    return { result: await catching(() => readAnswer(response)) };
  } catch (error) {
    if (failed) return failed;
    throw error;
  }
}
