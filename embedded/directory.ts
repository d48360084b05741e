import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a directory for its owner alone, with those above it, if it is not there. Level by level: `mkdirSync` with `recursive`
 * never returns where a file system takes no directories (`/proc`), and names the wrong reason where it is read-only.
 * @throws what Node.js throws for the first level that cannot be made
 */
export function makeDirectory(path: string): void {
  const failed = failureOf(path);
  if (!failed) return;
  const above = dirname(path);
  if (codeOf(failed) !== 'ENOENT' || above === path || isDirectory(above)) throw failed;
  makeDirectory(above);
  const again = failureOf(path);
  if (again) throw again;
}

/** Why the directory is not there and cannot be made; null if it is there. */
function failureOf(path: string): unknown {
  try {
    mkdirSync(path, { mode: 0o700 });
    return null;
  } catch (error) {
    // On a read-only file system this is said of directories that are there as well.
    return isDirectory(path) ? null : error;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
