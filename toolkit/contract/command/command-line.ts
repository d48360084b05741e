import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ContractFiles, contractFiles } from '../document/contract-files.ts';
import { ToolError, UsageError } from '../document/tool-error.ts';

/** What the commands of this folder are given. Defaults are relative to the working directory. */
export type Arguments = { contract: ContractFiles; out: string; config: string; commands: string[] };

/** A command of this folder. `takesCommands`: it can be given others to run, by `--also`. */
export type Command = { name: string; purpose: string; takesCommands?: boolean };

const options = {
  contract: { type: 'string', default: 'openapi/openapi.yaml' },
  out: { type: 'string', default: 'generated' },
  config: { type: 'string', default: 'redocly.yaml' },
  also: { type: 'string', multiple: true },
  help: { type: 'boolean', default: false },
} as const;

const optionsHelp = `
  --contract FILE  the contract's entry file (${options.contract.default})
  --out FOLDER     where the generated files are (${options.out.default})
  --config FILE    the linter's configuration (${options.config.default})
  --help           this text
`;
const alsoHelp = `  --also COMMAND   a shell command that has to succeed too; can be repeated
`;

/**
 * Runs a command: reads its arguments, prints its errors and sets the exit code, which is 0 when all is well, 1 when the
 * contract is not (`run` gives false, or throws a ToolError) and 2 when the arguments are wrong.
 */
export async function runCommand(command: Command, run: (given: Arguments) => Promise<boolean>): Promise<void> {
  const extra = command.takesCommands ? alsoHelp : '';
  const usage = `Usage: node toolkit/contract/command/${command.name}.ts [options]\n\n${command.purpose}\n${optionsHelp}${extra}`;
  try {
    const given = readArguments(command, usage);
    if (given === undefined) return;
    process.exitCode = (await run(given)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    process.stderr.write(`${error.message}\n${error instanceof UsageError ? `\n${usage}` : ''}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

/** One line on the standard output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readArguments(command: Command, usage: string): Arguments | undefined {
  const { contract, out, config, also = [], help } = parsed();
  if (help) {
    say(usage);
    return undefined;
  }
  if (also.length > 0 && !command.takesCommands) throw new UsageError(`${command.name} has no option '--also'.`);
  if (!existsSync(contract)) throw new UsageError(`There is no contract at ${contract}.`);
  return { contract: contractFiles(contract), out: resolve(out), config: resolve(config), commands: also };
}

function parsed() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
