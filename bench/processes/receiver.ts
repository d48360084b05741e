/** The receiver of all deliveries, a process of its own: its CPU time is not the service's. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  clockMicroseconds,
  microsecondHistogram,
  type Quantiles,
  quantilesOf,
  recordMicroseconds,
} from '../measure/quantiles.ts';
import { answerCommands } from './child.ts';

/** What came in since the last reset, at addresses that answer. */
export interface Received {
  count: number;
  /** Requests that came more than once: the same webhook-id at the same address. */
  doubles: number;
  /** From the sending of the event's request to the arrival of its delivery. */
  latency: Quantiles;
}

export const receiverCommands = { listen, reset, received, setFailing, arrivals, release };
export type ReceiverCommands = typeof receiverCommands;

const SENT_AT = /"sent_at":(\d+)/;

let latency = microsecondHistogram();
let count = 0;
let failing = false;
/** When each webhook-id came to each address first, µs of the shared clock. */
const arrivedAt = new Map<string, number>();

/** Requests that get no answer. */
const hanging = new Set<ServerResponse>();

const server = createServer((req, res) => {
  const path = req.url ?? '/';
  if (path.startsWith('/hang')) {
    req.resume();
    hanging.add(res);
    res.once('close', () => hanging.delete(res));
    return;
  }
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    if (failing) {
      res.writeHead(500).end();
      return;
    }
    const now = clockMicroseconds();
    const sentAt = SENT_AT.exec(Buffer.concat(chunks).toString('latin1'))?.[1];
    if (sentAt) recordMicroseconds(latency, now - Number(sentAt));
    const key = `${path} ${req.headers['webhook-id']}`;
    if (!arrivedAt.has(key)) arrivedAt.set(key, now);
    count++;
    res.end('ok');
  });
});

/** Gives its address. Paths that begin with `/hang` are not answered, others with 200. */
async function listen(): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function reset(): void {
  latency = microsecondHistogram();
  count = 0;
  arrivedAt.clear();
}

function received(): Received {
  return { count, doubles: count - arrivedAt.size, latency: quantilesOf(latency) };
}

/** From now on everything is answered with 500, and not counted; or no longer. */
function setFailing(fails: boolean): void {
  failing = fails;
}

/** Closes the connections of requests that get no answer. */
function release(): void {
  for (const res of hanging) res.destroy();
}

/** When each webhook-id came, µs of the shared clock. */
function arrivals(): Record<string, number> {
  return Object.fromEntries([...arrivedAt].map(([key, at]) => [key.slice(key.indexOf(' ') + 1), at]));
}

if (process.send) answerCommands(receiverCommands);
