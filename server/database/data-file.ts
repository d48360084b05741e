import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from '@reentrega/embedded';

export interface DataFile {
  dataDir: string;
  name: string;
  /** The setting without which the file is needed. */
  instead: 'ENCRYPTION_KEY' | 'BOOTSTRAP_TOKEN';
  /** `wx` fails with EEXIST if it is there; `w` empties it. */
  flags: 'w' | 'wx';
}

/**
 * Opens a file of the data directory for writing, readable by its owner alone. The directory is made if it is not there.
 * @throws an error with EEXIST, or one that tells in a sentence why the directory cannot be used and what to do
 */
export async function openDataFile({ dataDir, name, instead, flags }: DataFile): Promise<FileHandle> {
  try {
    makeDirectory(dataDir);
    return await open(join(dataDir, name), flags, 0o600);
  } catch (error) {
    if (!(error instanceof Error) || ('code' in error && error.code === 'EEXIST' && flags === 'wx')) throw error;
    throw new Error(
      `The data directory ${dataDir} cannot be used: ${error.message}. Set ${instead}, or choose another DATA_DIR.`,
    );
  }
}
