import { createServer, type Server, type Socket } from 'node:net';
import { type Address, chooseAddress, type Transport } from './address.ts';
import { Catalog } from './catalog.ts';
import type { Engine } from './command.ts';
import { serveConnection } from './connection.ts';
import { Cursors } from './cursors.ts';
import { GroupCommit, type Writer } from './group-commit.ts';
import type { Statements } from './statements.ts';
import { openStorage, type Storage } from './storage.ts';
import { removeExpired } from './ttl.ts';

const SWEEP_EVERY_MS = 60_000;

export interface RunningServer {
  /** For the driver. Names no database. */
  uri: string;
  /** Finishes what came in, and closes the files. */
  close(): Promise<void>;
}

export interface ServerOptions {
  /** ms between two looks for expired documents; a minute, as in MongoDB. */
  sweepEveryMs?: number;
  /** A Unix socket by default, where there are any. */
  transport?: Transport;
}

/** Makes what does the commands: another one shows in a test what the usual one prevents. */
export type CreateWriter = (statements: Statements, catalog: Catalog) => Writer;

/** The engine: MongoDB's protocol on a socket, SQLite in the directory. @throws StorageError */
export async function startServer(
  directory: string,
  { sweepEveryMs = SWEEP_EVERY_MS, transport }: ServerOptions = {},
  createWriter: CreateWriter = (statements, catalog) => new GroupCommit(statements, catalog),
): Promise<RunningServer> {
  const storage = openStorage(directory);
  const address = chooseAddress(directory, transport);
  try {
    const catalog = new Catalog(storage.statements);
    const engine: Engine = { catalog, cursors: new Cursors(catalog, Date.now) };
    return await serve(engine, storage, address, { sweepEveryMs, writer: createWriter(storage.statements, catalog) });
  } catch (error) {
    storage.close();
    address.remove();
    throw error;
  }
}

async function serve(
  engine: Engine,
  storage: Storage,
  address: Address,
  { sweepEveryMs, writer }: { sweepEveryMs: number; writer: Writer },
): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveConnection(socket, engine, writer, address.password);
  });
  const port = await listening(server, address);
  const timer = setInterval(() => sweep(engine, writer), sweepEveryMs);
  return {
    uri: address.uri(port),
    async close() {
      clearInterval(timer);
      server.close();
      writer.flush();
      for (const socket of sockets) socket.destroySoon();
      storage.close();
      address.remove();
    },
  };
}

function listening(server: Server, { listen }: Address): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen, () => {
      const bound = server.address();
      resolve(bound !== null && typeof bound === 'object' ? bound.port : 0);
    });
  });
}

// Failure policy: a sweep that fails is repeated in a minute; what has expired is then removed a little later.
function sweep(engine: Engine, writer: Writer): void {
  engine.cursors.sweep();
  writer.add({
    client: engine,
    isRead: false,
    run: () => ({ n: removeExpired(engine.catalog, new Date()) }),
    done: (outcome) => {
      if ('n' in outcome && typeof outcome.n === 'number' && outcome.n > 0) sweep(engine, writer);
    },
  });
}
