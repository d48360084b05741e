import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DemoError } from './demo-error.ts';

const MAIN = fileURLToPath(new URL('../server/start.js', import.meta.url));

export interface Server extends AsyncDisposable {
  /** `http://127.0.0.1:41234` */
  url: string;
  /** A token that its API accepts. */
  token: string;
}

/**
 * The real service in a process of its own, on a free port.
 * @throws DemoError with what it said if it did not start
 */
export async function startServer(databaseUri: string): Promise<Server> {
  const token = `talq_${randomBytes(24).toString('base64url')}`;
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl+C is for the demo, which ends the service when it has done with it.
    detached: true,
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      MONGODB_URI: databaseUri,
      PORT: '0',
      BOOTSTRAP_TOKEN: token,
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      // The receiver is on this machine, where webhooks may not go unless they are allowed to.
      DELIVERY_ALLOWED_SUBNETS: '127.0.0.0/8',
      // Far enough away that the retry by hand comes first.
      RETRY_SCHEDULE: '5m',
    },
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk;
  });
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const { msg, url } = line.startsWith('{') ? JSON.parse(line) : {};
      if (msg === 'reentrega is running') resolve(url);
    });
    ended.then(() => {
      const why = complaints.trim();
      reject(new DemoError([`The service did not start. ${why}`, `O serviço não subiu. ${why}`]));
    });
  });
  return {
    url,
    token,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
