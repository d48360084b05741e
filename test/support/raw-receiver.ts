import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { eventually } from './eventually.ts';

export interface RawReceiver {
  url: string;
  /** The beginnings of the requests that came in, in the order in which they came. */
  requests: string[];
  gets(count: number): Promise<string[]>;
  close(): Promise<void>;
}

/** A receiver below HTTP, for what no HTTP server would do. @param onRequest what to do with each connection once it has sent something */
export async function startRawReceiver(onRequest: (socket: Socket) => void): Promise<RawReceiver> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined); // the other side leaves as it likes
    socket.once('close', () => sockets.delete(socket));
    socket.once('data', (chunk) => {
      requests.push(chunk.toString('latin1'));
      onRequest(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    requests,
    gets: (count) =>
      eventually(() => (requests.length >= count ? requests : undefined), `${count} requests at the raw receiver`),
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
