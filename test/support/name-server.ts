import { createSocket } from 'node:dgram';

export interface NameServer {
  /** For `DNS_SERVERS`. */
  address: string;
  /** Names that were asked for. */
  asked: Set<string>;
  /** Answers with this code (RFC 1035, 4.1.1) from now on; null for no answer. */
  code: number | null;
  close(): Promise<void>;
}

/** A name server that never answers, until it is told with which code. */
export async function startNameServer(): Promise<NameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { address, port }) => {
    server.asked.add(nameIn(query));
    if (server.code === null) return;
    const answer = Buffer.from(query);
    answer.writeUInt16BE(0x8180 | server.code, 2);
    socket.send(answer, port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const server: NameServer = {
    address: `127.0.0.1:${socket.address().port}`,
    asked: new Set(),
    code: null,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  return server;
}

function nameIn(query: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; query[at]; at += (query[at] ?? 0) + 1)
    labels.push(query.toString('latin1', at + 1, at + 1 + (query[at] ?? 0)));
  return labels.join('.');
}
