import { Argument, Command, InvalidArgumentError } from 'commander';
import type { Sizes } from './modes/mode.ts';
import { MODE_NAMES, type ModeName, USUAL_MODES } from './modes.ts';

/** What `npm run bench` is to do. */
export interface Wanted {
  modes: ModeName[];
  sizes: Sizes;
  /** The folder that the JSON file and the chart are written to. */
  out: string;
}

/** Reads what follows `npm run bench --`. @throws CommanderError for what it cannot read, and for `--help` */
export function readCommandLine(
  args: string[],
  write: (text: string) => void = (text) => process.stdout.write(text),
): Wanted {
  const command = new Command('npm run bench --')
    .description('Measures the service. Nothing passes or fails: figures depend on the machine and its load.')
    .addArgument(
      new Argument('[modes...]', 'what to measure; all but limits, worst and soak by default').choices(MODE_NAMES),
    )
    .option('--events <number>', 'events of the modes that publish', wholeNumber, 1_000)
    .option('--payload <bytes>', 'bytes of data in each event, 200 to 200000', wholeNumber, 1_000)
    .option('--minutes <number>', 'runs the soak mode for so many minutes', positive)
    .option('--full', 'as many logs and deliveries as the aims name: 1 M, 100 k; takes long', false)
    .option('--out <folder>', 'where results.json and results.svg are written', 'bench/results')
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write })
    .parse(args, { from: 'user' });
  const options = command.opts<{ events: number; payload: number; minutes?: number; full: boolean; out: string }>();
  const { events, payload, minutes, full, out } = options;
  const named = command.processedArgs[0] as ModeName[];
  const byDefault: ModeName[] = minutes === undefined ? USUAL_MODES : ['soak'];
  return {
    modes: named.length > 0 ? MODE_NAMES.filter((name) => named.includes(name)) : byDefault,
    sizes: { events, eventBytes: payload, minutes: minutes ?? 1, full },
    out,
  };
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1.');
  return Number(text);
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 10_000)) throw new InvalidArgumentError('Give a number above 0.');
  return value;
}
