/** `npm run bench`: see bench/README.md. */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { readCommandLine, type Wanted } from './command-line.ts';
import type { Place } from './measure/bench-database.ts';
import { MODES, WITHOUT_DATABASE } from './modes.ts';
import { chartOf } from './report/chart.ts';
import { createProgress } from './report/progress.ts';
import type { Result } from './report/result.ts';
import { tableOf } from './report/table.ts';

const PLACES: Place[] = [
  { name: 'embedded engine', uri: null },
  ...(process.env['MONGODB_URI'] ? [{ name: 'MONGODB_URI', uri: process.env['MONGODB_URI'] }] : []),
];
const NO_PLACE: Place = { name: 'no database', uri: null };

async function run({ modes, sizes, out }: Wanted): Promise<void> {
  const progress = createProgress();
  const runs = modes.flatMap((mode) =>
    (WITHOUT_DATABASE.includes(mode) ? [NO_PLACE] : PLACES).map((place) => ({ mode, place })),
  );
  const machine = {
    node: process.version,
    processor: cpus()[0]?.model,
    cores: availableParallelism(),
    loadAverage: loadavg(),
    at: new Date(),
  };
  const results: Result[] = [];
  for (const [index, { mode, place }] of runs.entries()) {
    progress.stage(`[${index + 1}/${runs.length}] ${mode}, ${place.name}`);
    const startedAt = performance.now();
    try {
      const measured = await MODES[mode]({ place, sizes, step: progress.step });
      const seconds = (performance.now() - startedAt) / 1000;
      const result: Result = { mode, database: place.name, ...measured, seconds };
      results.push(result);
      progress.clear();
      process.stdout.write(`${tableOf(result)}\n\n`);
    } catch (error) {
      // Failure policy: the other modes are still worth having; the exit code tells.
      progress.clear();
      process.stderr.write(`${mode} failed: ${error instanceof Error ? error.stack : error}\n`);
      process.exitCode = 1;
    }
    await save(out, { machine, sizes, results });
  }
  process.stdout.write(`${join(out, 'results.json')}, ${join(out, 'results.svg')}\n`);
}

/** After each mode, so that an interrupted run leaves what it measured. */
async function save(out: string, report: { machine: object; sizes: object; results: Result[] }): Promise<void> {
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'results.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(out, 'results.svg'), chartOf(report.results));
}

try {
  await run(readCommandLine(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode;
}
