import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { pack } from './pack.ts';

/**
 * Checks the packed tarball, as users get it: its manifest (publint), its types (attw), and its size, with openapi-fetch, bundled for
 * browsers (which also proves that nothing of Node is needed).
 */
const LIMIT_BYTES = 6_000;
const run = promisify(execFile);
const bin = (name: string) => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));

const folder = await mkdtemp(join(tmpdir(), 'reentrega-client-'));
try {
  const tarball = await pack(folder);
  const linted = await Promise.allSettled([
    run(bin('publint'), ['run', tarball, '--strict']),
    // CommonJS users get the ES module: Node has `require(esm)` since 20.19.
    run(bin('attw'), [tarball, '--profile', 'esm-only', '--no-emoji', '--format', 'ascii']),
  ]);
  for (const outcome of linted) if (outcome.status === 'rejected') complain(report(outcome.reason));
  const bytes = await bundledSize();
  if (bytes > LIMIT_BYTES)
    complain(`The client has ${bytes} bytes, gzipped with openapi-fetch; ${LIMIT_BYTES} are allowed.`);
  process.stdout.write(`@reentrega/client: ${bytes} of ${LIMIT_BYTES} bytes, gzipped with openapi-fetch\n`);
} catch (failure) {
  complain(report(failure));
} finally {
  await rm(folder, { recursive: true });
}

/** Bytes of everything that the package's main entry exports, minified and gzipped. */
async function bundledSize(): Promise<number> {
  const entryPoint = fileURLToPath(new URL('dist/index.js', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  return gzipSync(outputFiles[0]?.contents ?? '').length;
}

function complain(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

function report(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  return 'stdout' in failure ? `${failure.stdout}` : failure.message;
}
