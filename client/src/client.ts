import createFetchClient from 'openapi-fetch';
import type { Token } from './authorization.ts';
import type { components, paths } from './contract.ts';
import type { AnyCall, AnyOptions, Client, Method } from './operations.ts';
import { type RetryOptions, retryPolicy } from './retry.ts';
import { send } from './send.ts';

/** The languages of the service. */
export type Language = components['headers']['ContentLanguage'];

export interface ClientOptions {
  /** Where the service is, without `/api/v1`: `https://webhooks.example.com`. */
  baseUrl: string;
  /** What requests are signed in with; only the operations of `/health`, `/metrics` and `/openapi.json` need none. */
  token?: Token | undefined;
  /** The language of the sentences in answers: one of the service's, or any `Accept-Language`. Unset, `fetch` decides. */
  language?: Language | (string & Record<never, never>) | undefined;
  /** Sends requests. The platform's `fetch` unless told otherwise. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** When a request that is safe to repeat is sent again after 429, 503 or a network failure; `false` for never. */
  retry?: RetryOptions | false | undefined;
}

interface AnyOperation {
  parameters: NonNullable<AnyOptions['params']>;
  requestBody?: { content: { 'application/json': unknown } };
  responses: Record<number, unknown>;
}
type AnyPaths = Record<string, Record<Method, AnyOperation>>;

/**
 * A client of the service, or of another contract whose generated `paths` are given as the type argument.
 * Its methods resolve to `{ data, response }` or `{ error, response }`; they reject only when there is no answer: with what `fetch`
 * threw, or with the reason of the `signal`.
 */
export function createClient<Paths extends object = paths>(options: ClientOptions): Client<Paths>;
export function createClient({
  baseUrl,
  token,
  language,
  fetch = (request) => globalThis.fetch(request),
  retry,
}: ClientOptions): object {
  const sending = { token, fetch, policy: retryPolicy(retry) };
  const core = createFetchClient<AnyPaths>({ baseUrl, headers: { 'Accept-Language': language } });

  /** openapi-fetch makes the request; sending it, and reading the answer (an empty error is none to it), is ours. */
  const make = (method: Method, path: string, options: AnyOptions | undefined) =>
    new Promise<Request>((resolve, reject) => {
      const keep = async (request: Request) => {
        resolve(request);
        return new Response();
      };
      core.request(method, path, { ...options, fetch: keep }).catch(reject);
    });
  const call =
    (method: Method): AnyCall =>
    async (path, options) =>
      await send(await make(method, path, options), sending);
  return {
    GET: call('get'),
    PUT: call('put'),
    POST: call('post'),
    DELETE: call('delete'),
    PATCH: call('patch'),
  } satisfies Record<keyof Client<AnyPaths>, AnyCall>;
}
