import type { Config } from '../config.ts';
import type { Shared } from './shares.ts';

/** A resource of one process, or of the database, that has an end. */
export interface Limit {
  /** How much there is: a number, or the setting that says so. */
  readonly bound: number | keyof Config;
  readonly unit: string;
  /** Who has a share of its own. */
  readonly per: 'environment' | 'agent' | 'webhook' | 'token' | 'address';
  /**
   * Where the owners share one bound: how many times what is left one of them may hold (`createShares`). Without it, the bound is
   * each owner's own.
   */
  readonly factor?: number;
  /** What whoever is over it gets. */
  readonly over: 'waits' | 'QUOTA_EXCEEDED' | 'RATE_LIMITED' | 'SERVICE_UNAVAILABLE' | 'TASK_IN_PROGRESS';
  readonly enforcedIn: string;
}

const MIB = 1024 * 1024;

/**
 * Everything of the service that tenants share and that is bounded, so that no tenant can use up what another needs. The code takes its bounds from here; a
 * test exhausts each of them as one tenant, and works as another (`test/limits/every-limit.test.ts`). Caches are not here: what one of
 * them forgets is read again.
 */
export const LIMITS = {
  /** Attempts under way in a process. */
  deliveryPlaces: {
    bound: 'DELIVERY_CONCURRENCY',
    unit: 'attempts',
    per: 'environment',
    factor: 9,
    over: 'waits',
    enforcedIn: 'server/delivery/queue/webhook-queues.ts',
  },
  /** Attempts under way to one webhook. */
  deliveryPlacesOfWebhook: {
    bound: 'DELIVERY_CONCURRENCY_PER_WEBHOOK',
    unit: 'attempts',
    per: 'webhook',
    over: 'waits',
    enforcedIn: 'server/delivery/queue/webhook-queues.ts',
  },
  /** Due logs in the memory of a process. The others wait in the database. */
  waitingLogs: {
    bound: 20_000,
    unit: 'logs',
    per: 'environment',
    factor: 9,
    over: 'waits',
    enforcedIn: 'server/delivery/queue/webhook-queues.ts',
  },
  /** Look-ups of names under way in a process. */
  nameLookups: {
    bound: 256,
    unit: 'look-ups',
    per: 'environment',
    factor: 3,
    over: 'waits',
    enforcedIn: 'server/delivery/attempt/names.ts',
  },
  /** Test deliveries under way in a process. */
  testDeliveries: {
    bound: 100,
    unit: 'attempts',
    per: 'environment',
    factor: 4,
    over: 'RATE_LIMITED',
    enforcedIn: 'server/delivery/attempt/test-delivery.ts',
  },
  testDeliveriesOfWebhook: {
    bound: 8,
    unit: 'attempts',
    per: 'webhook',
    over: 'RATE_LIMITED',
    enforcedIn: 'server/delivery/attempt/test-delivery.ts',
  },
  /** Steps of bulk retries under way in a process. An environment makes one at a time. */
  bulkRetrySteps: {
    bound: 4,
    unit: 'steps',
    per: 'environment',
    factor: 1,
    over: 'waits',
    enforcedIn: 'server/tasks/retry-task.ts',
  },
  unfinishedTasksOfWebhook: {
    bound: 1,
    unit: 'tasks',
    per: 'webhook',
    over: 'TASK_IN_PROGRESS',
    enforcedIn: 'server/tasks/retry-task.ts',
  },
  /** Requests with a token that has to be looked up, and is not there: in a minute and process, by IPv4 address or /64 of IPv6. */
  invalidTokens: {
    bound: 'INVALID_TOKEN_LIMIT',
    unit: 'requests',
    per: 'address',
    over: 'RATE_LIMITED',
    enforcedIn: 'server/http/invalid-tokens.ts',
  },
  requests: {
    bound: 'RATE_LIMIT',
    unit: 'requests',
    per: 'token',
    over: 'RATE_LIMITED',
    enforcedIn: 'server/http/authentication.ts',
  },
  agents: {
    bound: 'QUOTA_AGENTS',
    unit: 'agents',
    per: 'environment',
    over: 'QUOTA_EXCEEDED',
    enforcedIn: 'server/agents/agents.ts',
  },
  webhooks: {
    bound: 'QUOTA_WEBHOOKS_PER_AGENT',
    unit: 'webhooks',
    per: 'agent',
    over: 'QUOTA_EXCEEDED',
    enforcedIn: 'server/webhooks/webhooks.ts',
  },
  /** Valid ones, however often they are rotated in a day: each one more is a signature more in every delivery. */
  secrets: {
    bound: 5,
    unit: 'secrets',
    per: 'webhook',
    over: 'QUOTA_EXCEEDED',
    enforcedIn: 'server/webhooks/webhooks.ts',
  },
  unfinishedTasks: {
    bound: 'QUOTA_UNFINISHED_TASKS',
    unit: 'tasks',
    per: 'environment',
    over: 'QUOTA_EXCEEDED',
    enforcedIn: 'server/tasks/retry-task.ts',
  },
  /** Events and logs, until they expire. */
  storedBytes: {
    bound: 'QUOTA_STORED_BYTES',
    unit: 'bytes',
    per: 'environment',
    over: 'QUOTA_EXCEEDED',
    enforcedIn: 'server/events/publish.ts',
  },
  /** Requests under way in a process, from the check of their token to the end of their answer. */
  requestsUnderWay: {
    bound: 200,
    unit: 'requests',
    per: 'environment',
    factor: 4,
    over: 'waits',
    enforcedIn: 'server/http/app.ts',
  },
  /** Pages of logs that are read at once: each takes up to 4 MiB of documents. An environment reads two at a time. */
  logPages: {
    bound: 3,
    unit: 'pages',
    per: 'environment',
    factor: 2,
    over: 'waits',
    enforcedIn: 'server/logs/logs.ts',
  },
  /** Streams of logs: each looks into the database once a second. */
  logStreams: {
    bound: 50,
    unit: 'streams',
    per: 'environment',
    factor: 1,
    over: 'RATE_LIMITED',
    enforcedIn: 'server/logs/stream-handler.ts',
  },
  /** Answers with statistics that are read at once: each adds up to some ten thousand buckets. */
  statistics: {
    bound: 3,
    unit: 'answers',
    per: 'environment',
    factor: 2,
    over: 'waits',
    enforcedIn: 'server/statistics/statistics.ts',
  },
  /** Connections of a process to the database. Environments share them by their requests and attempts, which are bounded above. */
  databaseConnections: {
    bound: 50,
    unit: 'connections',
    per: 'environment',
    over: 'waits',
    enforcedIn: 'server/database/connection.ts',
  },
  /** Payloads of events that a process is writing, once per webhook. */
  publishedBytes: {
    bound: 64 * MIB,
    unit: 'bytes',
    per: 'environment',
    factor: 4,
    over: 'SERVICE_UNAVAILABLE',
    enforcedIn: 'server/events/publish.ts',
  },
} as const satisfies Record<string, Limit>;

/** The limits whose bound is a number and shared. */
type SharedLimit = {
  [Name in keyof typeof LIMITS]: (typeof LIMITS)[Name] extends Shared ? Name : never;
}[keyof typeof LIMITS];

/** For `createShares`. */
export const sharedBy = (name: SharedLimit): Shared => LIMITS[name];
