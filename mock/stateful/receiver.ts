import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a path of the receiver does, by how often it has seen the delivery's `webhook-id` before. */
const BEHAVIOR: Record<string, (seen: number) => number | 'hang'> = {
  '/works': () => 200,
  '/recovers': (seen) => (seen === 0 ? 503 : 200),
  '/down': () => 503,
  '/hangs': () => 'hang',
  '/fails-then-hangs': (seen) => (seen === 0 ? 503 : 'hang'),
};

export interface Receiver {
  /** Paths are below it: `/works`, `/recovers` (fails once a delivery), `/down`, `/hangs`, `/fails-then-hangs`. */
  url: string;
  /** Gives a function that makes it forget what it has seen since. */
  snapshot(): () => void;
  close(): Promise<void>;
}

/** Takes what the stateful mock delivers. */
export async function startReceiver(): Promise<Receiver> {
  let seen = new Map<string, number>();
  const server = createServer((req, res) => {
    req.resume();
    const delivery = `${req.url} ${req.headers['webhook-id']}`;
    const count = seen.get(delivery) ?? 0;
    seen.set(delivery, count + 1);
    const answer = BEHAVIOR[req.url ?? '']?.(count) ?? 200;
    if (answer === 'hang') return; // until the service has had enough
    res.writeHead(answer, { 'content-type': 'text/plain; charset=utf-8' });
    res.end(answer === 200 ? 'ok' : 'Try again later.');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    snapshot() {
      const before = new Map(seen);
      return () => {
        seen = new Map(before);
      };
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
