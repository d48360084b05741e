import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { BSON, type Document } from 'mongodb';

const HEADER = 16;
/** OP_MSG: header, flags, and the kind of the first section, which is the body. */
const BODY = HEADER + 5;
const OP_MSG = 2013;
/** The answer to the first greeting of a connection: header, flags, cursor, first and count, and then the document. */
const OP_REPLY = 1;
const REPLY_BODY = HEADER + 20;

/** Where a connection breaks, seen from a command: before any of it arrives, in its middle, before its answer, or in the middle of that. */
export type Cut = 'before the request' | 'in the request' | 'before the answer' | 'in the answer';
export const CUTS: Cut[] = ['before the request', 'in the request', 'before the answer', 'in the answer'];

/** What happens to a command: its connection is cut, its answer is changed, it is answered without being carried out, or it waits. */
export type Fault = Cut | ((answer: Document) => Document) | { instead: Document } | { until: Promise<unknown> };

export interface WireProxy {
  /** The same URI, by way of the proxy. */
  uri: string;
  /** Asked for each command: its name, the collection it is about, and all that was sent. Undefined: it passes as it is. */
  fault: (command: string, collection: unknown, message: Buffer) => Fault | undefined;
  /** Changes what the database tells of itself, from the next connection on. */
  greeting: (answer: Document) => Document;
  close(): Promise<void>;
}

/** Stands between the service and its database, reads MongoDB's wire protocol, and breaks what it is told to. */
export async function startWireProxy(uri: string): Promise<WireProxy> {
  const target = new URL(uri);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const faults = new Map<number, Fault>();
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    /** Half of it, and then nothing more. */
    const cutWithin = (socket: Socket, message: Buffer) => socket.write(message.subarray(0, message.length >> 1), cut);

    eachMessage(client, (message) => {
      const fault = faultOf(message);
      if (fault === 'before the request') return cut();
      if (fault === 'in the request') return void cutWithin(upstream, message);
      if (typeof fault === 'object' && 'instead' in fault) return void client.write(answerTo(message, fault.instead));
      if (typeof fault === 'object') return void fault.until.then(() => upstream.write(message));
      if (fault) faults.set(message.readInt32LE(4), fault);
      upstream.write(message);
    });
    eachMessage(upstream, (message) => {
      const fault = faults.get(message.readInt32LE(8));
      if (fault === 'before the answer') return cut();
      if (fault === 'in the answer') return void cutWithin(client, message);
      const isGreeting = message.readInt32LE(12) === OP_REPLY;
      const change = isGreeting ? proxy.greeting : fault;
      client.write(typeof change === 'function' ? changed(message, change) : message);
    });
  });

  function faultOf(message: Buffer): Fault | undefined {
    if (message.readInt32LE(12) !== OP_MSG) return undefined;
    const [[command, collection] = ['', undefined]] = Object.entries(bodyOf(message));
    return proxy.fault(command, collection, message) ?? (command === 'hello' ? proxy.greeting : undefined);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(uri);
  through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  through.searchParams.set('directConnection', 'true');
  const proxy: WireProxy = {
    uri: through.href,
    fault: () => undefined,
    greeting: (answer) => answer,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
  return proxy;
}

function eachMessage(socket: Socket, take: (message: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEADER && rest.length >= rest.readInt32LE(0)) {
      const message = rest.subarray(0, rest.readInt32LE(0));
      rest = rest.subarray(message.length);
      take(message);
    }
  });
}

function bodyOf(message: Buffer): Document {
  const at = bodyAt(message);
  // A cursor's id is a long, and stays one when the answer is written again.
  return BSON.deserialize(message.subarray(at, at + message.readInt32LE(at)), { useBigInt64: true });
}

function bodyAt(message: Buffer): number {
  return message.readInt32LE(12) === OP_REPLY ? REPLY_BODY : BODY;
}

function answerTo(request: Buffer, answer: Document): Buffer {
  const whole = Buffer.concat([Buffer.alloc(BODY), BSON.serialize(answer)]);
  whole.writeInt32LE(whole.length, 0);
  request.copy(whole, 8, 4, 8); // whose answer it is
  whole.writeInt32LE(OP_MSG, 12);
  return whole;
}

function changed(message: Buffer, change: (answer: Document) => Document): Buffer {
  const whole = Buffer.concat([message.subarray(0, bodyAt(message)), BSON.serialize(change(bodyOf(message)))]);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}
