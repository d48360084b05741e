import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Usage, usageOf } from './usage.ts';

const STOPS_WITHIN_MS = 16_000;

/** A service under test, or one to compare with, in a process of its own. */
export interface ServiceProcess {
  /** Where its API answers; empty if it serves none. */
  url: string;
  /** From the start of the process until it was ready, ms. */
  startMs: number;
  /** @throws Error with what it wrote to stderr, if it has ended */
  usage(): Usage;
  stop(): Promise<void>;
}

/**
 * Starts a file with exactly these environment variables and waits for the line on stdout that says it is running. What it logs
 * is read and dropped, as by whoever collects logs.
 * @throws Error with what it wrote to stderr, if it ends before that
 */
export async function startServiceProcess(file: URL, variables: Record<string, string>): Promise<ServiceProcess> {
  const { PATH = '', TMPDIR = '' } = process.env;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(file)], {
    env: { PATH, ...(TMPDIR && { TMPDIR }), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk).slice(-4_000);
  });
  const url = await runningAt(createInterface({ input: child.stdout }));
  if (url === undefined) throw new Error(`${file.pathname} ended before it was running: ${errors}`);
  child.stdout.resume();
  const pid = child.pid ?? 0;
  return {
    url,
    startMs: performance.now() - startedAt,
    usage() {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the process has ended: ${errors}`);
      return usageOf(pid);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const killing = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
      await exited;
      clearTimeout(killing);
    },
  };
}

async function runningAt(lines: AsyncIterable<string>): Promise<string | undefined> {
  for await (const line of lines) {
    if (!line.startsWith('{')) continue;
    const { msg, url }: { msg?: string; url?: string | null } = JSON.parse(line);
    if (msg?.endsWith('is running')) return url ?? '';
  }
  return undefined;
}
