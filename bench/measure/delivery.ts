import { setTimeout as delay } from 'node:timers/promises';
import type { LoadResult } from '../processes/publisher.ts';
import type { Received } from '../processes/receiver.ts';
import type { Usage } from '../processes/usage.ts';
import type { Trial } from './trial.ts';

const POLL_MS = 10;
const QUIET_MS = 100;
/** A process that uses less CPU than this in QUIET_MS has written all results and only polls. */
const IDLE_CPU_MS = 20;
const MOST_QUIET_ROUNDS = 20;

/** What publishing and delivering came to. */
export interface Delivery {
  load: LoadResult;
  received: Received;
  /** From the first request to the last delivery, ms. */
  ms: number;
  /** Accepted and not received at the moment when publishing ended. */
  backlog: number;
  /** CPU time, ms, from before the first request until the service was idle again. */
  cpu: { service: number; publisher: number; receiver: number };
  usage: Usage;
}

export interface DeliveryPlan {
  events: number;
  /** Deliveries of one event to receivers that answer. */
  fanout?: number;
  /** Events per second; as fast as they are accepted without it. */
  rate?: number;
  eventBytes?: number;
  /** Gives up waiting for deliveries after this long, ms, so that a slow system does not hold up the bench: figures are of what came. */
  patience?: number;
  onProgress?: (text: string) => void;
}

/** Publishes and waits until everything was received and the service is idle. */
export async function measureDelivery(trial: Trial, plan: DeliveryPlan): Promise<Delivery> {
  const { events, fanout = 1, rate, eventBytes, patience = 25_000, onProgress } = plan;
  const expected = events * fanout;
  await trial.receiver.ask('reset');
  const cpuBefore = cpuTimes(trial);
  const startedAt = performance.now();
  const load = await trial.publish({
    count: events,
    ...(rate !== undefined && { rate }),
    ...(eventBytes !== undefined && { eventBytes }),
  });
  const backlog = expected - (await trial.receiver.ask('received')).count;
  const received = await receivedAll(trial, expected, startedAt + load.ms + patience, onProgress);
  const ms = performance.now() - startedAt;
  await idle(trial);
  const cpuAfter = cpuTimes(trial);
  return {
    load,
    received,
    ms,
    backlog,
    cpu: {
      service: cpuAfter.service - cpuBefore.service,
      publisher: cpuAfter.publisher - cpuBefore.publisher,
      receiver: cpuAfter.receiver - cpuBefore.receiver,
    },
    usage: trial.service().usage(),
  };
}

/** Waits for so many deliveries, or until `until` (performance.now()). Gives what was received then. */
export async function receivedAll(
  trial: Pick<Trial, 'receiver'>,
  expected: number,
  until: number,
  onProgress?: (text: string) => void,
): Promise<Received> {
  for (;;) {
    const received = await trial.receiver.ask('received');
    onProgress?.(`${received.count} of ${expected} received`);
    if (received.count >= expected || performance.now() > until) return received;
    await delay(POLL_MS);
  }
}

/** Waits until the service has nothing to do, or for a while. */
export async function idle(trial: Trial): Promise<void> {
  for (let round = 0; round < MOST_QUIET_ROUNDS; round++) {
    const before = trial.service().usage().cpuMs;
    await delay(QUIET_MS);
    if (trial.service().usage().cpuMs - before < IDLE_CPU_MS) return;
  }
}

function cpuTimes({ service, publisher, receiver }: Trial): Delivery['cpu'] {
  return {
    service: service().usage().cpuMs,
    publisher: publisher.usage().cpuMs,
    receiver: receiver.usage().cpuMs,
  };
}

/** The figures of a delivery that tables show. */
export function deliveryFigures({ load, received, ms, backlog, cpu, usage }: Delivery) {
  return {
    acceptedPerSecond: perSecond(load.accepted, load.ms),
    deliveredPerSecond: perSecond(received.count, ms),
    cpuPerDelivery: received.count > 0 ? cpu.service / received.count : null,
    backlog,
    rssMb: usage.rssMb,
    doubles: received.doubles,
  };
}

export function perSecond(count: number, ms: number): number {
  return ms > 0 ? (count / ms) * 1000 : 0;
}
