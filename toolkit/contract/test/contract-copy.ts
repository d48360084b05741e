import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const library = join(repository, 'toolkit/fixtures/library');
/** Most of a run is loading the linter and the TypeScript compiler: Node keeps them compiled. */
const compileCache = join(tmpdir(), 'contract-tools-compile-cache');

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

  /** Runs one of the commands on the copy, as its user would. */
  run(command: 'generate' | 'check' | 'accept' | 'release', ...extra: string[]): Promise<Run> {
    const config = command === 'check' ? ['--config', join(repository, 'redocly.yaml')] : [];
    return this.runPlain(command, '--contract', 'library/openapi.yaml', ...config, ...extra);
  }

  /** Runs one of the commands with these arguments alone. */
  async runPlain(command: string, ...given: string[]): Promise<Run> {
    const tool = join(repository, 'toolkit/contract/command/main.ts');
    try {
      const options = { cwd: this.folder, env: { ...process.env, NODE_COMPILE_CACHE: compileCache } };
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [tool, command, ...given], options);
      return { code: 0, output: stdout + stderr };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && 'stdout' in error && 'stderr' in error)) throw error;
      return { code: Number(error.code), output: `${String(error.stdout)}${String(error.stderr)}` };
    }
  }
}
