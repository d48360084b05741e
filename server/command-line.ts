import { spawn } from 'node:child_process';
import { flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { ConfigError, readConfig } from './config.ts';
import type { Tokens } from './environments/tokens.ts';

const MOCK = fileURLToPath(new URL('../mock/main.ts', import.meta.url));

/** A stop that takes longer than this is ended: whoever asked for it ends the process at about this time anyway. */
const STOP_WITHIN_MS = 14_500;

// Each command loads what it needs when it is run: the service takes its time.
const program = new Command('reentrega').description(
  'A webhook delivery service: logs every delivery and retries what failed.',
);

program
  .command('start', { isDefault: true })
  .description('run the service (settings come from the environment, see the README)')
  .allowExcessArguments() // `reentrega foo` comes here, since this is the default
  .action(async (_options, command: Command) => {
    if (command.args.length > 0) program.error(`error: unknown command '${command.args[0]}'`);
    const config = readConfig(process.env);
    const [{ startService }, { createLogger }, { welcomeText }] = await Promise.all([
      import('./compose.ts'),
      import('./observability/logger.ts'),
      import('./welcome.ts'),
    ]);
    const logger = createLogger(config.LOG_LEVEL);
    const service = await startService(config, logger);

    let stopping = false;
    const stop = async (signal: string): Promise<void> => {
      if (stopping) return;
      stopping = true;
      logger.info({ signal }, 'stopping: finishing what is under way');
      setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
      await service
        .stop()
        .catch((error) =>
          logger.error({ err: error }, 'stopped with an error; leases that were not given back run out'),
        );
      logger.info('stopped');
      process.exit(0);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    // Only now: whoever reads this may ask it to stop.
    flushCompileCache(); // Otherwise a process that is killed has kept nothing.
    logger.info({ url: service.url, role: config.ROLE, pid: process.pid }, 'reentrega is running');
    // For a person who looks, or who will look for the token that was made just now. What reads the log goes by lines of JSON.
    if (process.stdout.isTTY || service.token?.isNew) process.stdout.write(welcomeText(service));
  });

const token = program.command('token').description('make, list and revoke the tokens that callers of the API need');
token
  .command('create')
  .description('make a token and print it, this once')
  .requiredOption('--environment <name>', 'the environment that it belongs to; made if it is not there')
  .action(({ environment }: { environment: string }) =>
    withTokens(async (tokens) => {
      if (environment.trim() === '') throw new Error('--environment needs a name');
      print(await tokens.create(environment));
    }),
  );
token
  .command('list')
  .description('list the tokens by their first characters')
  .action(() =>
    withTokens(async (tokens) => {
      for (const { environment, hint, created_at } of await tokens.list()) {
        print(`${hint}…  ${environment}  ${created_at.toISOString()}`);
      }
    }),
  );
token
  .command('revoke')
  .description('remove a token')
  .argument('<token>', 'the token, or its first characters as listed')
  .action((tokenOrBeginning: string) =>
    withTokens(async (tokens) => {
      await tokens.revoke(tokenOrBeginning);
      print(`revoked 1; a process that just saw it takes it for up to 5 s more`);
    }),
  );

program
  .command('mock')
  .description('answer as the API would, from its contract or any other (see reentrega mock --help)')
  .helpOption(false)
  .allowUnknownOption()
  .allowExcessArguments()
  .action((_options, command: Command) => {
    // A process of its own: the mock is no part of the service, and neither loads the other.
    const mock = spawn(process.execPath, [MOCK, ...command.args], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => mock.kill(signal));
    mock.on('exit', (code) => process.exit(code ?? 1));
  });

async function withTokens(action: (tokens: Tokens) => Promise<void>): Promise<void> {
  const { MONGODB_URI, DATA_DIR } = readConfig(process.env);
  const [{ openDatabase }, { createTokens }] = await Promise.all([
    import('./database/connection.ts'),
    import('./environments/tokens.ts'),
  ]);
  const database = await openDatabase({ uri: MONGODB_URI, dataDir: DATA_DIR });
  try {
    await action(createTokens(database.collections, database.clock));
  } finally {
    await database.close();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return `Some settings are wrong:\n${error.message.replaceAll(/^/gm, '  ')}`;
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'MongoServerSelectionError') return `No MongoDB answers at MONGODB_URI: ${error.message}`;
  if (error.name.startsWith('Mongo')) return `MONGODB_URI cannot be used: ${error.message}`;
  // The look-up of a mongodb+srv address, before there is a connection that could fail.
  if ('syscall' in error && String(error.syscall).startsWith('query'))
    return `The host of MONGODB_URI is not found: ${error.message}`;
  if ('code' in error && error.code === 'EADDRINUSE')
    return `The port is taken: ${error.message}. Choose another one with PORT.`;
  if ('code' in error && error.code === 'EACCES' && 'syscall' in error && error.syscall === 'listen')
    return `The port may not be used: ${error.message}. Choose one from 1024 on with PORT.`;
  if ('syscall' in error && /^(listen|getaddrinfo)$/.test(String(error.syscall)))
    return `HOST is no address of this machine: ${error.message}. 127.0.0.1 is, and 0.0.0.0 stands for all of them.`;
  return error.message;
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`reentrega: ${explain(error)}\n`);
  process.exit(1);
});
