import type { Client as OpenapiClient } from 'openapi-fetch';
import {
  createFetchClient,
  type ClientOptions as FetchClientOptions,
  type OperationWithHeader,
  type PathsWithError,
} from '../../toolkit/fetch/index.ts';
import { ApiError } from './api-error.ts';
import type { Language, paths } from './contract.ts';

export interface ClientOptions extends FetchClientOptions {
  /** Where the service is, without `/api/v1`: `https://webhooks.example.com`. */
  baseUrl: string;
  /** The language of the sentences in answers: one of the service's, or any `Accept-Language`. Unset, `fetch` decides. */
  language?: Language | (string & Record<never, never>) | undefined;
}

/** A client of openapi-fetch whose errors are of the class `ApiError`. */
export type Client<Paths extends object = paths> = OpenapiClient<PathsWithError<Paths, ApiError>>;

/** An operation that the contract gives an `Idempotency-Key` does not compile until it stands here. */
const idempotent: { readonly [Operation in OperationWithHeader<paths, 'Idempotency-Key'>]: true } = {
  'POST /api/v1/agents/{agent_id}/events': true,
};

/**
 * A client of the service, or of another contract whose generated `paths` are given as the type argument: one of openapi-fetch, with
 * its `use`, `eject` and `request`. Its methods resolve to `{ data, response }` or `{ error, response }`; they reject only when there is
 * no answer: with what `fetch` threw, a `TimeoutError`, or the reason of the `signal`; and with a `TypeError` when the request cannot
 * be made.
 */
export function createClient<Paths extends object = paths>(options: ClientOptions): Client<Paths> {
  return createFetchClient<Paths, ApiError>(options, {
    toError: (response, body, cause) => new ApiError(response, body, cause),
    idempotent,
    complete: /^\/api\/v1\/(agents|portal)/,
  });
}
