import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./engine-main.ts', import.meta.url));

export interface EngineProcess {
  child: ChildProcess;
  uri: string;
  /** kill -9, and the end of it. */
  kill(): Promise<void>;
}

/** An engine in a process of its own, that can be killed. @throws what it says if it does not start */
export async function startEngineProcess(dataDir: string, ...flags: 'careless'[]): Promise<EngineProcess> {
  const child = spawn(process.execPath, [SCRIPT, dataDir, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const uri = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    ended.then(() => reject(new Error(errors.trim())));
  });
  return {
    child,
    uri,
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
