import { alarms } from './modes/alarms.ts';
import { binding } from './modes/binding.ts';
import { database } from './modes/database.ts';
import { fanout } from './modes/fanout.ts';
import { growth } from './modes/growth.ts';
import { http } from './modes/http.ts';
import { latency } from './modes/latency.ts';
import { limits } from './modes/limits.ts';
import { memory } from './modes/memory.ts';
import type { Mode } from './modes/mode.ts';
import { neighbours } from './modes/neighbours.ts';
import { retry } from './modes/retry.ts';
import { soak } from './modes/soak.ts';
import { storm } from './modes/storm.ts';
import { throughput } from './modes/throughput.ts';
import { workers } from './modes/workers.ts';
import { worst } from './modes/worst.ts';

/** All modes, in the order in which they run. */
export const MODES = {
  throughput,
  fanout,
  latency,
  retry,
  http,
  binding,
  growth,
  storm,
  alarms,
  neighbours,
  limits,
  workers,
  memory,
  database,
  worst,
  soak,
} satisfies Record<string, Mode>;
export type ModeName = keyof typeof MODES;

/** Run only when they are asked for: they take minutes. */
const ON_REQUEST: ModeName[] = ['limits', 'worst', 'soak'];
export const MODE_NAMES = Object.keys(MODES) as ModeName[];
export const USUAL_MODES = MODE_NAMES.filter((name) => !ON_REQUEST.includes(name));
/** Modes that use no database, or whatever tests use, and so run once. */
export const WITHOUT_DATABASE: ModeName[] = ['binding', 'worst'];
