import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';

const MAIN = fileURLToPath(new URL('../../server/start.js', import.meta.url));

export interface TestProcess {
  child: ChildProcess;
  /** The lines of its structured log, so far. */
  lines: Record<string, unknown>[];
  /** Everything it wrote to stderr, so far. */
  errors: () => string;
  /** Where its API answers, once it does. */
  url(): Promise<string>;
  /** Sends the signal and waits for the end. Gives the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
  /** Waits for the end without asking for it. */
  ended: Promise<number | NodeJS.Signals>;
}

/** What every process is started with: where programs are, and where Node.js keeps code compiled (vitest.config.ts). */
export function bareEnvironment(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '' };
}

/** `reentrega` in a process of its own, with exactly these environment variables. */
export function startProcess(variables: Record<string, string>, args: string[] = []): TestProcess {
  const env = { ...bareEnvironment(), ...variables };
  const child = spawn(process.execPath, [MAIN, ...args], { env });
  const lines: Record<string, unknown>[] = [];
  let errors = '';
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) lines.push(line.startsWith('{') ? JSON.parse(line) : { text: line });
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 0));
  });
  const running = (line: Record<string, unknown>) => line['msg'] === 'reentrega is running';
  return {
    child,
    lines,
    errors: () => errors,
    async url() {
      const line = await eventually(() => {
        if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}: ${errors}`);
        return lines.find(running);
      }, 'the service to run');
      return String(line['url']);
    },
    end(signal) {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}
