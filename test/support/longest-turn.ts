/**
 * Loaded into a process before everything else (`node --import`): on SIGUSR2 it writes how long its event loop was held up at most
 * since the last time, as a line of JSON. CPU time of the thread hardly depends on what else the machine does; the delay does.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** ms between two looks; a turn that is shorter is not told apart from the next one. */
const EVERY = 1;

const delay = monitorEventLoopDelay({ resolution: EVERY });
delay.enable();
let last = cpuMs();
let longest = 0;

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function look(): void {
  const now = cpuMs();
  longest = Math.max(longest, now - last);
  last = now;
}

setInterval(look, EVERY).unref();
process.on('SIGUSR2', () => {
  look();
  process.stdout.write(`${JSON.stringify({ msg: 'longest turn', cpuMs: longest, delayMs: delay.max / 1e6 })}\n`);
  longest = 0;
  delay.reset();
});
