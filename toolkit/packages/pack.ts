import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** Packs a package that is built into an empty `folder`, as `npm publish` would. Gives the path of the tarball. */
export async function pack(name: string, folder: string): Promise<string> {
  const cwd = join(root, 'toolkit', name);
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd });
  const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz') && file.includes(`-${name}-`));
  if (!tarball) throw new Error(`npm packed nothing into ${folder}`);
  return join(folder, tarball);
}

/**
 * A project outside the repository that has the packages from their tarballs, with what they declare to depend on and nothing
 * else: links to what is installed here, so that no registry is asked.
 */
export async function projectWith(names: string[]): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'contract-project-'));
  const tarballs = join(project, '.tarballs');
  mkdirSync(tarballs);
  for (const name of names) {
    const target = join(project, 'node_modules/@reentrega', name);
    mkdirSync(target, { recursive: true });
    await run('tar', ['-xzf', await pack(name, tarballs), '-C', target, '--strip-components=1']);
  }
  const ours = names.map((name) => `@reentrega/${name}`);
  for (const name of ours) {
    const manifest: unknown = JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8'));
    for (const dependency of dependenciesOf(manifest).filter((one) => !ours.includes(one))) link(project, dependency);
  }
  await rm(tarballs, { recursive: true });
  return project;
}

function dependenciesOf(manifest: unknown): string[] {
  if (typeof manifest !== 'object' || manifest === null || !('dependencies' in manifest)) return [];
  return Object.keys(manifest.dependencies ?? {});
}

function link(project: string, dependency: string): void {
  const target = join(project, 'node_modules', dependency);
  mkdirSync(dirname(target), { recursive: true });
  try {
    symlinkSync(join(root, 'node_modules', dependency), target);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
