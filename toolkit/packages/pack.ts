import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** Packs packages that are built into an empty `folder`, as `npm publish` would. Gives the paths of the tarballs, by package. */
export async function pack(names: string[], folder: string): Promise<Map<string, string>> {
  const packages = names.map((name) => `./toolkit/${name}`);
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder, ...packages], { cwd: root });
  const files = await readdir(folder);
  const tarballs = names.map((name) => {
    const tarball = files.find((file) => file.endsWith('.tgz') && file.includes(`-${name}-`));
    if (!tarball) throw new Error(`npm packed no ${name} into ${folder}`);
    return [name, join(folder, tarball)] as const;
  });
  return new Map(tarballs);
}

/**
 * A project outside the repository that has the packages from their tarballs, with what they declare to depend on and nothing
 * else: links to what is installed here, so that no registry is asked.
 */
export async function projectWith(names: string[]): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'contract-project-'));
  const tarballs = join(project, '.tarballs');
  mkdirSync(tarballs);
  for (const [name, tarball] of await pack(names, tarballs)) {
    const target = join(project, 'node_modules/@reentrega', name);
    mkdirSync(target, { recursive: true });
    await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
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
  // A workspace has its own where others need another version.
  const own = join(root, 'toolkit/contract/node_modules', dependency);
  const installed = existsSync(own) ? own : join(root, 'node_modules', dependency);
  try {
    symlinkSync(installed, target);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
