/** `npm run test:chaos`: see CONTRIBUTING.md. */
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { testDatabase } from '../support/database.ts';
import { TOKEN, testVariables } from '../support/service.ts';
import { type Evidence, readStored, settled } from './evidence.ts';
import { createFaults } from './faults.ts';
import { check } from './invariants.ts';
import { createLoad } from './load.ts';
import { type Fleet, startFleet } from './processes.ts';
import { seeded } from './random.ts';
import { startReceiver } from './receiver.ts';
import { type Run, report } from './report.ts';

const SHORT_MINUTES = 0.35;
const LEASE_MS = 3_000;
/** Longer than a bulk retry waits for somebody to take it over, and than a process that was stalled needs to notice. */
const SETTLE_MS = 90_000;
const VARIABLES = {
  DELIVERY_LEASE: `${LEASE_MS}ms`,
  RETRY_SCHEDULE: '200ms,500ms,1s',
  LOG_LEVEL: 'info',
  NODE_ENV: 'production',
};

interface Wanted {
  minutes: number;
  seed: number;
}

function readCommandLine(args: string[]): Wanted {
  return new Command('npm run test:chaos --')
    .description('Breaks a running service in every way it has to survive, and checks that nothing was lost.')
    .option('--minutes <number>', 'for how long faults go on', positive, SHORT_MINUTES)
    .option(
      '--seed <number>',
      'which faults there are; another one each time by default',
      wholeNumber,
      randomInt(2 ** 31),
    )
    .exitOverride()
    .parse(args, { from: 'user' })
    .opts<Wanted>();
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 10_000)) throw new InvalidArgumentError('Give a number above 0.');
  return value;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}

async function run({ minutes, seed }: Wanted): Promise<Run> {
  const database = await testDatabase('loopback');
  const dataDir = await mkdtemp(join(tmpdir(), 'reentrega-chaos-'));
  // Each has a sequence of its own: so the faults of a seed do not depend on how quick the load is.
  const [ofLoad, ofReceiver, ofFaults, ofFleet] = [seeded(seed), seeded(seed + 1), seeded(seed + 2), seeded(seed + 3)];
  const receiver = await startReceiver(ofReceiver);
  const variables = testVariables(database.uri, dataDir, VARIABLES);
  const fleet = await startFleet({ uri: database.uri, variables, receiver, random: ofFleet });
  endWith(fleet);
  try {
    await fleet.complete();
    const load = await createLoad({ slots: fleet.slots, token: TOKEN, receiver, random: ofLoad });
    const faults = createFaults(fleet.slots, ofFaults);
    say(`faults for ${(minutes * 60).toFixed(0)} s, seed ${seed}`);
    const startedAt = performance.now();
    const stop = new AbortController();
    const working = load.run(stop.signal);
    await faults.run(minutes * 60_000);
    const seconds = (performance.now() - startedAt) / 1000;
    stop.abort();
    receiver.recover();
    await Promise.all([working, fleet.complete()]);
    say('faults are over; waiting for the service to settle');
    const settleSeconds = (await settled(database.db, SETTLE_MS)) / 1000;

    const evidence: Evidence = {
      promises: load.promises,
      stored: await readStored(database.db),
      received: receiver.received,
      disturbances: faults.disturbances,
      finishes: fleet.finishes(),
      misdeeds: fleet.misdeeds,
      leaseMs: LEASE_MS,
    };
    const findings = check(evidence);
    const place = process.env['MONGODB_URI'] === undefined ? 'embedded engine' : 'MONGODB_URI';
    return {
      database: place,
      seed,
      seconds,
      settleSeconds,
      evidence,
      findings,
      hits: faults.hits,
      starts: fleet.starts,
    };
  } finally {
    await fleet.close();
    await receiver.close();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Whoever ends this process must not be left with those that it started. */
function endWith(fleet: Fleet): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void fleet.close().then(() => process.exit(1)));
}

function say(text: string): void {
  process.stderr.write(`chaos: ${text}\n`);
}

try {
  const result = await run(readCommandLine(process.argv.slice(2)));
  process.stdout.write(`${report(result)}\n`);
  // The embedded engine ends with this process.
  process.exit(result.findings.broken.length > 0 ? 1 : 0);
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode;
}
