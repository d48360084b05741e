import { connect, createServer } from 'node:net';
import { Command, type Message, MessageReader } from '@reentrega/embedded/testing';

export interface WireTap {
  /** Leads through the tap. */
  uri: string;
  /** The commands that went through, so far. */
  commands: Command[];
  close(): void;
}

/** Listens in on what drivers say to the engine at `uri`, a Unix socket. */
export async function tapWire(uri: string, path: string): Promise<WireTap> {
  const target = decodeURIComponent(new URL(uri).hostname);
  const commands: Command[] = [];
  const note = ({ body, sequences }: Message) => {
    commands.push(new Command({ body, sequences }));
  };
  const server = createServer((client) => {
    const upstream = connect(target);
    const reader = new MessageReader();
    client.on('data', (chunk: Buffer) => reader.push(Buffer.from(chunk)).forEach(note));
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const through = new URL(uri);
  through.hostname = encodeURIComponent(path);
  return { uri: through.href, commands, close: () => void server.close() };
}
