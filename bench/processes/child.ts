import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type Usage, usageOf } from './usage.ts';

/** What a process does when it is asked to, by name. */
export type Commands = Record<string, (argument: never) => unknown>;

type Reply = { result: unknown } | { error: string };

/** A process of the bench, asked one thing at a time. */
export interface Child<Offered extends Commands> {
  ask<Name extends keyof Offered & string>(
    name: Name,
    ...argument: Parameters<Offered[Name]>
  ): Promise<Awaited<ReturnType<Offered[Name]>>>;
  usage(): Usage;
  stop(): Promise<void>;
}

/** Starts a file that calls `answerCommands`. */
export function startChild<Offered extends Commands>(file: URL): Child<Offered> {
  const child = fork(file, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask(name, ...argument) {
      const asked = last.then(() => askNow(child, { name, argument: argument[0] }));
      last = asked.catch(() => {});
      // The file answers by the same table of commands, of which TypeScript sees only the type.
      return asked as Promise<Awaited<ReturnType<Offered[typeof name]>>>;
    },
    usage: () => usageOf(child.pid ?? 0),
    async stop() {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}

async function askNow(child: ChildProcess, question: object): Promise<unknown> {
  const answered = new AbortController();
  const reply = once(child, 'message', { signal: answered.signal });
  const ended = once(child, 'exit', { signal: answered.signal }).then(() => {
    throw new Error('a process of the bench ended unexpectedly');
  });
  child.send(question);
  try {
    const [answer]: Reply[] = await Promise.race([reply, ended]);
    if (!answer || 'error' in answer) throw new Error(answer?.error ?? 'no answer');
    return answer.result;
  } finally {
    answered.abort();
    await Promise.allSettled([reply, ended]);
  }
}

/** In the process itself: answers what it is asked until its parent is gone. */
export function answerCommands(commands: Record<string, (argument: never) => unknown>): void {
  process.on('message', async ({ name, argument }: { name: string; argument: never }) => {
    const reply: Reply = await Promise.resolve()
      .then(() => commands[name]?.(argument))
      .then(
        (result) => ({ result }),
        (error: unknown) => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
    process.send?.(reply);
  });
  process.on('disconnect', () => process.exit(0));
}
