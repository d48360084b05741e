/** An operation of the contract: its method, and its path with `{parameters}`. */
export interface OperationOfCall {
  readonly method: string;
  readonly path: string;
}

/**
 * Functions that are called while a request is made; what they return is awaited.
 * Failure policy: what a hook throws rejects the call, so that a broken hook is seen.
 */
export interface Hooks {
  /** Before each sending, retries included, with the request itself: its headers can still be set. `attempt` counts from 1. */
  onRequest?: ((sending: OperationOfCall & { request: Request; attempt: number }) => unknown) | undefined;
  /** Before the wait for a retry. `attempt` is the one that failed, `delay` the wait in ms; without a `response`, the network failed. */
  onRetry?:
    | ((retry: OperationOfCall & { attempt: number; delay: number; response?: Response; error?: unknown }) => unknown)
    | undefined;
  /** Once for a call that fails, with the error that it resolves to or rejects with. */
  onError?: ((failure: OperationOfCall & { error: unknown }) => unknown) | undefined;
}
