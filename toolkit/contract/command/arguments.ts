import { existsSync } from 'node:fs';
import { type ContractFiles, contractFiles } from '../document/contract-files.ts';
import { UsageError } from '../document/tool-error.ts';

/** What the commands of this folder are given: `out` is the folder of the generated files, `config` the linter's. */
export type Arguments = { contract: ContractFiles; out: string; config: string };

/** @throws UsageError when there is no contract there */
export function existingContract(entry: string): ContractFiles {
  if (!existsSync(entry)) throw new UsageError(`There is no contract at ${entry}.`);
  return contractFiles(entry);
}

/** One line on the standard output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
