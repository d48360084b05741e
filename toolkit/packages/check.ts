import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildPackage } from './build.ts';
import { pack } from './pack.ts';

/**
 * Checks the packed tarballs, as users get them: their manifests (publint) and their types (attw). Tarballs that have passed are not
 * checked again: npm packs the same files to the same bytes.
 */
const run = promisify(execFile);
const bin = (name: string) => fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url));

/** By the tarball, and by the versions of what checks it. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/packages', import.meta.url));
const lockfile = await readFile(new URL('../../package-lock.json', import.meta.url));

for (const name of ['fetch', 'contract']) await buildPackage(name);
const folder = await mkdtemp(join(tmpdir(), 'reentrega-toolkit-'));
try {
  for (const [name, tarball] of await pack(['fetch', 'express', 'contract'], folder)) {
    const passed = join(
      cache,
      createHash('sha256')
        .update(lockfile)
        .update(await readFile(tarball))
        .digest('hex'),
    );
    if (existsSync(passed)) {
      process.stdout.write(`@reentrega/${name}: packed, and checked before\n`);
      continue;
    }
    // CommonJS users get the ES module: Node has `require(esm)` since 20.19. A schema has no types.
    const attw = [tarball, '--profile', 'esm-only', '--no-emoji', '--format', 'ascii'];
    const outcomes = await Promise.allSettled([
      run(bin('publint'), ['run', tarball, '--strict']),
      run(bin('attw'), [...attw, '--exclude-entrypoints', 'contract.schema.json']),
    ]);
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    for (const failure of failures) complain(failure);
    if (failures.length === 0) await mkdir(passed, { recursive: true });
    process.stdout.write(`@reentrega/${name}: packed and checked\n`);
  }
} finally {
  await rm(folder, { recursive: true });
}

function complain(failure: unknown): void {
  const text = failure instanceof Error && 'stdout' in failure ? String(failure.stdout) : String(failure);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
