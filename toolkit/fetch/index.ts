export type { Token } from './authorization.ts';
export { type ClientOptions, type Contract, createFetchClient } from './client.ts';
export type { Hooks } from './hooks.ts';
export { type Items, type Pagination, paginate } from './paginate.ts';
export type { OperationWithHeader, PathsWithError } from './paths.ts';
export type { RetryOptions } from './retry.ts';
export { retryAfterOf } from './retry-after.ts';
export { unwrap } from './unwrap.ts';
