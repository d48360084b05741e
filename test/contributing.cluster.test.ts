import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bareEnvironment } from './support/process.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

/** A block of code of the guide. `file` is the second word of its opening line. */
interface Block {
  language: string;
  file: string | undefined;
  text: string;
}

/** What the guide's commands run with: nothing of the developer's own settings. */
const environment = (variables: Record<string, string> = {}) => ({
  ...bareEnvironment(),
  HOME: process.env['HOME'] ?? tmpdir(),
  ...variables,
});

let folder: string;
let service: ChildProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reentrega-contributing-'));
  await copyWorkingTree();
}, 60_000);

afterAll(async () => {
  // The whole group: npm, and the service that it started.
  if (service?.pid !== undefined && service.exitCode === null) {
    const closed = new Promise((resolve) => service?.once('close', resolve));
    process.kill(-service.pid, 'SIGTERM');
    await closed;
  }
  await rm(folder, { recursive: true, force: true });
}, 30_000);

test('the walkthrough of CONTRIBUTING.md, followed word for word, ends with checks that pass and an answer', async () => {
  const blocks = blocksOf(sectionOf(await readFile(join(repository, 'CONTRIBUTING.md'), 'utf8'), 'Add an operation'));
  const tryIt = blocks.pop();
  for (const { language, file, text } of blocks) {
    if (language === 'sh') {
      await shell(text);
      if (text.includes('i18n:accept')) await expect(shell('npm run types')).rejects.toThrow(/'getWhoAmI' is missing/);
    } else if (file === undefined) throw new Error(`This block of CONTRIBUTING.md does not name its file:\n${text}`);
    else if (language === 'diff') await change(file, text);
    else await create(file, text);
  }

  const [start, curl] = (tryIt?.text ?? '').trim().split('\n');
  expect(start).toMatch(/npm start$/);
  const url = await startService(start ?? '');
  const { stdout } = await shell((curl ?? '').replace('http://127.0.0.1:3000', url));
  expect(JSON.parse(stdout)).toEqual({
    success: true,
    data: { environment_id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  });
}, 300_000);

/** All that git would commit. Packages are linked; our own workspaces are those of the copy. */
async function copyWorkingTree(): Promise<void> {
  const listed = await run(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--exclude=node_modules'],
    {
      cwd: repository,
      maxBuffer: 16 * 1024 * 1024,
    },
  );
  for (const file of listed.stdout.split('\0').filter(Boolean)) {
    // A file that was deleted and not committed yet is still listed.
    await cp(join(repository, file), join(folder, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
  await linkPackages('node_modules');
  // Where a workspace needs another version than the others.
  const own = globSync('{client,console,embedded,toolkit/*}/node_modules', { cwd: repository });
  await Promise.all(own.map(linkPackages));
  // What has been checked need not be checked again if it is the same in the copy (toolkit/packages/check.ts).
  const checked = 'node_modules/.cache/packages';
  await mkdir(join(repository, checked), { recursive: true });
  await mkdir(dirname(join(folder, checked)), { recursive: true });
  await symlink(join(repository, checked), join(folder, checked));
}

async function linkPackages(path: string): Promise<void> {
  await mkdir(join(folder, path));
  for (const entry of await readdir(join(repository, path), { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isSymbolicLink()) await symlink(await readlink(join(repository, inner)), join(folder, inner));
    else if (entry.name.startsWith('@')) await linkPackages(inner);
    else if (!/^\.(vite|cache)/.test(entry.name)) await symlink(join(repository, inner), join(folder, inner));
  }
}

function sectionOf(markdown: string, heading: string): string {
  const section = markdown.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`CONTRIBUTING.md has no section "${heading}"`);
  return section;
}

function blocksOf(markdown: string): Block[] {
  const found = markdown.matchAll(/^```(?<language>\w+)(?: (?<file>\S+))?\n(?<text>.*?)^```$/gms);
  return [...found].map(({ groups }) => ({
    language: groups?.['language'] ?? '',
    file: groups?.['file'],
    text: groups?.['text'] ?? '',
  }));
}

async function create(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text, { flag: 'wx' });
}

/** Applies a diff without line numbers: its old lines have to be in the file exactly once. */
async function change(file: string, diff: string): Promise<void> {
  const lines = diff.split('\n').filter((line) => line !== '');
  const side = (sign: '+' | '-') => lines.filter((line) => !line.startsWith(sign)).map((line) => `${line.slice(1)}\n`);
  const parts = (await readFile(join(folder, file), 'utf8')).split(side('+').join(''));
  expect(parts, `${file} has these lines once:\n${diff}`).toHaveLength(2);
  await writeFile(join(folder, file), parts.join(side('-').join('')));
}

/** @throws with all output for a command that fails */
async function shell(text: string): Promise<{ stdout: string }> {
  return run('bash', ['--norc', '-euc', text], { cwd: folder, env: environment(), maxBuffer: 16 * 1024 * 1024 }).catch(
    (error) => {
      throw new Error(`${text}\n${error.stdout}\n${error.stderr}`);
    },
  );
}

/** Runs the command on any free port. Gives the address that the service has then. */
async function startService(command: string): Promise<string> {
  service = spawn('bash', ['--norc', '-euc', command], {
    cwd: folder,
    detached: true,
    env: environment({ PORT: '0' }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { stdout } = service;
  if (!stdout) throw new Error('no output');
  for await (const line of createInterface({ input: stdout })) {
    if (!line.startsWith('{')) continue;
    const { msg, url } = JSON.parse(line);
    if (msg === 'reentrega is running') {
      stdout.resume();
      return String(url);
    }
  }
  throw new Error(`The service ended: ${command}`);
}
