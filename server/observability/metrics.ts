import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Recovered } from '../delivery/queue/recovery.ts';

/** What the process measures, in the text format of Prometheus. */
export interface Metrics {
  answered(answer: { operationId: string; status: number; seconds: number }): void;
  attempted(attempt: { result: string; trigger: string; errorCode: string | null; seconds: number }): void;
  leaseLost(): void;
  recovered(what: Recovered): void;
  text(): Promise<string>;
}

interface Measured {
  /** Attempts under way in this process. */
  running(): number;
  /** How far the clock of this machine is ahead of the database's, ms. */
  skewMs(): number;
  /** Webhooks whose secrets are still to be sealed with the first key. */
  toReencrypt(): number;
}

/** The text takes over a millisecond to make, and anybody can ask for it: while nothing else happens, it is not made more often than this, in ms. */
const FRESH_MS = 100;

export function createMetrics({ running, skewMs, toReencrypt }: Measured): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'reentrega_http_request_duration_seconds',
    help: 'How long requests to the API took.',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const attempts = new Histogram({
    name: 'reentrega_delivery_attempt_duration_seconds',
    help: 'How long delivery attempts took, from the connection to the end of the answer.',
    labelNames: ['result', 'trigger'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    registers,
  });
  const failures = new Counter({
    name: 'reentrega_delivery_failures_total',
    help: 'Attempts that failed, by why.',
    labelNames: ['error_code'],
    registers,
  });
  const leases = new Counter({
    name: 'reentrega_delivery_leases_lost_total',
    help: 'Results that were dropped because another process had taken the attempt over.',
    registers,
  });
  const recoveries = new Counter({
    name: 'reentrega_recovered_total',
    help: 'What the recovery job got going again.',
    labelNames: ['what'],
    registers,
  });
  new Gauge({
    name: 'reentrega_delivery_attempts_running',
    help: 'Attempts under way in this process.',
    registers,
    collect() {
      this.set(running());
    },
  });
  new Gauge({
    name: 'reentrega_webhooks_to_reencrypt',
    help: 'Webhooks that this process has still to look at, to seal their secrets with the first ENCRYPTION_KEY.',
    registers,
    collect() {
      this.set(toReencrypt());
    },
  });
  new Gauge({
    name: 'reentrega_clock_skew_seconds',
    help: 'How far the clock of this machine is ahead of the database, whose time is used. Negative if it is behind.',
    registers,
    collect() {
      this.set(skewMs() / 1000);
    },
  });

  let recent: { text: Promise<string>; until: number } | undefined;
  function text(): Promise<string> {
    const now = performance.now();
    if (!recent || recent.until < now) recent = { text: registry.metrics(), until: now + FRESH_MS };
    return recent.text;
  }

  return {
    answered({ operationId, status, seconds }) {
      requests.observe({ operation: operationId, status }, seconds);
      // What is measured shows at once, except what asking for it adds.
      if (operationId !== 'getMetrics') recent = undefined;
    },
    attempted({ result, trigger, errorCode, seconds }) {
      recent = undefined;
      attempts.observe({ result, trigger }, seconds);
      if (errorCode) failures.inc({ error_code: errorCode });
    },
    leaseLost: () => leases.inc(),
    recovered({ expiredLeases, settled, woken, tasks, deadJobs }) {
      recoveries.inc({ what: 'expired_lease' }, expiredLeases);
      recoveries.inc({ what: 'unsettled_result' }, settled);
      recoveries.inc({ what: 'missed_wake_up' }, woken);
      recoveries.inc({ what: 'stale_task' }, tasks);
      recoveries.inc({ what: 'dead_job' }, deadJobs);
    },
    text,
  };
}
