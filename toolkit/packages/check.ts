import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildPackage } from './build.ts';
import { pack } from './pack.ts';

/** Checks the packed tarballs, as users get them: their manifests (publint) and their types (attw). */
const run = promisify(execFile);
const bin = (name: string) => fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url));

for (const name of ['fetch', 'contract']) await buildPackage(name);
const folder = await mkdtemp(join(tmpdir(), 'reentrega-toolkit-'));
try {
  for (const [name, tarball] of await pack(['fetch', 'express', 'contract'], folder)) {
    // CommonJS users get the ES module: Node has `require(esm)` since 20.19. A schema has no types.
    const attw = [tarball, '--profile', 'esm-only', '--no-emoji', '--format', 'ascii'];
    const outcomes = await Promise.allSettled([
      run(bin('publint'), ['run', tarball, '--strict']),
      run(bin('attw'), [...attw, '--exclude-entrypoints', 'contract.schema.json']),
    ]);
    for (const outcome of outcomes) if (outcome.status === 'rejected') complain(outcome.reason);
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
