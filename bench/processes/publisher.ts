/** Sends requests to the API, a process of its own: its CPU time is not the service's. */
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import {
  clockMicroseconds,
  microsecondHistogram,
  type Quantiles,
  quantilesOf,
  recordMicroseconds,
} from '../measure/quantiles.ts';
import { answerCommands } from './child.ts';

export interface Load {
  url: string;
  token: string;
  method: 'GET' | 'POST';
  /** Requests go to these in turn. */
  paths: readonly string[];
  /** An event of so many bytes of data, with the time it was sent at. Without it there is no body. */
  eventBytes?: number;
  count: number;
  /** Requests per second, whatever the answers do; without it, each connection sends the next one when it has an answer. */
  rate?: number;
  connections: number;
}

export interface LoadResult {
  /** From the first request to the last answer. */
  ms: number;
  accepted: number;
  /** Answers but 2xx, by status. */
  refused: Record<string, number>;
  latency: Quantiles;
}

export const publisherCommands = { load };
export type PublisherCommands = typeof publisherCommands;

/** The event that the load publishes. */
export const PUBLISHED = 'event_phone_call_ended';

/**
 * Raw requests on purpose. Our client would distort what is measured: it sends a refused request again after a wait, it gives each
 * publish an `Idempotency-Key`, which the service then has to index, and it takes more CPU time on the same machine.
 */
async function load({ url, token, method, paths, eventBytes, count, rate, connections }: Load): Promise<LoadResult> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const latency = microsecondHistogram();
  const refused: Record<string, number> = {};
  const padding = 'x'.repeat(Math.max(0, (eventBytes ?? 0) - 100));
  let accepted = 0;

  async function request(number: number): Promise<void> {
    const sentAt = clockMicroseconds();
    const { statusCode, body } = await pool.request({
      method,
      path: paths[number % paths.length] ?? '/',
      headers: { authorization: `Bearer ${token}`, ...(eventBytes && { 'content-type': 'application/json' }) },
      ...(eventBytes && { body: eventBody(sentAt, padding) }),
    });
    await body.dump();
    if (statusCode < 300) accepted++;
    else refused[statusCode] = (refused[statusCode] ?? 0) + 1;
    recordMicroseconds(latency, clockMicroseconds() - sentAt);
  }

  const startedAt = performance.now();
  if (rate === undefined) await closedLoop(count, connections, request);
  else await openLoop(count, rate, request);
  const ms = performance.now() - startedAt;
  await pool.close();
  return { ms, accepted, refused, latency: quantilesOf(latency) };
}

async function closedLoop(count: number, connections: number, request: (number: number) => Promise<void>) {
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < count) await request(next++);
    }),
  );
}

/** Slow answers do not hold back later requests, so that they show in the latency of all (no coordinated omission). */
async function openLoop(count: number, rate: number, request: (number: number) => Promise<void>) {
  const startedAt = performance.now();
  const requests: Promise<void>[] = [];
  for (let number = 0; number < count; number++) {
    const wait = startedAt + (number * 1000) / rate - performance.now();
    if (wait > 0) await delay(wait);
    requests.push(request(number));
  }
  await Promise.all(requests);
}

function eventBody(sentAt: number, padding: string): string {
  const data = { call_id: 'call_8f2c1d', direction: 'inbound', duration_seconds: 266, padding };
  return JSON.stringify({ event: PUBLISHED, data: { sent_at: sentAt, ...data } });
}

if (process.send) answerCommands(publisherCommands);
