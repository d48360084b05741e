import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BenchReceiver {
  url: string;
  /** Requests that were answered. */
  count: number;
  close(): void;
}

/** A receiver that answers 200 at once, or, if it `hangs`, never. */
export async function benchReceiver(hangs = false): Promise<BenchReceiver> {
  const server: Server = createServer((req, res) => {
    req.resume();
    if (hangs) return;
    req.on('end', () => {
      receiver.count++;
      res.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: BenchReceiver = {
    url: `http://127.0.0.1:${port}/`,
    count: 0,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return receiver;
}
