import { enableCompileCache } from 'node:module';
import { readOptions, USAGE, UsageError } from '../toolkit/contract/mock/options.ts';
import { welcomeText } from '../toolkit/contract/mock/screen.ts';

// Most of a start is reading the code: Node.js keeps it compiled, from here on.
enableCompileCache();

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') process.stdout.write(USAGE);
  else {
    const { startMock } = await import('./start.ts');
    const mock = await startMock(options, (error) => process.stderr.write(`mock: ${explain(error)}\n`));
    let stopping = false;
    const stop = async () => {
      if (stopping) return;
      stopping = true;
      await mock.close();
      process.exit(0);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    // Only now: whoever reads this may ask it to stop.
    process.stdout.write(welcomeText(mock, options));
  }
} catch (error) {
  process.stderr.write(`mock: ${explain(error)}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') return `${error.message}. Choose another port with --port.`;
  return error.message;
}
