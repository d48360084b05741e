import { createSocket } from 'node:dgram';

/** Header, flags and counts of a DNS message (RFC 1035, 4.1.1) and of a record that refers to the name of the question. */
const ANSWERED = 0x8180;
const TYPE_A = 1;
const NAME_OF_QUESTION = 0xc00c;

export interface NameServer {
  /** For `DNS_SERVERS`. */
  address: string;
  /** The IPv4 address that every name has from now on. */
  resolvesTo: string;
  close(): Promise<void>;
}

/**
 * Gives every name the same address. Each process of the service has a name server of its own, and so sends to an address of its
 * own: the receiver knows by it who has sent a request.
 */
export async function startNameServer(): Promise<NameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { address, port }) => {
    const question = query.subarray(12, query.indexOf(0, 12) + 5);
    const isA = question.readUInt16BE(question.length - 4) === TYPE_A;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(ANSWERED, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(isA ? 1 : 0, 6);
    socket.send(Buffer.concat([header, question, isA ? record(server.resolvesTo) : Buffer.alloc(0)]), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const server: NameServer = {
    address: `127.0.0.1:${socket.address().port}`,
    resolvesTo: '127.0.0.1',
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  return server;
}

function record(address: string): Buffer {
  const fields = Buffer.alloc(16);
  fields.writeUInt16BE(NAME_OF_QUESTION, 0);
  fields.writeUInt16BE(TYPE_A, 2);
  fields.writeUInt16BE(1, 4); // the class: Internet
  fields.writeUInt16BE(4, 10);
  Buffer.from(address.split('.').map(Number)).copy(fields, 12);
  return fields;
}
