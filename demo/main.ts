import { languages } from '../generated/operations.ts';
import { demoDatabase } from './database.ts';
import { DemoError } from './demo-error.ts';
import { startReceiver } from './receiver.ts';
import { problem } from './screen.ts';
import { sentences } from './sentences.ts';
import { startServer } from './server.ts';
import { invite, tell } from './story.ts';

/** The exit code of a program that Ctrl+C ended, as shells have it. */
const INTERRUPTED = 130;

/**
 * Runs the real service on a database of its own, tells the story in both languages, and leaves nothing behind. With `--stay`, the
 * service runs on, and the console can be looked at, until Ctrl+C.
 */
async function demo(): Promise<void> {
  await using database = await demoDatabase(process.env['MONGODB_URI']);
  await using server = await startServer(database.uri);
  await using receivers = new AsyncDisposableStack();
  const told: (() => Promise<void>)[] = [];
  for (const language of languages) {
    const words = sentences[language];
    if (words === undefined) continue;
    const receiver = receivers.use(await startReceiver(words.excuse));
    const agentId = await Promise.race([tell({ language, words }, server, receiver), interrupted]);
    told.push(() => invite({ language, words }, server, agentId));
  }
  if (!process.argv.includes('--stay')) return;
  for (const show of told) await show();
  await interrupted;
}

/** Rejects on Ctrl+C, so that the demo ends as it always does: what it made is taken away. */
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => reject(new DemoError([], INTERRUPTED)));
});
interrupted.catch(() => undefined);

try {
  await demo();
} catch (error) {
  if (!(error instanceof DemoError)) throw error;
  for (const line of error.lines) problem(line);
  process.exitCode = error.exitCode;
}
