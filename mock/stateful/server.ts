import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/start.js', import.meta.url));
const END_WITH_PARENT = new URL('./end-with-parent.ts', import.meta.url).href;

export interface Server {
  /** `http://127.0.0.1:41234` */
  url: string;
  stop(): Promise<void>;
}

/**
 * The real service in a process of its own, on a free port.
 * @param variables where its data are
 * @throws Error with what it said if it did not start
 */
export async function startServer(variables: Record<string, string>, token: string): Promise<Server> {
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, MAIN], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl+C is for the mock, which ends the service when it has done with it.
    detached: true,
    env: {
      PATH: process.env['PATH'],
      // Most of a start is reading the code: Node.js keeps it compiled.
      NODE_COMPILE_CACHE: getCompileCacheDir(),
      ...variables,
      PORT: '0',
      BOOTSTRAP_TOKEN: token,
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      // The built-in receiver is on this machine, and so is what a developer tries it with.
      DELIVERY_ALLOWED_SUBNETS: '127.0.0.0/8,::1/128',
      // What waits stays waiting while somebody looks at it.
      RETRY_SCHEDULE: '1h',
    },
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('the service has no output');
  let complaints = '';
  stderr.on('data', (chunk: Buffer) => {
    complaints += chunk;
  });
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(stdout).on('line', (line) => {
      const { msg, url } = line.startsWith('{') ? JSON.parse(line) : {};
      if (msg === 'reentrega is running') resolve(url);
    });
    ended.then(() => reject(new Error(`the service did not start: ${complaints.trim()}`)));
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
