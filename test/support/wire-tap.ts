import { connect, createServer } from 'node:net';
import { Command, type Message, MessageReader } from '@reentrega/embedded/testing';

export interface WireTap {
  /** Leads through the tap. */
  uri: string;
  /** The commands that went through, so far. */
  commands: Command[];
  close(): void;
}

/**
 * Listens in on what drivers say to the engine at `uri`, a Unix socket.
 * @param before awaited for each command before it gets there
 */
export async function tapWire(
  uri: string,
  path: string,
  before: (message: Message, command: Command) => Promise<void> = async () => {},
): Promise<WireTap> {
  const target = decodeURIComponent(new URL(uri).hostname);
  const commands: Command[] = [];
  const note = async (message: Message) => {
    const command = new Command(message);
    commands.push(command);
    await before(message, command);
  };
  const server = createServer((client) => {
    const upstream = connect(target);
    const reader = new MessageReader();
    let passed = Promise.resolve();
    client.on('data', (chunk: Buffer) => {
      const messages = reader.push(Buffer.from(chunk));
      passed = passed.then(async () => {
        for (const message of messages) await note(message);
        upstream.write(chunk);
      });
    });
    client.on('end', () => void passed.then(() => upstream.end()));
    upstream.pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const through = new URL(uri);
  through.hostname = encodeURIComponent(path);
  return { uri: through.href, commands, close: () => void server.close() };
}
