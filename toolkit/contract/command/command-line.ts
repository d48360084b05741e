import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { ToolError, UsageError } from '../document/tool-error.ts';
import { existingContract } from './arguments.ts';

const contractOption = ['--contract <file>', "the contract's entry file", 'openapi/openapi.yaml'] as const;
const outOption = ['--out <folder>', 'where the generated files are', 'generated'] as const;

/**
 * The command line. Gives the exit code: 0 when all is well, 1 when the contract is not (a check has not passed, or a ToolError), 2
 * when the arguments are wrong. Each subcommand loads what it needs when it is run: the linter and the compiler take their time.
 */
export async function runCommand(args: string[]): Promise<number> {
  let passed = true;
  const program = new Command('contract')
    .description('Checks a contract in several languages, and makes everything of it that can be made.')
    .showHelpAfterError()
    .exitOverride();

  program
    .command('generate')
    .description(
      'Writes everything that is made from the contract: one bundle per language (YAML and JSON), the overlay that turns one into the other, the types, the messages and the table of operations.',
    )
    .option(...contractOption)
    .option(...outOption)
    .action(async (given: { contract: string; out: string }) => {
      const contract = existingContract(given.contract);
      const { generate } = await import('./generate.ts');
      await generate({ contract, out: resolve(given.out) });
    });

  program
    .command('check')
    .description(
      'Checks the contract: its form, examples and translations, the messages, that the generated files are up to date, and that nothing breaks the clients of the last release. All checks run, whatever the first ones find.',
    )
    .option(...contractOption)
    .option(...outOption)
    .option('--config <file>', "the linter's configuration", 'redocly.yaml')
    .option('--also <command>', 'a shell command that has to succeed too; can be repeated', collected, [])
    .action(async (given: { contract: string; out: string; config: string; also: string[] }) => {
      const contract = existingContract(given.contract);
      const { check } = await import('./check.ts');
      const { out, config, also } = given;
      passed = await check({ contract, out: resolve(out), config: resolve(config), also });
    });

  program
    .command('accept')
    .description(
      'Remembers that each translation is right for the English that now stands beside it, in i18n.lock.json. Run it after you have read the translations that the check calls stale.',
    )
    .option(...contractOption)
    .action(async (given: { contract: string }) => {
      const contract = existingContract(given.contract);
      const { accept } = await import('./accept.ts');
      await accept({ contract });
    });

  program
    .command('release')
    .description(
      'Keeps the contract as it is now as the release of its info.version, which later changes are compared with.',
    )
    .option(...contractOption)
    .action(async (given: { contract: string }) => {
      const contract = existingContract(given.contract);
      const { release } = await import('./release.ts');
      await release({ contract });
    });

  program
    .command('docs')
    .description('Writes the docs of a contract as a static site: each language its own pages.')
    .option(...contractOption)
    .option('--out <folder>', 'where the site goes; what was there is replaced', 'toolkit/contract/docs/dist')
    .option(
      '--server <url>',
      'what relative addresses of servers are relative to; without it, the page (http://localhost:3000 on plain pages)',
    )
    .option('--client <name>', 'the package of the client for this contract, for the samples; plain fetch without one')
    .action(async (given: { contract: string; out: string; server?: string; client?: string }) => {
      const contract = existingContract(given.contract);
      const { buildDocs } = await import('../docs/build.ts');
      await buildDocs({ contract, out: resolve(given.out), server: given.server, client: given.client });
    });

  try {
    await program.parseAsync(args, { from: 'user' });
    return passed ? 0 : 1;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof ToolError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function collected(value: string, before: string[]): string[] {
  return [...before, value];
}
