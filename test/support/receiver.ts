import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from './eventually.ts';

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** As it came, to the byte. */
  body: string;
  at: number;
}

export interface Receiver {
  url: string;
  /** What came in, in the order in which it came. */
  received: Received[];
  /** How to answer from now on: a status, or whatever a function does. */
  answer: number | ((req: IncomingMessage, res: ServerResponse, body: string) => void);
  /** Waits until this many requests have come in. */
  gets(count: number): Promise<Received[]>;
  close(): Promise<void>;
}

/** A real HTTP server that webhooks can point to. Answers 200 until told otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      receiver.received.push({
        method: req.method ?? '',
        path: req.url ?? '',
        headers: req.headers,
        body,
        at: Date.now(),
      });
      if (typeof receiver.answer === 'function') receiver.answer(req, res, body);
      else res.writeHead(receiver.answer).end(`answered ${receiver.answer}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    received: [],
    answer: 200,
    gets: (count) =>
      eventually(
        () => (receiver.received.length >= count ? receiver.received : undefined),
        `${count} requests at the receiver`,
      ),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return receiver;
}
