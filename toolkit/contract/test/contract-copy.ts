import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { runCommand } from '../command/command-line.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const library = join(repository, 'toolkit/fixtures/library');

export type Run = { code: number; output: string };

/** A copy of the library's contract that a test may spoil. Its generated files are in `generated` beside it. */
export class ContractCopy {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** A fresh copy, deleted when the test (or the file of tests, whose `afterAll` is given) ends. */
  static async make(t: { onTestFinished: (clean: () => Promise<void>) => void }): Promise<ContractCopy> {
    const folder = await mkdtemp(join(tmpdir(), 'library-'));
    t.onTestFinished(() => rm(folder, { recursive: true }));
    await cp(library, join(folder, 'library'), { recursive: true });
    return new ContractCopy(folder);
  }

  /** A fresh copy with its generated files. */
  static async generated(t: Parameters<typeof ContractCopy.make>[0]): Promise<ContractCopy> {
    const copy = await ContractCopy.make(t);
    const { code, output } = await copy.run('generate');
    if (code !== 0) throw new Error(output);
    return copy;
  }

  /** Replaces a text of one of the contract's files, which must be there exactly once. */
  async edit(file: string, old: string, replacement: string): Promise<void> {
    const path = join(this.folder, 'library', file);
    const text = await readFile(path, 'utf8');
    const parts = text.split(old);
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${old}`);
    await writeFile(path, parts.join(replacement));
  }

  async write(file: string, text: string): Promise<void> {
    await writeFile(join(this.folder, file), text);
  }

  remove(file: string): Promise<void> {
    return rm(join(this.folder, file));
  }

  read(file: string): Promise<string> {
    return readFile(join(this.folder, file), 'utf8');
  }

  /** The place of a text in one of the contract's files, as messages name it: `library/paths/book.yaml:12`. */
  async lineOf(file: string, text: string): Promise<string> {
    const content = await this.read(join('library', file));
    const start = content.indexOf(text);
    if (start < 0) throw new Error(`${file} does not have: ${text}`);
    return `library/${file}:${content.slice(0, start).split('\n').length}`;
  }

  /** Runs one of the commands on the copy, as its user would, in the process of the test. */
  run(command: 'generate' | 'check' | 'accept' | 'release', ...extra: string[]): Promise<Run> {
    return this.runPlain(command, ...this.#arguments(command), ...extra);
  }

  /** Runs one of the commands with these arguments alone, in the process of the test. */
  runPlain(command: string, ...given: string[]): Promise<Run> {
    return inTurn(() => inFolder(this.folder, () => captured(() => runCommand([command, ...given]))));
  }

  /** Runs one of the commands in a process of its own: what that inherits and gives back is then as users have it. */
  async runProcess(command: 'generate' | 'check', ...extra: string[]): Promise<Run> {
    const tool = join(repository, 'toolkit/contract/command/main.ts');
    const args = [tool, command, ...this.#arguments(command), ...extra];
    try {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: this.folder });
      return { code: 0, output: stdout + stderr };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && 'stdout' in error && 'stderr' in error)) throw error;
      return { code: Number(error.code), output: `${String(error.stdout)}${String(error.stderr)}` };
    }
  }

  #arguments(command: string): string[] {
    const config = command === 'check' ? ['--config', join(repository, 'redocly.yaml')] : [];
    return ['--contract', 'library/openapi.yaml', ...config];
  }
}

let last: Promise<unknown> = Promise.resolve();

/** One command at a time: the folder and the standard output are those of the process. */
function inTurn(command: () => Promise<Run>): Promise<Run> {
  const run = last.then(command);
  last = run.catch(() => undefined);
  return run;
}

async function inFolder(folder: string, command: () => Promise<Run>): Promise<Run> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await command();
  } finally {
    process.chdir(before);
  }
}

async function captured(command: () => Promise<number>): Promise<Run> {
  let output = '';
  const write = (text: string | Uint8Array) => {
    output += text;
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(write));
  try {
    const code = await command();
    return { code, output };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
