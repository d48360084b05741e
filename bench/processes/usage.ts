import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process has used so far: all of its threads, so the embedded engine's too. */
export interface Usage {
  /** User and system time, ms. */
  cpuMs: number;
  /** Resident memory now, MB. */
  rssMb: number;
  /** The most resident memory so far, MB; null where the system does not tell. */
  peakMb: number | null;
}

const MB = 1024 * 1024;
/** Linux counts CPU time in ticks of 10 ms (`getconf CLK_TCK`) wherever Node.js runs. */
const TICK_MS = 10;

/** Reads it from /proc, or, where there is none, from `ps`. @throws Error if the process has ended */
export function usageOf(pid: number): Usage {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): Usage {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  return {
    cpuMs: cpuOfStat(readFileSync(`/proc/${pid}/stat`, 'utf8')),
    rssMb: (kilobytes('VmRSS') * 1024) / MB,
    peakMb: (kilobytes('VmHWM') * 1024) / MB,
  };
}

/** `utime` and `stime` of /proc/<pid>/stat (proc_pid_stat(5), fields 14 and 15), ms. The name, field 2, may hold spaces and brackets. */
export function cpuOfStat(stat: string): number {
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(afterName[11]) + Number(afterName[12])) * TICK_MS;
}

function fromPs(pid: number): Usage {
  const [time = '', kilobytes = ''] = execFileSync('ps', ['-o', 'time=,rss=', '-p', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/);
  return { cpuMs: cpuOfPs(time), rssMb: (Number(kilobytes) * 1024) / MB, peakMb: null };
}

/** `[[days-]hours:]minutes:seconds[.fraction]`, as ps(1) writes CPU time, in ms. */
export function cpuOfPs(time: string): number {
  const [, days = '0', clock = ''] = /^(?:(\d+)-)?(.*)$/.exec(time) ?? [];
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round((Number(days) * 86_400 + seconds) * 1000);
}
