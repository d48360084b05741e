import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ContractCopy } from './contract-copy.ts';

const settings =
  'contract: library/openapi.yaml\nlanguages: { pt-BR: complete }\nbreaking: { allow: exceptions.yaml }\n';
const change = { file: 'schemas/NewLoan.yaml', old: 'required: [isbn, member]', now: 'required: [isbn, member, days]' };

/** The library in a git repository, whose first commit it is, and a change after it. */
async function inGit(t: Parameters<typeof ContractCopy.make>[0]): Promise<ContractCopy> {
  const copy = await ContractCopy.make(t);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: copy.folder });
  await copy.write('exceptions.yaml', '[]\n');
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=first');
  git('tag', 'v1');
  await copy.write('contract.yaml', settings);
  await copy.edit(change.file, change.old, change.now);
  return copy;
}

test('check --base compares with a git ref: each change has its file and line, in each format', async (t) => {
  const copy = await inGit(t);
  await copy.runPlain('generate');

  const { code, output } = await copy.runPlain('check', '--base', 'v1');
  expect(output).toMatch(/^✗ breaking changes: 1 breaking change since v1$/m);
  expect(output).toMatch(
    /^ {2}library\/schemas\/NewLoan\.yaml:\d+:\d+ error: .*`days`.* at #\/components\/schemas\/NewLoan/m,
  );
  expect(output).toMatch(/raise info\.version to 2\.0\.0\./);
  expect(code).toBe(1);
  const { output: github } = await copy.runPlain('check', '--base', 'main', '--format', 'github');
  expect(github).toMatch(/^::error file=library\/schemas\/NewLoan\.yaml,line=\d+,col=\d+,title=breaking\/.*`days`/m);

  const exception = (until: string) =>
    copy.write('exceptions.yaml', `- { change: NewLoan, reason: 'all clients send it', until: '${until}' }\n`);
  await exception('2999-12-31');
  expect((await copy.runPlain('check', '--base', 'v1')).output).toMatch(
    /^✓ breaking changes: nothing breaks since v1$/m,
  );
  await exception('2020-12-31');
  expect((await copy.runPlain('check', '--base', 'v1')).output).toMatch(
    /^ {2}exceptions\.yaml:1:1 warning: The exception "NewLoan" \(all clients send it\) is over since 2020-12-31\.$/m,
  );
  await copy.edit(change.file, change.now, change.old);
  expect((await copy.runPlain('check', '--base', 'v1')).output).toMatch(
    /^ {2}exceptions\.yaml:1:1 warning: No breaking change is like "NewLoan" any more: delete the exception\.$/m,
  );
});

test('a ref that is not there, a contract that was not there, and no repository', async (t) => {
  const copy = await inGit(t);
  expect((await copy.runPlain('check', '--base', '--all')).output).toMatch(
    /^ {2}--base: "--all" is no commit, branch or tag of this repository\.$/m,
  );
  execFileSync('git', ['mv', 'library', 'moved'], { cwd: copy.folder });
  await copy.write('contract.yaml', settings.replace('library', 'moved'));
  expect((await copy.runPlain('check', '--base', 'v1')).output).toMatch(
    /^✓ breaking changes: moved\/openapi\.yaml is new since v1, so nothing can break$/m,
  );
  const bare = await ContractCopy.make(t);
  expect((await bare.run('check', '--base', 'v1')).output).toMatch(/openapi\.yaml is in no git repository\.$/m);
});
