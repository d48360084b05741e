import { createTranslator, standardErrors } from '../../express/index.ts';
import { ToolError, withPlace } from '../document/tool-error.ts';
import { documentsOf } from '../mock/load.ts';
import { defaultMessages, type MockMessages } from '../mock/messages.ts';
import { welcomeText } from '../mock/screen.ts';
import { type Mock, type MockOptions, startMock } from '../mock/start.ts';

/** Starts the mock of any contract. */
export function startFor(options: MockOptions & { contract: string }): Promise<Mock> {
  const binding = {
    documents: () => documentsOf(options.contract),
    drafts: [],
    translator: createTranslator<MockMessages>(defaultMessages),
    errors: standardErrors,
    token: 'token',
    stateful: () => Promise.reject(new ToolError('This contract has no service to run behind its mock.')),
  };
  return startMock(options, binding, (error) => process.stderr.write(`mock: ${explain(error)}\n`));
}

/** Runs it until it is asked to stop. */
export async function mock(options: MockOptions & { contract: string }): Promise<void> {
  const running = await startFor(options).catch((error) => {
    throw new ToolError(explain(error));
  });
  process.stdout.write(welcomeText(running, options));
  await stopAsked();
  await running.close();
}

/** SIGINT or SIGTERM. */
export function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

export function explain(thrown: unknown): string {
  const error = withPlace(thrown);
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') return `${error.message}. Choose another port with --port.`;
  return error.message;
}
