import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { TYPE } from './bson-value.ts';
import { encode } from './bson-writer.ts';
import { Command, type Engine, type Reply } from './command.ts';
import { COMMANDS } from './commands.ts';
import { CommandError } from './errors.ts';
import type { Writer } from './group-commit.ts';
import { answerTo, type Message, MessageReader } from './wire.ts';
import { described } from './write-commands.ts';

/** Commands that somebody who has not said the password yet may send. */
const OPEN = new Set(['hello', 'ismaster', 'isMaster', 'saslStart', 'ping', 'buildInfo']);

/** Serves one client: reads its messages, has its commands done, and answers. @param password null where the socket is only ours */
export function serveConnection(socket: Socket, engine: Engine, writer: Writer, password: string | null): void {
  const reader = new MessageReader();
  let isKnown = password === null;
  socket.setNoDelay(true);
  // A client that goes away in the middle of something is not our business: what it asked for is done or not, as acknowledged.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const message of reader.push(chunk)) take(message);
    } catch {
      // Not the protocol: nothing that could be answered.
      socket.destroy();
    }
  });

  function take(message: Message): void {
    const answer = (outcome: Reply | CommandError) => {
      if (message.isSilent || socket.destroyed) return;
      const reply = outcome instanceof CommandError ? { ok: 0, ...described(outcome) } : outcome;
      socket.write(answerTo(message, encode(reply)));
    };
    try {
      const command = new Command(message);
      if (command.name === 'saslStart' && password !== null) {
        assertPassword(command, password);
        isKnown = true;
      }
      if (!isKnown && !OPEN.has(command.name)) {
        throw new CommandError('Unauthorized', `Command ${command.name} requires authentication`);
      }
      const { isRead, run } = COMMANDS[command.name];
      writer.add({ client: socket, isRead, run: () => run(engine, command), done: answer });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      answer(error);
    }
  }
}

/** SASL PLAIN (RFC 4616): `\0user\0password`. In the clear, on the loopback interface. */
function assertPassword(command: Command, password: string): void {
  const payload = command.field('payload');
  const isPlain = command.text('mechanism') === 'PLAIN' && payload?.type === TYPE.binary;
  const given = isPlain ? (payload.raw().subarray(5).toString('utf8').split('\0')[2] ?? '') : '';
  const [a, b] = [Buffer.from(given), Buffer.from(password)];
  if (a.length !== b.length || !timingSafeEqual(a, b))
    throw new CommandError('AuthenticationFailed', 'Authentication failed.');
}
