import { Pool } from 'undici';
import type { components } from '../generated/types.ts';
import { TOKEN } from '../test/support/service.ts';

const CONNECTIONS = 32;
const EVENT: components['schemas']['PublishEventRequest'] = {
  event: 'event_phone_call_ended',
  data: { call_id: 'call_8f2c1d', direction: 'inbound', duration_seconds: 266, hangup_by: 'caller' },
};

export interface Load {
  /** From the first request to the last answer, ms. */
  ms: number;
  /** How long single requests took, ms, the quickest first. */
  latencies: number[];
}

/**
 * Publishes `count` events as fast as the API takes them over a few connections. Throws on any answer but 202.
 * Raw requests on purpose. Our client would distort what is measured: it sends a refused publish again after a wait, it gives each an
 * `Idempotency-Key`, which the service then has to index, and it takes more processor time from the service on the same machine.
 */
export async function publishEvents(apiUrl: string, agentId: string, count: number): Promise<Load> {
  const pool = new Pool(apiUrl, { connections: CONNECTIONS });
  const latencies: number[] = [];
  const startedAt = performance.now();
  let left = count;
  async function publishSome(): Promise<void> {
    while (left-- > 0) {
      const sentAt = performance.now();
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: `/api/v1/agents/${agentId}/events`,
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify(EVENT),
      });
      const text = await body.text();
      if (statusCode !== 202) throw new Error(`publishing answered ${statusCode}: ${text}`);
      latencies.push(performance.now() - sentAt);
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, publishSome));
  const ms = performance.now() - startedAt;
  await pool.close();
  return { ms, latencies: latencies.toSorted((a, b) => a - b) };
}

/** The event that the load publishes. */
export const published = EVENT.event;
