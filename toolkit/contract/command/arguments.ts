import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ContractFiles, contractFiles } from '../document/contract-files.ts';
import { readSettings, settingsName, settingsOf } from '../document/settings.ts';
import { UsageError } from '../document/tool-error.ts';

/** What the commands of this folder are given: `out` is the folder of the generated files, `config` the linter's, or `recommended`. */
export type Arguments = { contract: ContractFiles; out: string; config: string };

/** What the command line says in place of `contract.yaml`. */
export type Given = { contract?: string; out?: string; config?: string };

/** @throws UsageError when there is no contract there, ToolError when `contract.yaml` has a mistake */
export function argumentsFrom({ contract, out, config }: Given): Arguments {
  const entry = contract ?? (existsSync(settingsName) ? undefined : 'openapi/openapi.yaml');
  if (entry !== undefined && !existsSync(entry)) throw new UsageError(noContract(entry));
  const settings = entry === undefined ? readSettings(settingsName) : settingsOf(entry);
  return {
    contract: contractFiles(settings.contract, settings),
    out: out === undefined ? settings.out : resolve(out),
    config: config === undefined ? settings.rules : resolve(config),
  };
}

function noContract(entry: string): string {
  return `There is no contract at ${entry}. \`contract init\` makes one, or is told where it is.`;
}

/** One line on the standard output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
