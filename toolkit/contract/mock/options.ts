import { parseArgs } from 'node:util';
import { parseDelay } from './delay.ts';
import type { MockOptions } from './start.ts';

export const USAGE = `Usage: npm run mock -- [options]      or: reentrega mock [options]

Answers as the contract's API would, in each of its languages.

  --port N            where it listens (4010); 0 for any free port
  --host ADDRESS      127.0.0.1
  --stateful          the real service on a database of its own, with agents, webhooks and logs in every state
  --contract FILE     another contract's entry file
  --delay MS          how long each answer takes: 300, or 200-800
  --failure-rate P    how many requests fail, from 0 to 1
  --dynamic           answers made from the schemas instead of the examples
  --seed N            the same number gives the same data and the same failures (1)
  --help              this text

Each can come from the environment too: MOCK_PORT, MOCK_HOST, MOCK_STATEFUL=1, MOCK_CONTRACT, MOCK_DELAY, MOCK_FAILURE_RATE,
MOCK_DYNAMIC=1, MOCK_SEED. With MONGODB_URI, --stateful makes its database there.
`;

/** A command line that cannot be followed, in one sentence. */
export class UsageError extends Error {}

/** Reads flags, and the environment for those that are not given. @throws UsageError */
export function readOptions(args: string[], env: Record<string, string | undefined>): MockOptions | 'help' {
  const values = parsed(args);
  if (values.help) return 'help';
  const setting = (name: 'port' | 'host' | 'contract' | 'delay' | 'failure-rate' | 'seed') =>
    values[name] ?? (env[`MOCK_${name.toUpperCase().replace('-', '_')}`] || undefined);
  const flag = (name: 'stateful' | 'dynamic') =>
    values[name] ?? /^(1|true|yes)$/i.test(env[`MOCK_${name.toUpperCase()}`] ?? '');

  const port = wholeNumber('--port', setting('port') ?? '4010', 65_535);
  const seed = wholeNumber('--seed', setting('seed') ?? '1', 2 ** 32 - 1);
  const delay = parseDelay(setting('delay') ?? '0');
  if (!delay) throw new UsageError('--delay must be a number of ms such as 300, or two such as 200-800, up to 60000');
  const failureRate = Number(setting('failure-rate') ?? '0');
  if (!(failureRate >= 0 && failureRate <= 1)) throw new UsageError('--failure-rate must be a number from 0 to 1');
  const contract = setting('contract') ?? null;
  const stateful = flag('stateful');
  if (stateful && contract) throw new UsageError('--stateful runs our own service: it cannot be another contract');
  if (stateful && flag('dynamic')) throw new UsageError('--dynamic makes up answers, --stateful gives real ones');
  const host = setting('host') ?? '127.0.0.1';
  const mongodbUri = env['MONGODB_URI'] || undefined;
  return { port, host, seed, delay, failureRate, contract, stateful, dynamic: flag('dynamic'), mongodbUri };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        contract: { type: 'string' },
        delay: { type: 'string' },
        'failure-rate': { type: 'string' },
        seed: { type: 'string' },
        stateful: { type: 'boolean' },
        dynamic: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most) throw new UsageError(`${name} must be a whole number from 0 to ${most}`);
  return value;
}
