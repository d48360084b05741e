import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Mounts an empty file system in memory on the directory. @param size as `mount` takes it, e.g. `4m` */
export async function mountMemory(directory: string, size: string): Promise<void> {
  await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', directory]);
}

/** Changes how the file system is mounted: `ro`, `rw`, `size=256m`. */
export async function remount(directory: string, options: string): Promise<void> {
  await run('mount', ['-o', `remount,${options}`, directory]);
}

/** Also while files on it are open. */
export async function unmount(directory: string): Promise<void> {
  await run('umount', ['-l', directory]);
}

/** Only root may, and not in every container. */
export async function mayMount(): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), 'reentrega-mount-'));
  const isMounted = await mountMemory(directory, '1m').then(
    () => true,
    () => false,
  );
  if (isMounted) await unmount(directory);
  await rm(directory, { recursive: true });
  return isMounted;
}
