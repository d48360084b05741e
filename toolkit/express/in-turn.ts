import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface TurnLimits {
  /** Requests of one connection that may wait for the answer to an earlier one. A connection with more is closed. */
  pipelined: number;
  /** How long a client may read nothing of an answer, in ms. */
  writeMs: number;
  /** Bytes of answers, of all connections, that may wait for clients to read them. Bodies that many answers share do not count. */
  unreadBytes: number;
}

/** `bytes` counts towards the total until the answer has been passed on to the system. */
interface Unread {
  socket: Socket;
  bytes: number;
}

const withSharedBody = new WeakSet<ServerResponse>();

/** The body of this answer is a Buffer that is kept anyway: it takes no memory to wait with it. */
export function bodyIsShared(res: ServerResponse): void {
  withSharedBody.add(res);
}

/**
 * Hands over the requests of a connection one at a time: the next one when the answer to the one before has been passed on to the
 * system. Node.js would hand over all that came in one read (64 KiB, some 900 requests), whether or not the client reads answers.
 *
 * Failure policy: when clients leave more than `unreadBytes` of answers unread, the connections that have waited longest are closed,
 * so that the memory goes to those who read.
 */
export function inTurn(app: RequestListener, { pipelined, writeMs, unreadBytes }: TurnLimits): RequestListener {
  /** Of each connection with an answer under way: what waits for that. */
  const waiting = new WeakMap<Socket, [IncomingMessage, ServerResponse][]>();
  const unread = new Set<Unread>();
  let total = 0;

  function handle(req: IncomingMessage, res: ServerResponse): void {
    const { socket } = req; // It may be gone from the request when that is answered.
    res.once('prefinish', () => awaitReading(socket, res));
    res.once('close', () => next(socket));
    app(req, res);
  }

  function next(socket: Socket): void {
    const [following, ...others] = socket.writable ? (waiting.get(socket) ?? []) : [];
    if (!following) {
      waiting.delete(socket);
      return;
    }
    waiting.set(socket, others);
    // Other connections come first: one with many requests is not to be answered to its end meanwhile.
    setImmediate(handle, ...following);
  }

  function awaitReading(socket: Socket, res: ServerResponse): void {
    if (socket.writableLength === 0) return;
    const answer: Unread = { socket, bytes: withSharedBody.has(res) ? 0 : socket.writableLength };
    // Node.js closes the connection, unless something is read in between.
    socket.setTimeout(writeMs);
    // Before Node.js sets the time that the connection may be idle.
    res.prependOnceListener('finish', () => socket.setTimeout(0));
    unread.add(answer);
    total += answer.bytes;
    res.once('close', () => {
      if (unread.delete(answer)) total -= answer.bytes;
    });
    // A set is in the order of insertion. The newest answer is kept, however large: nobody has had the time to read it.
    for (const oldest of unread) {
      if (total <= unreadBytes || oldest === answer) break;
      unread.delete(oldest);
      total -= oldest.bytes;
      oldest.socket.destroy();
    }
  }

  return (req, res) => {
    const { socket } = req;
    const queue = waiting.get(socket);
    if (!socket.writable) return;
    if (!queue) {
      waiting.set(socket, []);
      handle(req, res);
    } else if (queue.length < pipelined) {
      queue.push([req, res]);
    } else {
      waiting.delete(socket);
      socket.destroy();
    }
  };
}
