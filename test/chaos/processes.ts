import { setTimeout as delay } from 'node:timers/promises';
import { startProcess, type TestProcess } from '../support/process.ts';
import { startWireProxy, type WireProxy } from '../support/wire-proxy.ts';
import { type NameServer, startNameServer } from './name-server.ts';
import type { Random } from './random.ts';
import type { ChaosReceiver } from './receiver.ts';

/** Two processes that serve the API, one of which also delivers, and two that only deliver. */
const ROLES = { 'api-1': 'all', 'api-2': 'api', 'worker-1': 'worker', 'worker-2': 'worker' } as const;
/** A machine that is busy with other work takes its time. */
const LONGEST_START_MS = 180_000;
const RESTART_AFTER_MS = { least: 0, most: 1_500 };

/** A place for a process of the service, which is started again whenever it ends. */
export interface Slot {
  name: string;
  /** The process that runs there now, as the receiver knows it: `api-1.3` is the third one. Null while there is none. */
  running: string | null;
  /** Where its API is; null for a worker, and while there is none. */
  url: string | null;
  /** Between the process and its database. */
  proxy: WireProxy;
  /** Ends the process with a signal, and waits until that has happened. Null if there is none to end. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | NodeJS.Signals | null>;
}

/** A result that a process has done with: written, or dropped because its lease was lost. Before that, its attempt is in flight. */
export interface Finish {
  process: string;
  logId: string;
  at: number;
}

export interface Fleet {
  slots: Slot[];
  /** Processes that did not end as they should: by themselves, or with another code than 0 after SIGTERM. */
  misdeeds: string[];
  /** How often a process was started, and how often it could not start: its database was not well. */
  starts: { made: number; failed: number };
  /** What the logs of all processes say of results, so far. */
  finishes(): Finish[];
  /** Waits until there is a running process in every slot. */
  complete(): Promise<void>;
  close(): Promise<void>;
}

export interface FleetOptions {
  uri: string;
  variables: Record<string, string>;
  receiver: ChaosReceiver;
  random: Random;
}

/** Starts the processes, each with a way to the database and a name server of its own. Only these are ever ended. */
export async function startFleet({ uri, variables, receiver, random }: FleetOptions): Promise<Fleet> {
  const fleet: Omit<Fleet, 'finishes' | 'complete' | 'close'> = {
    slots: [],
    misdeeds: [],
    starts: { made: 0, failed: 0 },
  };
  const closing = new AbortController();
  const keepers: Promise<void>[] = [];
  const proxies: (WireProxy | NameServer)[] = [];
  const logs = new Map<string, TestProcess['lines']>();

  async function open(name: string, role: string, place: number): Promise<void> {
    const [proxy, names] = await Promise.all([startWireProxy(uri), startNameServer()]);
    proxies.push(proxy, names);
    let current: TestProcess | null = null;
    let asked: NodeJS.Signals | null = null;
    const slot: Slot = {
      name,
      running: null,
      url: null,
      proxy,
      async end(signal) {
        if (!current || !slot.running) return null;
        asked = signal;
        slot.url = null;
        return current.end(signal);
      },
    };
    fleet.slots.push(slot);

    /** From the start of a process to its end. */
    async function live(number: number): Promise<void> {
      const sender = `${name}.${number}`;
      names.resolvesTo = `127.77.${place}.${number}`;
      await receiver.listenFor(sender, names.resolvesTo);
      fleet.starts.made++;
      asked = null;
      current = startProcess({
        ...variables,
        ...(role === 'worker' && { PORT: '' }),
        MONGODB_URI: proxy.uri,
        ROLE: role,
        DNS_SERVERS: names.address,
      });
      const member = current;
      logs.set(sender, member.lines);
      const stop = () => void member.end('SIGKILL');
      closing.signal.addEventListener('abort', stop);
      const url = await Promise.race([member.url().catch(() => null), member.ended.then(() => null)]);
      const isUp = url !== null && member.child.exitCode === null && member.child.signalCode === null;
      // One that cannot be waited for gives its place to the next.
      if (!isUp) void member.end('SIGKILL');
      if (isUp) {
        slot.running = sender;
        slot.url = url === 'null' ? null : url;
      } else fleet.starts.failed++;
      const code = await member.ended;
      closing.signal.removeEventListener('abort', stop);
      slot.running = null;
      slot.url = null;
      current = null;
      if (closing.signal.aborted || !isUp) return;
      if (asked === null) fleet.misdeeds.push(`${sender} ended by itself with ${code}: ${lastWords(member)}`);
      if (asked === 'SIGTERM' && code !== 0)
        fleet.misdeeds.push(`${sender} ended with ${code} after SIGTERM: ${lastWords(member)}`);
    }

    async function keep(): Promise<void> {
      for (let number = 1; !closing.signal.aborted; number++) {
        await live((number % 254) + 1);
        await delay(random.between(RESTART_AFTER_MS.least, RESTART_AFTER_MS.most), undefined, {
          signal: closing.signal,
        }).catch(() => undefined);
      }
    }
    keepers.push(keep());
  }

  await Promise.all(Object.entries(ROLES).map(([name, role], place) => open(name, role, place)));
  return {
    ...fleet,
    finishes: () => [...logs].flatMap(([process, lines]) => lines.flatMap((line) => finishIn(process, line))),
    async complete() {
      const deadline = performance.now() + LONGEST_START_MS;
      while (fleet.slots.some(({ running }) => !running)) {
        if (performance.now() > deadline) throw new Error('not all processes of the service are running');
        await delay(50);
      }
    },
    async close() {
      closing.abort();
      await Promise.all(keepers);
      await Promise.all(proxies.map((one) => one.close()));
    },
  };
}

function finishIn(process: string, { msg, log_id, time }: Record<string, unknown>): Finish[] {
  if (msg !== 'delivery: attempt finished') return [];
  return [{ process, logId: String(log_id), at: Date.parse(String(time)) }];
}

function lastWords({ errors, lines }: TestProcess): string {
  return errors().slice(-500) || JSON.stringify(lines.slice(-3));
}
