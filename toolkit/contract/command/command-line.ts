import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { ToolError, UsageError } from '../document/tool-error.ts';
import { UsageError as MockUsageError, readOptions } from '../mock/options.ts';
import { argumentsFrom, type Given } from './arguments.ts';
import { type ReportFormat, reportFormats } from './report.ts';

const EXIT_CODES = `
Exit codes: 0 all is well, 1 something has to be put right, 2 the command line is wrong.`;

/**
 * The command line. Gives the exit code: 0 when all is well, 1 when the contract is not (a check has not passed, or a ToolError), 2
 * when the arguments are wrong. Each subcommand loads what it needs when it is run: the linter and the compiler take their time.
 */
export async function runCommand(args: string[]): Promise<number> {
  let passed = true;
  const program = new Command('contract')
    .description('An OpenAPI contract in several languages: checked, and everything made of it that can be made.')
    .showHelpAfterError()
    .exitOverride()
    .addHelpText('after', EXIT_CODES);
  const command = (usage: string, description: string) =>
    program.command(usage).description(description).addHelpText('after', EXIT_CODES);
  const onContract = (usage: string, description: string) =>
    command(usage, description).option('--contract <file>', "the contract's entry file, in place of contract.yaml's");
  const out = ['--out <folder>', "where the generated files are, in place of contract.yaml's"] as const;
  const format = () => new Option('--format <name>', 'how it is told').choices(reportFormats).default('table');

  command('init', 'Writes contract.yaml for the contract that is here already, or with a new one to begin with.')
    .option('--contract <file>', "the contract's entry file, if it is not found by itself")
    .option('--written <language>', 'the language that the contract is written in', 'en')
    .action(async ({ contract, written }: { contract?: string; written: string }) => {
      const { init } = await import('./init.ts');
      await init({ contract, written });
    });

  command('add-language <tag>', 'Adds a language to contract.yaml, as a draft, and generates everything anew.')
    .option('--complete', 'gaps in it fail the check at once', false)
    .action(async (language: string, { complete }: { complete: boolean }) => {
      const [{ addLanguage }, { generate }] = await Promise.all([import('./init.ts'), import('./generate.ts')]);
      await addLanguage({ language, complete });
      await generate(argumentsFrom({}));
    });

  onContract('status', 'Tells how far each language is. A gap in a complete language is exit code 1.')
    .addOption(format())
    .action(async (given: Given & { format: ReportFormat }) => {
      const { status } = await import('./status.ts');
      passed = await status(argumentsFrom(given), given.format);
    });

  onContract(
    'export <language>',
    'Writes the texts of a language for its translators: those that are missing or stale.',
  )
    .option('--format <name>', 'xliff (2.0), po, csv or json; by the name of the file without it')
    .option('--out <file>', 'where to; the standard output without it')
    .option('--all', 'the texts that are done, too', false)
    .action(async (language: string, given: { contract?: string; format?: string; out?: string; all: boolean }) => {
      const { exportTexts } = await import('./exchange.ts');
      const { contract, format, out, all } = given;
      await exportTexts(argumentsFrom(contract === undefined ? {} : { contract }), { language, format, out, all });
    });

  onContract('import <file>', 'Puts translations into the contract and marks them as accepted; all of them, or none.')
    .option('--format <name>', 'xliff (2.0), po, csv or json; by the name of the file without it')
    .option('--language <tag>', "in place of the file's own")
    .action(async (file: string, given: { contract?: string; format?: string; language?: string }) => {
      const { importFile } = await import('./exchange.ts');
      const { contract, format, language } = given;
      await importFile(argumentsFrom(contract === undefined ? {} : { contract }), { file, format, language });
    });

  onContract(
    'accept',
    'Remembers that each translation is right for the text that now stands beside it, in i18n.lock.json. Run it after you have read the translations that the check calls stale.',
  ).action(async (given: Given) => {
    const { accept } = await import('./accept.ts');
    await accept(argumentsFrom(given));
  });

  onContract(
    'generate',
    'Writes everything that is made from the contract: one bundle per language (YAML and JSON), the overlay that turns one into the other, the types, the messages and the table of operations.',
  )
    .option(...out)
    .action(async (given: Given) => {
      const { generate } = await import('./generate.ts');
      await generate(argumentsFrom(given));
    });

  onContract(
    'check',
    'Checks the contract: its form, examples and translations, the messages, that the generated files are up to date, and that nothing breaks the clients of the last release. All checks run, whatever the first ones find.',
  )
    .option(...out)
    .option('--config <file>', "the linter's configuration, in place of contract.yaml's rules")
    .option(
      '--base <ref>',
      'the git commit, branch or tag whose clients must not break, in place of the newest release',
    )
    .option('--also <command>', 'a shell command that has to succeed too; can be repeated', collected, [])
    .addOption(format())
    .action(async (given: Given & { also: string[]; base?: string; format: ReportFormat }) => {
      const { check } = await import('./check.ts');
      const { also, base, format } = given;
      passed = await check({ ...argumentsFrom(given), also, base, format });
    });

  onContract(
    'release',
    'Keeps the contract as it is now as the release of its info.version, which later changes are compared with.',
  ).action(async (given: Given) => {
    const { release } = await import('./release.ts');
    await release(argumentsFrom(given));
  });

  onContract(
    'coverage [command...]',
    'Tells which operations, statuses and languages a test run exercised: `contract coverage -- npm test`. @reentrega/express writes down what it answers; with --target, a proxy at CONTRACT_URL does, in front of any server.',
  )
    .option('--traffic <file>', 'what was written down before (NDJSON), in place of a command')
    .option('--target <url>', 'a server that the tests reach through the proxy at CONTRACT_URL')
    .option('--min <percent>', 'exit code 1 if less of the documented statuses is exercised', '0')
    .addOption(format())
    .action(async (line: string[], given: CoverageGiven) => {
      const { coverage } = await import('./coverage.ts');
      const { contract } = argumentsFrom(given.contract === undefined ? {} : { contract: given.contract });
      passed = await coverage({ ...given, contract, command: line });
    });

  const mockOptions = (given: MockGiven, contract: string) => {
    const flags = Object.entries({ ...given, contract }).flatMap(([name, value]) => {
      const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      return value === true ? [flag] : typeof value === 'string' ? [flag, value] : [];
    });
    const options = readOptions(flags, process.env);
    if (options === 'help') throw new UsageError('contract mock --help');
    return { ...options, contract };
  };
  const mocking = (usage: string, description: string) =>
    onContract(usage, description)
      .option('--port <number>', 'where the mock listens; 0 for any free port (4010)')
      .option('--host <address>', '127.0.0.1 without it')
      .option('--delay <ms>', 'how long each answer takes: 300, or 200-800')
      .option('--failure-rate <share>', 'how many requests fail, from 0 to 1')
      .option('--dynamic', 'answers made from the schemas instead of the examples')
      .option('--seed <number>', 'the same number gives the same data and the same failures (1)');

  mocking('mock', 'Answers as the API would, in each of its languages, until it is stopped.').action(
    async (given: MockGiven) => {
      const { contract } = argumentsFrom(given.contract === undefined ? {} : { contract: given.contract });
      const { mock } = await import('./mock.ts');
      await mock(mockOptions(given, contract.entry));
    },
  );

  onContract('docs', 'Writes the docs of a contract as a static site: each language its own pages.')
    .option('--out <folder>', 'where the site goes; what was there is replaced', 'site')
    .option(
      '--base <url>',
      'the address of the API: what relative addresses of servers are relative to; without it, the page (http://localhost:3000 on plain pages)',
    )
    .option('--site <url>', 'where the site will be, for its feed and canonical addresses')
    .option('--repository <url>', 'where the files of the repository can be read, for links of the guides')
    .option('--client <name>', 'the package of the client for this contract, for the samples; plain fetch without one')
    .action(async ({ out, contract: entry, ...given }: DocsGiven) => {
      for (const [name, url] of Object.entries(given)) {
        if (name !== 'client' && !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
          throw new UsageError(`--${name} must be an http or https URL, not "${url}"`);
        }
      }
      const { contract } = argumentsFrom(entry === undefined ? {} : { contract: entry });
      const { buildDocs } = await import('../docs/build.ts');
      await buildDocs({ contract, out: resolve(out), ...given });
    });

  mocking('dev', 'Watches the contract: after each change, the generated files, the mock and the docs are made anew.')
    .option(...out)
    .option('--docs-port <number>', 'where the docs are; 0 for any free port', '4011')
    .action(async ({ docsPort, out, ...given }: MockGiven & { docsPort: string; out?: string }) => {
      if (!/^\d{1,5}$/.test(docsPort)) throw new UsageError('--docs-port must be a number from 0 to 65535');
      const found = argumentsFrom({ ...(given.contract && { contract: given.contract }), ...(out && { out }) });
      const { dev } = await import('./dev.ts');
      await dev(found, { mock: mockOptions(given, found.contract.entry), docsPort: Number(docsPort) });
    });

  try {
    await program.parseAsync(args, { from: 'user' });
    return passed ? 0 : 1;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${sentenceOf(error)}\n`);
    return error instanceof UsageError || error instanceof MockUsageError ? 2 : 1;
  }
}

type DocsGiven = {
  contract?: string;
  out: string;
  base?: string;
  site?: string;
  repository?: string;
  client?: string;
};

type CoverageGiven = { contract?: string; traffic?: string; target?: string; min: string; format: ReportFormat };

type MockGiven = {
  contract?: string;
  port?: string;
  host?: string;
  delay?: string;
  failureRate?: string;
  dynamic?: boolean;
  seed?: string;
};

/** No stack traces: what is no mistake of the user's is for whoever runs it with DEBUG=contract. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ToolError || error instanceof MockUsageError) return error.message;
  const place = process.env['DEBUG'] === 'contract' ? `\n${error.stack}` : ' (DEBUG=contract tells where)';
  return `contract failed: ${error.message}${place}`;
}

function collected(value: string, before: string[]): string[] {
  return [...before, value];
}
