import type { FetchOptions, HeadersOptions } from 'openapi-fetch';
import type { ApiError } from './api-error.ts';

export type Method = 'get' | 'put' | 'post' | 'delete' | 'patch';

/** The paths of a contract that have an operation of this method. */
export type PathWith<Paths, M extends Method> = {
  [Path in keyof Paths]: Paths[Path] extends Record<M, object> ? Path : never;
}[keyof Paths];

export type Operation<Paths, Path extends keyof Paths, M extends Method> = M extends keyof Paths[Path]
  ? Paths[Path][M]
  : never;

/** What `client` sets itself, or has no use for: bodies are JSON, and answers are read by their content type. */
type Withheld =
  | 'parseAs'
  | 'fetch'
  | 'baseUrl'
  | 'middleware'
  | 'querySerializer'
  | 'bodySerializer'
  | 'pathSerializer';

/** `params`, `body`, `headers`, `signal` and what else `fetch` takes. Names that the operation does not have do not compile. */
export type RequestOptions<Op> = Omit<FetchOptions<Op>, Withheld | 'method'>;

/** The options of an operation, which may be left out if it needs none. */
export type OptionsOf<Op> =
  Record<never, never> extends RequestOptions<Op> ? [options?: RequestOptions<Op>] : [options: RequestOptions<Op>];

type Responses<Op> = Op extends { responses: infer Answers } ? Answers : never;
type Content<Answer> = Answer extends { content: infer ByType } ? ByType[keyof ByType] : undefined;

/** The body of an operation's successful answers. */
export type SuccessBody<Op> = Content<Responses<Op>[keyof Responses<Op> & (200 | 201 | 202 | 204)]>;

/** What came of a request: either `data`, the body of a success, or `error`. Never neither, whatever the body was. */
export type Result<Data> =
  | { readonly data: Data; readonly error: undefined; readonly response: Response }
  | { readonly data: undefined; readonly error: ApiError; readonly response: Response };

export type Call<Paths, M extends Method> = <Path extends PathWith<Paths, M>>(
  path: Path,
  ...options: OptionsOf<Operation<Paths, Path, M>>
) => Promise<Result<SuccessBody<Operation<Paths, Path, M>>>>;

/** A method for each HTTP method; the path, with its `{parameters}`, says which operation is meant. */
export interface Client<Paths> {
  GET: Call<Paths, 'get'>;
  PUT: Call<Paths, 'put'>;
  POST: Call<Paths, 'post'>;
  DELETE: Call<Paths, 'delete'>;
  PATCH: Call<Paths, 'patch'>;
}

/** Any operation of any contract: how the client sees them from the inside. */
export interface AnyOptions extends Omit<RequestInit, 'body' | 'headers' | 'method'> {
  params?: { query?: Record<string, unknown>; header?: Record<string, unknown>; path?: Record<string, unknown> };
  headers?: HeadersOptions;
  body?: unknown;
}
export type AnyCall = (path: string, options?: AnyOptions) => Promise<Result<unknown>>;
