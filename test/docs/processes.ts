import { type ChildProcess, execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { promisify } from 'node:util';

const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/** Runs a program and gives what it printed. @throws with what it complained about */
export async function mustSucceed([program = '', ...args]: string[], cwd: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { cwd, maxBuffer: MAX_OUTPUT_BYTES });
  return stdout;
}

/** Whether a program is there and ends well. */
export function finished(command: string[], cwd: string): Promise<boolean> {
  return mustSucceed(command, cwd).then(
    () => true,
    () => false,
  );
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Waits until a process listens. @throws when it ends before */
export async function waitUntilOpen(port: number, child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the receiver ended with ${code}`);
  });
  ended.catch(() => undefined);
  const opened = async () => {
    while (!(await isOpen(port))) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  await Promise.race([opened(), ended]);
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
