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

/** The same, to the byte. @param at the share of the command or of its answer that still gets through, 0 to 1 */
export interface CutAt {
  cut: 'request' | 'answer';
  at: number;
}

const PLACES: Record<Cut, CutAt> = {
  'before the request': { cut: 'request', at: 0 },
  'in the request': { cut: 'request', at: 0.5 },
  'before the answer': { cut: 'answer', at: 0 },
  'in the answer': { cut: 'answer', at: 0.5 },
};

/** What happens to a command: its connection is cut, its answer is changed or only looked at (and given back), it is answered without being carried out, or it waits. */
export type Fault =
  | Cut
  | CutAt
  | ((answer: Document) => Document)
  | { instead: Document }
  | { until: Promise<unknown> };

export interface WireProxy {
  /** The same URI, by way of the proxy. */
  uri: string;
  /** Asked for each command: its name, the collection it is about, and all that was sent. Undefined: it passes as it is. */
  fault: (command: string, collection: unknown, message: Buffer) => Fault | undefined;
  /** Cuts every connection that is open now. */
  cut(): void;
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
    const answers = new Map<number, Exclude<Fault, string>>();
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
    /** A part of it, and then nothing more. */
    const cutWithin = (socket: Socket, message: Buffer, at: number) => {
      const length = Math.min(Math.floor(message.length * at), message.length - 1);
      if (length > 0) socket.write(message.subarray(0, length), cut);
      else cut();
    };

    eachMessage(client, (message) => {
      const named = faultOf(message);
      const fault = typeof named === 'string' ? PLACES[named] : named;
      if (typeof fault === 'object' && 'instead' in fault) return void client.write(answerTo(message, fault.instead));
      if (typeof fault === 'object' && 'until' in fault) return void fault.until.then(() => upstream.write(message));
      if (typeof fault === 'object' && fault.cut === 'request') return cutWithin(upstream, message, fault.at);
      if (fault) answers.set(message.readInt32LE(4), fault);
      upstream.write(message);
    });
    eachMessage(upstream, (message) => {
      const fault = answers.get(message.readInt32LE(8));
      if (typeof fault === 'object' && 'cut' in fault) return cutWithin(client, message, fault.at);
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
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    greeting: (answer) => answer,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      proxy.cut();
      return closed;
    },
  };
  return proxy;
}

function eachMessage(socket: Socket, take: (message: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  // Put together when a message is complete: large ones come in hundreds of chunks.
  let chunks: Buffer[] = [];
  let missing = HEADER;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    missing -= chunk.length;
    if (missing > 0) return;
    rest = Buffer.concat([rest, ...chunks]);
    chunks = [];
    while (rest.length >= HEADER && rest.length >= rest.readInt32LE(0)) {
      const message = rest.subarray(0, rest.readInt32LE(0));
      rest = rest.subarray(message.length);
      take(message);
    }
    missing = (rest.length < HEADER ? HEADER : rest.readInt32LE(0)) - rest.length;
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
  const answer = bodyOf(message);
  const instead = change(answer);
  if (instead === answer) return message;
  const whole = Buffer.concat([message.subarray(0, bodyAt(message)), BSON.serialize(instead)]);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}
