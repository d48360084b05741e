import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ToolError, UsageError } from '../document/tool-error.ts';

/** What a contract can be made of. */
const SUFFIXES = /\.(ya?ml|json|md)$/i;

/**
 * The contract's files as they were at a git ref: calls `use` with the entry file's path in a folder that is gone afterwards, or
 * with undefined where the ref has no such file.
 *
 * @throws UsageError for what is no ref of the repository, ToolError where there is no repository
 */
export async function atRef<Value>(
  entry: string,
  ref: string,
  use: (entry: string | undefined) => Promise<Value>,
): Promise<Value> {
  const root = (
    await git(dirname(entry), ['rev-parse', '--show-toplevel'], `${entry} is in no git repository.`)
  ).trim();
  // `--end-of-options`: what begins with a dash is no option.
  const wrong = `--base: "${ref}" is no commit, branch or tag of this repository.`;
  const commit = await git(
    root,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    wrong,
    UsageError,
  );
  const folder = await mkdtemp(join(tmpdir(), 'contract-base-'));
  try {
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    const files = (await git(root, ['ls-tree', '-r', '-z', '--name-only', commit.trim()])).split('\0');
    await git(root, ['read-tree', commit.trim()], undefined, ToolError, { env });
    const wanted = files.filter((file) => SUFFIXES.test(file)).join('\0');
    const checkout = ['checkout-index', '-z', '--stdin', `--prefix=${join(folder, 'tree')}/`];
    await git(root, checkout, undefined, ToolError, { env, input: wanted });
    const then = join(folder, 'tree', relative(root, entry));
    return await use(existsSync(then) ? then : undefined);
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Extra = { env?: Record<string, string>; input?: string };

function git(
  cwd: string,
  args: string[],
  says?: string,
  Wrong: typeof ToolError = ToolError,
  { env, input = '' }: Extra = {},
) {
  return new Promise<string>((resolve, reject) => {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 256 * 1024 * 1024 };
    const run = execFile('git', args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if ('code' in error && error.code === 'ENOENT')
        reject(new ToolError('--base needs git, which is not installed.'));
      else reject(new Wrong(says ?? `git ${args[0]} failed: ${stderr.trim()}`));
    });
    // Failure policy: a git that ends before it has read everything says why by itself.
    run.stdin?.on('error', () => undefined);
    run.stdin?.end(input);
  });
}
