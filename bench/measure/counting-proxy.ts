import { connect, createServer, type Socket } from 'node:net';

const HEADER_BYTES = 16;
const OP_MSG = 2013;
/** Header, flags, the kind of the section, the length of its document, the type of its first field. */
const COMMAND_NAME_AT = HEADER_BYTES + 4 + 1 + 4 + 1;
/** What the driver asks by itself to know that the server is alive. */
const HOUSEKEEPING = new Set(['hello', 'ismaster', 'isMaster', 'ping', 'endSessions']);

export interface CountingProxy {
  /** The same database, by way of the proxy. */
  uri: string;
  /** Commands since the last `reset`, by name. */
  commands: Map<string, number>;
  reset(): void;
  close(): void;
}

/**
 * Stands between the service and its MongoDB and counts the commands that pass. Each is one round trip.
 * @param uri of one server: from a replica set's, only the first host is taken
 */
export async function countingProxy(uri: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(uri);
  const commands = new Map<string, number>();
  const count = (name: string) => {
    if (!HOUSEKEEPING.has(name)) commands.set(name, (commands.get(name) ?? 0) + 1);
  };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port || 27017), hostname);
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    const frames = frameReader(count);
    client.on('data', (chunk: Buffer) => {
      frames(chunk);
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => client.write(chunk));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const through = new URL(uri);
  through.hostname = '127.0.0.1';
  through.port = String(typeof address === 'object' ? address?.port : '');
  // Without this, the driver would ask a replica set for its members and go to them directly.
  through.searchParams.delete('replicaSet');
  through.searchParams.set('directConnection', 'true');
  return {
    uri: through.href,
    commands,
    reset: () => commands.clear(),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Tells the name of each command in a stream of wire protocol messages (MongoDB manual, "MongoDB Wire Protocol"). */
function frameReader(onCommand: (name: string) => void): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  return (chunk) => {
    pending = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk;
    while (pending.length >= HEADER_BYTES) {
      const length = pending.readInt32LE(0);
      if (pending.length < length) return;
      if (pending.readInt32LE(12) === OP_MSG) {
        onCommand(pending.toString('latin1', COMMAND_NAME_AT, pending.indexOf(0, COMMAND_NAME_AT)));
      }
      pending = pending.subarray(length);
    }
  };
}
