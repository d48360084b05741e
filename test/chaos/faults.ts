import { setTimeout as delay } from 'node:timers/promises';
import type { Document } from 'mongodb';
import type { Fault } from '../support/wire-proxy.ts';
import type { Slot } from './processes.ts';
import type { Random } from './random.ts';

/** Something that was done to a process or to its connections, and for how long. Times are ms of the shared clock. */
export interface Disturbance {
  fault: FaultName;
  /** The process that was ended, or the slot whose connections were disturbed, whichever process was there. */
  where: string;
  from: number;
  to: number;
}

export interface Faults {
  disturbances: Disturbance[];
  /** How many commands, answers and processes each fault has hit. */
  hits: Map<FaultName, number>;
  /** Goes on until the time is over and every fault has passed. @param ms how long new ones begin */
  run(ms: number): Promise<void>;
}

/** For how long a fault of connections lasts, ms. A stall of one process may be longer than its leases and than the patience of the driver. */
const LASTS = { least: 300, most: 2_500 };
const LONG_STALL = { probability: 0.15, ms: 14_000 };
const PAUSE = { least: 100, most: 1_200 };
const EVERYWHERE = 0.2;

const WRITES = ['insert', 'update', 'delete', 'findAndModify'];
const REFUSALS = [
  { code: 10107, codeName: 'NotWritablePrimary' },
  { code: 14031, codeName: 'OutOfDiskSpace' },
  { code: 91, codeName: 'ShutdownInProgress' },
  { code: 112, codeName: 'WriteConflict' },
];
const WRITE_CONCERN_ERRORS = [
  { code: 64, codeName: 'WriteConcernTimeout' },
  { code: 91, codeName: 'ShutdownInProgress' },
];

/** What is done to the commands of one process while a fault lasts. */
type CommandFault = (command: string, random: Random) => Fault | undefined;

const COMMAND_FAULTS = {
  'cut in a command': (_command, random) => (random.chance(0.1) ? { cut: 'request', at: random.next() } : undefined),
  'cut in an answer': (_command, random) => (random.chance(0.1) ? { cut: 'answer', at: random.next() } : undefined),
  'database slow': (_command, random) => ({ until: delay(random.between(0, 250)) }),
  'write refused': (command, random) => {
    if (!WRITES.includes(command) || random.chance(0.5)) return undefined;
    const refusal = random.pick(REFUSALS);
    return { instead: { ok: 0, errmsg: refusal.codeName, ...refusal } };
  },
  // Of what is acknowledged so, one part stays written, and the other was undone: when a primary was lost, say.
  'write-concern error': (command, random) => {
    if (!WRITES.includes(command) || random.chance(0.6)) return undefined;
    const one = random.pick(WRITE_CONCERN_ERRORS);
    const writeConcernError = { ...one, errmsg: one.codeName };
    if (command !== 'findAndModify' && random.chance(0.5)) return { instead: { ok: 1, n: 1, writeConcernError } };
    return (answer: Document) => ({ ...answer, writeConcernError });
  },
} satisfies Record<string, CommandFault>;

type CommandFaultName = keyof typeof COMMAND_FAULTS;
export type FaultName = CommandFaultName | 'kill -9' | 'SIGTERM' | 'connections cut' | 'database stalled';

/** How often each is chosen. */
const WEIGHTS: Record<FaultName, number> = {
  'kill -9': 4,
  SIGTERM: 2,
  'connections cut': 3,
  'database stalled': 2,
  'cut in a command': 4,
  'cut in an answer': 4,
  'database slow': 2,
  'write refused': 3,
  'write-concern error': 3,
};
export const FAULT_NAMES = Object.keys(WEIGHTS) as FaultName[];
const CHOICES = FAULT_NAMES.flatMap((name) => Array.from({ length: WEIGHTS[name] }, () => name));

/** Chooses faults by the seed, one after the other: which, where and for how long. Several may last at the same time. */
export function createFaults(slots: Slot[], random: Random): Faults {
  const disturbances: Disturbance[] = [];
  const hits = new Map<FaultName, number>(FAULT_NAMES.map((name) => [name, 0]));
  const hit = (name: FaultName) => void hits.set(name, (hits.get(name) ?? 0) + 1);
  const lasting = new Map<Slot, Set<FaultName>>(slots.map((slot) => [slot, new Set()]));
  const stalls = new Map<Slot, Promise<unknown>>();

  for (const slot of slots) {
    slot.proxy.fault = (command) => {
      // Most of these keep a process from starting, and without processes there is nothing to disturb.
      if (!slot.running && !lasting.get(slot)?.has('database slow')) return undefined;
      const stall = stalls.get(slot);
      if (stall) {
        hit('database stalled');
        return { until: stall };
      }
      for (const name of lasting.get(slot) ?? []) {
        const fault = isCommandFault(name) ? COMMAND_FAULTS[name](command, random) : undefined;
        if (!fault) continue;
        hit(name);
        return fault;
      }
      return undefined;
    };
  }

  async function disturb(fault: FaultName, where: string, action: () => unknown): Promise<void> {
    const one: Disturbance = { fault, where, from: Date.now(), to: Number.POSITIVE_INFINITY };
    disturbances.push(one);
    await action();
    one.to = Date.now();
  }

  /** One process that serves the API is left alone: without any there is nothing to lose. */
  function mortal(where: Slot[]): Slot[] {
    const serving = where.filter(({ url }) => url !== null);
    const isLast = !slots.some((slot) => slot.url !== null && !where.includes(slot));
    const spared = isLast && serving.length > 0 ? random.pick(serving) : null;
    return where.filter((slot) => slot !== spared);
  }

  function end(signal: 'SIGKILL' | 'SIGTERM', name: FaultName, slot: Slot): Promise<void> {
    return disturb(name, slot.running ?? slot.name, async () => {
      if ((await slot.end(signal)) !== null) hit(name);
    });
  }

  async function last(name: FaultName, slot: Slot, ms: number): Promise<void> {
    await disturb(name, slot.name, async () => {
      lasting.get(slot)?.add(name);
      await delay(ms);
      lasting.get(slot)?.delete(name);
    });
  }

  function stall(slot: Slot, ms: number): Promise<void> {
    return disturb('database stalled', slot.name, async () => {
      const over = delay(ms);
      stalls.set(slot, over);
      await over;
      if (stalls.get(slot) === over) stalls.delete(slot);
    });
  }

  function cut(slot: Slot): Promise<void> {
    return disturb('connections cut', slot.name, () => {
      hit('connections cut');
      slot.proxy.cut();
    });
  }

  async function begin(name: FaultName, where: Slot[]): Promise<void> {
    const ms = random.between(LASTS.least, LASTS.most);
    const stallMs = where.length === 1 && random.chance(LONG_STALL.probability) ? LONG_STALL.ms : ms;
    if (name === 'kill -9') await Promise.all(mortal(where).map((slot) => end('SIGKILL', name, slot)));
    else if (name === 'SIGTERM') await Promise.all(mortal(where).map((slot) => end('SIGTERM', name, slot)));
    else if (name === 'connections cut') await Promise.all(where.map(cut));
    else if (name === 'database stalled') await Promise.all(where.map((slot) => stall(slot, stallMs)));
    else await Promise.all(where.map((slot) => last(name, slot, ms)));
  }

  return {
    disturbances,
    hits,
    async run(ms) {
      const deadline = performance.now() + ms;
      const under: Promise<void>[] = [];
      while (performance.now() < deadline) {
        const name = random.pick(CHOICES);
        const running = slots.filter((slot) => slot.running);
        const where = random.chance(EVERYWHERE) ? running : [random.pick(slots)].filter((slot) => slot.running);
        under.push(begin(name, where));
        await delay(random.between(PAUSE.least, PAUSE.most));
      }
      await Promise.all(under);
    },
  };
}

function isCommandFault(name: FaultName): name is CommandFaultName {
  return name in COMMAND_FAULTS;
}
