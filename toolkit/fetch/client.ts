import createOpenapiClient, {
  type Client,
  type HeadersOptions,
  mergeHeaders,
  type ClientOptions as OpenapiClientOptions,
  type ParseAs,
} from 'openapi-fetch';
import { parsed, type ReadBody } from './answer.ts';
import { authorize, type Token } from './authorization.ts';
import type { Hooks } from './hooks.ts';
import { checkPathParameters } from './path-parameters.ts';
import type { PathsWithError } from './paths.ts';
import { type RetryOptions, retryPolicy } from './retry.ts';
import { send } from './send.ts';
import { withTimeLimit } from './time-limit.ts';

/** Options of openapi-fetch (`headers` for all requests, serializers, what `fetch` takes), and those of this client. */
export interface ClientOptions extends Omit<OpenapiClientOptions, 'baseUrl' | 'fetch'>, Hooks {
  /** Where the service is: what stands before the paths of the contract. */
  baseUrl: string;
  /** What requests are signed in with. */
  token?: Token | undefined;
  /** The language of the sentences in answers: any `Accept-Language`. Unset, `fetch` decides. */
  language?: string | undefined;
  /** Sends requests. The platform's `fetch` unless told otherwise. `init` has what is not the platform's: Next.js's `next`. */
  fetch?: ((request: Request, init?: RequestInit) => Promise<Response>) | undefined;
  /** How long a call may take, its retries included, in ms; `false` for as long as it takes. 30,000 unless told otherwise. */
  timeout?: number | false | undefined;
  /** When a request that is safe to repeat is sent again after 429, 503 or a network failure; `false` for never. */
  retry?: RetryOptions | false | undefined;
}

/** What a contract brings. */
export interface Contract<Failure extends Error> {
  /** Makes the error of an answer that is none of the contract's successes. @param body parsed if it was JSON, its text otherwise */
  toError(response: Response, body: unknown, options?: ErrorOptions): Failure;
  /** The operations, as `POST /path`, that know a repeated request by its `Idempotency-Key`: each call of them is given one. */
  readonly idempotent?: { readonly [operation: string]: true } | undefined;
  /** The paths whose successes have a body, 204 aside: an empty one is an error. Of other paths, a 201 or 202 may be empty. */
  readonly complete?: RegExp | undefined;
}

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD' | 'PATCH' | 'TRACE';

/** Any operation of any contract: how the client sees them from the inside. */
interface AnyInit extends Omit<RequestInit, 'body' | 'headers' | 'method'> {
  params?: { query?: Record<string, unknown>; header?: Record<string, unknown>; path?: Record<string, unknown> };
  headers?: HeadersOptions;
  body?: unknown;
  parseAs?: ParseAs;
  fetch?: NonNullable<ClientOptions['fetch']>;
}
interface AnyOperation {
  parameters: NonNullable<AnyInit['params']>;
  requestBody?: { content: { 'application/json': unknown } };
  responses: Record<number, unknown>;
}
type Result = ReadBody & { response: Response };
type AnyPaths = Record<string, Record<Lowercase<Method>, AnyOperation>>;

/**
 * A client of openapi-fetch for a contract: with tokens, retries, a time limit, and an error for every answer that is not a success.
 * Its methods resolve to `{ data, response }` or `{ error, response }`, never neither; they reject only when there is no answer: with
 * what `fetch` threw, a `TimeoutError`, or the reason of the `signal`; and with a `TypeError` when the request cannot be made.
 */
export function createFetchClient<Paths extends object, Failure extends Error>(
  options: ClientOptions,
  contract: Contract<Failure>,
): Client<PathsWithError<Paths, Failure>>;
export function createFetchClient(
  {
    token,
    language,
    headers,
    fetch: baseFetch,
    timeout = 30_000,
    retry,
    onRequest,
    onRetry,
    onError,
    signal: baseSignal,
    ...base
  }: ClientOptions,
  { toError, idempotent, complete }: Contract<Error>,
): object {
  const core = createOpenapiClient<AnyPaths>({
    ...base,
    headers: mergeHeaders({ 'Accept-Language': language }, headers),
  });
  const authorized = authorize(token);
  const policy = retryPolicy(retry);

  async function call(method: Method, path: string, init: AnyInit) {
    const { fetch = baseFetch ?? globalThis.fetch, parseAs = 'json', signal = baseSignal, params, ...rest } = init;
    checkBaseUrl(base.baseUrl, path);
    checkPathParameters(path, params?.path);
    const stream = parseAs === 'stream';
    return withTimeLimit<Result>(timeout, signal, stream, async (limit) => {
      const { data, error, response } = await core[method](path, {
        ...init,
        signal: limit.signal,
        // The body of a success is read here: openapi-fetch would take the page of a proxy for JSON, and gives nothing for what is empty.
        parseAs: 'stream',
        fetch(request: Request, ext?: RequestInit) {
          if (idempotent?.[`${method} ${path}`] && !request.headers.has('idempotency-key')) {
            // `crypto.randomUUID` is not there on pages without TLS.
            request.headers.set('Idempotency-Key', crypto.getRandomValues(new Uint32Array(4)).join('-'));
          }
          return send(request, {
            operation: { method, path },
            authorized,
            fetch: (signed) => fetch(signed, { ...ext, ...notOfThePlatform(rest) }),
            policy,
            onRequest,
            onRetry,
            limit,
            stream,
          });
        },
      });
      if (!response.ok) return { response, error: toError(response, error) };
      if (stream || response.status === 204 || method === 'HEAD') return { response, data };
      if (parseAs !== 'json') return { response, data: await response[parseAs]() };
      return { response, ...(await parsed(response, !complete?.test(path), toError)) };
    });
  }

  async function request(method: Method, path: string, init: AnyInit = {}) {
    let error: unknown;
    try {
      const result = await call(method, path, init);
      error = result.error;
      return result;
    } catch (thrown) {
      error = thrown;
      throw thrown;
    } finally {
      if (error) await onError?.({ method, path, error });
    }
  }

  const client: Record<string, unknown> = { ...core };
  for (const method in core) {
    if (/^[A-Z]/.test(method)) client[method] = (path: string, init?: AnyInit) => request(method as Method, path, init);
  }
  client['request'] = (method: string, path: string, init?: AnyInit) =>
    request(method.toUpperCase() as Method, path, init);
  return client;
}

/**
 * Refuses a base URL that ends in what the paths of the contract begin with, as `/api/v1`: it would be there twice.
 * @throws TypeError
 */
function checkBaseUrl(baseUrl: string, path: string): void {
  const [, end] = /(\/\w+\/v\d+)\/?$/.exec(baseUrl) ?? [];
  if (end && path.startsWith(`${end}/`)) throw new TypeError(`baseUrl must not end in ${end}.`);
}

/** Options that `fetch` is to see and that a copy of a `Request` has not: Next.js's `next`, undici's `dispatcher`. */
function notOfThePlatform(init: object): RequestInit {
  return Object.fromEntries(Object.entries(init).filter(([name]) => !(name in Request.prototype)));
}
