import { languages, operations } from '../generated/operations.ts';
import { listen, sharedBody } from '../toolkit/express/index.ts';
import { createAgents } from './agents/agents.ts';
import { agentHandlers } from './agents/handlers.ts';
import type { ApiHandlers, ApiOperations } from './api/api.ts';
import { atRoot, mapLanguages, readContracts, shown } from './api/document.ts';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './database/connection.ts';
import { createStoredBytes, DOCUMENT_BYTES } from './database/stored-bytes.ts';
import { addressGuard } from './delivery/attempt/address-guard.ts';
import { createAttempt } from './delivery/attempt/attempt.ts';
import { createResolver } from './delivery/attempt/names.ts';
import { ownAddresses } from './delivery/attempt/own-addresses.ts';
import { createResults, type Finished, responseBytes } from './delivery/attempt/results.ts';
import { createSender } from './delivery/attempt/sender.ts';
import { createTestDelivery } from './delivery/attempt/test-delivery.ts';
import { createDispatcher } from './delivery/queue/dispatcher.ts';
import { createQueue, type RetryTrigger } from './delivery/queue/queue.ts';
import { recover } from './delivery/queue/recovery.ts';
import { createCountRecoverable } from './delivery/retry/recoverable.ts';
import { createFindRefusal } from './delivery/retry/refusal.ts';
import { createRetry } from './delivery/retry/retry.ts';
import { docsSite } from './docs/site.ts';
import { neededKeys, openSealer } from './encryption-key.ts';
import { firstToken } from './environments/first-token.ts';
import { createTokens } from './environments/tokens.ts';
import { eventHandlers } from './events/handlers.ts';
import { createPublish } from './events/publish.ts';
import { serviceHandlers } from './health/handlers.ts';
import { type App, createApp } from './http/app.ts';
import { authentication } from './http/authentication.ts';
import { logHandlers } from './logs/handlers.ts';
import { createLogs } from './logs/logs.ts';
import { createLogStream } from './logs/stream.ts';
import { logStreamHandler } from './logs/stream-handler.ts';
import type { Logger } from './observability/logger.ts';
import { createMetrics } from './observability/metrics.ts';
import { portalHandlers } from './portal/handlers.ts';
import { createPortalTokens } from './portal/tokens.ts';
import { createScheduler } from './scheduler.ts';
import { createCounters } from './statistics/counters.ts';
import { statisticsHandlers } from './statistics/handlers.ts';
import { createStatisticsReader } from './statistics/statistics.ts';
import { taskHandlers } from './tasks/handlers.ts';
import { createRetryTasks } from './tasks/retry-task.ts';
import { allowedBy } from './webhooks/allowed.ts';
import { webhookHandlers } from './webhooks/handlers.ts';
import { startReencryption } from './webhooks/reencryption.ts';
import { createWebhooks } from './webhooks/webhooks.ts';
import type { Welcome } from './welcome.ts';

/** How long a stop waits for requests, for attempts and for jobs under way, each in ms: less than 15 s in all. */
const GRACE = { requests: 3_000, attempts: 8_000, jobs: 1_000 };
const DEFAULT_PORT = 3000;

export interface Service extends Welcome {
  /** Stops taking, finishes what is under way, gives back the rest. */
  stop(): Promise<void>;
}

/** Starts the service on its database. */
export async function startService(config: Config, logger: Logger): Promise<Service> {
  const database = await openDatabase({ uri: config.MONGODB_URI, dataDir: config.DATA_DIR, logger });
  try {
    return await startOn(database, config, logger);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Puts the parts together and starts them. The one place that knows all of them. */
async function startOn(database: Database, config: Config, logger: Logger): Promise<Service> {
  const { collections, clock } = database;
  const sealer = await openSealer(collections, config, logger);
  const tokens = createTokens(collections, clock);
  const token = await firstToken(tokens, config, logger);

  // Delivery.
  const own = ownAddresses(config.PUBLIC_URL);
  const guard = addressGuard(config.DELIVERY_ALLOWED_SUBNETS, own, createResolver(config.DNS_SERVERS));
  const sender = createSender(guard, clock);
  const attempt = createAttempt({ sender, sealer, clock, retrySchedule: config.RETRY_SCHEDULE, logger });
  const scheduler = await createScheduler(database, logger);
  const queue = createQueue(collections, config.LOG_RETENTION, clock);
  const results = createResults(collections, {
    queue,
    clock,
    retention: config.LOG_RETENTION,
    wakeAt: scheduler.wakeAt,
  });
  const dispatcher = createDispatcher(collections, {
    queue,
    results,
    attempt,
    limits: { total: config.DELIVERY_CONCURRENCY, perWebhook: config.DELIVERY_CONCURRENCY_PER_WEBHOOK },
    clock,
    leaseMs: config.DELIVERY_LEASE,
    logger,
    onFinished: noteAttempt,
  });
  const reencryption = startReencryption(collections, {
    sealer,
    logger,
    neededKeys: () => neededKeys(collections),
  });
  const metrics = createMetrics({
    running: dispatcher.running,
    skewMs: clock.skewMs,
    toReencrypt: reencryption.remaining,
  });
  const retry = createRetry(collections, {
    queue,
    clock,
    retryWindow: config.RETRY_WINDOW,
    enqueue: dispatcher.enqueue,
    wakeAt: scheduler.wakeAt,
  });
  const storedBytes = createStoredBytes(collections, {
    clock,
    most: config.QUOTA_STORED_BYTES,
    retention: config.LOG_RETENTION,
    logger,
  });
  const tasks = createRetryTasks(collections, { retry, clock, logger, most: config.QUOTA_UNFINISHED_TASKS });

  const counters = createCounters(collections, { logger });
  const logs = createLogs(collections);
  const stream = createLogStream(collections, { clock, logger, read: logs.withIds });
  const portal = createPortalTokens(collections, { sealer, clock });
  const stopping = new AbortController();

  function noteAttempt({ log, result }: Finished, written: boolean): void {
    const { status, error_code, http_status, duration_ms } = result;
    logger.info(
      {
        log_id: log._id,
        webhook_id: log.webhook_id,
        attempt: log.attempt,
        trigger: log.trigger,
        status,
        error_code,
        http_status,
        duration_ms,
      },
      'delivery: attempt finished',
    );
    metrics.attempted({
      result: status,
      trigger: log.trigger,
      errorCode: error_code,
      seconds: (duration_ms ?? 0) / 1000,
    });
    stream.noteChange(log.webhook_id);
    if (written) counters.add({ log, result });
    else metrics.leaseLost();
    // What an event stores from the start was counted when it was published.
    const retried = log.trigger === 'event' ? 0 : DOCUMENT_BYTES + Buffer.byteLength(log.payload);
    if (log.environment_id) storedBytes.add(log.environment_id, retried + responseBytes(result));
  }

  // What is served over HTTP: the whole contract, or, by a worker, only what operators ask of the process itself.
  const contracts = await readContracts();
  const document = atRoot(contracts[languages[0]]);
  const documents = mapLanguages((language) => sharedBody(shown(contracts[language], config.PUBLIC_URL)));
  const probes = serviceHandlers({ assertReady: database.assertWritable, metrics: metrics.text, documents });
  const appOptions = {
    base: config.PUBLIC_URL === undefined ? '' : new URL(config.PUBLIC_URL).pathname.replace(/\/+$/, ''),
    authenticate: authentication({
      tokens,
      portal,
      perMinute: config.RATE_LIMIT,
      invalidPerMinute: config.INVALID_TOKEN_LIMIT,
    }),
    trustProxy: config.TRUST_PROXY,
    validateResponses: config.NODE_ENV !== 'production',
    logger,
    clock,
    onAnswered: metrics.answered,
  };

  function createApi(): App {
    const agents = createAgents(collections, { clock, most: config.QUOTA_AGENTS });
    const webhooks = createWebhooks(collections, {
      sealer,
      queue,
      clock,
      most: config.QUOTA_WEBHOOKS_PER_AGENT,
      assertAllowed: allowedBy(guard),
    });
    const sendTest = createTestDelivery(collections, { attempt, results, clock });
    const countRecoverable = createCountRecoverable(collections, { retryWindow: config.RETRY_WINDOW, clock });
    const findRefusal = createFindRefusal(collections, { retryWindow: config.RETRY_WINDOW, clock });
    const publish = createPublish(collections, {
      retention: config.LOG_RETENTION,
      storedBytes,
      accept: dispatcher.accept,
      whenWanted: dispatcher.whenWanted,
      clock,
    });
    const handlers: ApiHandlers = {
      ...agentHandlers(agents, webhooks),
      ...webhookHandlers({ agents, webhooks, sealer, sendTest, countRecoverable, storedBytes }),
      ...logHandlers({ agents, webhooks, logs, retry, findRefusal }),
      ...logStreamHandler({ agents, webhooks, stream, clock, stopping: stopping.signal }),
      ...portalHandlers({ agents, portal, baseUrl: () => (config.PUBLIC_URL ?? server?.url ?? '').replace(/\/$/, '') }),
      ...statisticsHandlers({
        agents,
        webhooks,
        statistics: createStatisticsReader(collections, { clock, flush: counters.flush }),
      }),
      ...taskHandlers({ agents, webhooks, tasks, runTasks: scheduler.runTasks }),
      ...eventHandlers(agents, webhooks, publish),
      ...probes,
    };
    const options = {
      ...appOptions,
      corsOrigins: config.CORS_ORIGINS,
      docsFolder: docsSite(logger),
      portalOrigins: config.PORTAL_ORIGINS,
    };
    return createApp({ document, operations }, handlers, options);
  }

  function createProbes(): App {
    const { getLiveness, getReadiness, getMetrics, getContract } = operations;
    const served = { getLiveness, getReadiness, getMetrics, getContract };
    return createApp<Pick<ApiOperations, keyof typeof served>, typeof served>(
      { document, operations: served },
      probes,
      appOptions,
    );
  }

  // The worker.
  async function startWorker(): Promise<void> {
    const sweep = new Map<RetryTrigger, Date>();
    dispatcher.start();
    await scheduler.start({
      deliver: dispatcher.wake,
      retryLogs: tasks.run,
      async recover() {
        const recovered = await recover({
          queue,
          results,
          dispatcher,
          leaseMs: config.DELIVERY_LEASE,
          sweep,
          mendDeadJobs: scheduler.mendDeadJobs,
          restartTasks: async () => scheduler.restartTasks(await tasks.overdue()),
          logger,
        });
        metrics.recovered(recovered);
        if (Object.values(recovered).some(Boolean))
          logger.info(recovered, 'recovery: got going again what was left behind');
      },
    });
  }

  // A port that is taken is found out before anything is sent. A worker needs none, and listens where it is told to.
  const port = config.PORT ?? (config.ROLE === 'worker' ? null : DEFAULT_PORT);
  const app = config.ROLE === 'worker' ? createProbes() : createApi();
  const server =
    port === null ? null : await listen(app.express, { port, host: config.HOST, malformed: app.malformed });
  if (server) own.listensAt(server.url);
  if (config.ROLE !== 'api') await startWorker();
  return {
    url: server?.url ?? null,
    place: database.place,
    token,
    async stop() {
      reencryption.stop();
      stopping.abort();
      const attemptsOver = dispatcher.stop(GRACE.attempts); // no more of them from here on
      await server?.close(GRACE.requests);
      await scheduler.stop(GRACE.jobs);
      await attemptsOver;
      await sender.close();
      await storedBytes.stop();
      await counters.stop();
      await database.close();
    },
  };
}
