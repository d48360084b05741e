import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeDirectory } from './directory.ts';
import { Statements } from './statements.ts';

/** Marks the file as ours (sqlite.org/pragma.html#pragma_application_id): "Rntr". */
const APPLICATION_ID = 0x52_6e_74_72;
const FORMAT = 1;

const FILE = 'reentrega.sqlite';
const OWNER = 'owner.pid';

/** Result codes of SQLite (sqlite.org/rescode.html). */
const CODE = { busy: 5, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 };
const UNWRITABLE = new Set([CODE.readOnly, CODE.ioError, CODE.full, CODE.cannotOpen]);

export interface Storage {
  statements: Statements;
  close(): void;
}

/** Why the data directory cannot be used, in a sentence for whoever starts the service. */
export class StorageError extends Error {}

/** Where the files are, below the data directory. */
export function storageDirectory(dataDir: string): string {
  return join(dataDir, 'database');
}

/**
 * Opens the database in the directory, which is made if it is not there, for this process alone. The lock is the operating
 * system's, on the file: a process that is killed leaves none behind.
 * @throws StorageError
 */
export function openStorage(directory: string): Storage {
  const path = join(directory, FILE);
  let database: DatabaseSync | undefined;
  try {
    makeDirectory(directory);
    chmodSync(directory, 0o700);
    database = new DatabaseSync(path);
    // Exclusive before the first access: then SQLite needs no shared memory, and lets nobody else in.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('PRAGMA journal_mode = WAL');
    // FULL: a commit returns when it is on the disk, and not before.
    database.exec('PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    assertOurs(database, path);
    writeFileSync(join(directory, OWNER), `${process.pid}\n`, { mode: 0o600 });
    return open(database);
  } catch (error) {
    database?.close();
    throw explained(error, directory, path);
  }
}

function open(database: DatabaseSync): Storage {
  return {
    statements: new Statements(database),
    // Failure policy: the write-ahead log holds all that was acknowledged, and whoever opens the files next reads it. To move
    // it into the database file saves time then, and needs room, which there may not be.
    close() {
      try {
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } catch (error) {
        if (!isUnwritable(error)) throw error;
      } finally {
        database.close();
      }
    },
  };
}

/** True when the disk does not take what is written: it is full, has become read-only, or fails. */
export function isUnwritable(error: unknown): boolean {
  const code = resultCode(error);
  return code !== undefined && UNWRITABLE.has(code);
}

function assertOurs(database: DatabaseSync, path: string): void {
  const id = database.prepare('PRAGMA application_id').get()?.['application_id'];
  const format = database.prepare('PRAGMA user_version').get()?.['user_version'];
  const isEmpty = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables'] === 0;
  if (id === 0 && isEmpty) {
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT}`);
  } else if (id !== APPLICATION_ID) {
    throw new StorageError(`${path} is a database of another program. Choose another DATA_DIR.`);
  } else if (format !== FORMAT) {
    throw new StorageError(
      `${path} has format ${format}, and this version of Reentrega reads format ${FORMAT}. Start the version that wrote it.`,
    );
  }
}

function explained(error: unknown, directory: string, path: string): StorageError {
  if (error instanceof StorageError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = resultCode(error);
  if (code === CODE.busy) {
    return new StorageError(
      `${directory} is in use by another process${ownerOf(directory)}. The embedded engine serves one process: stop that one, ` +
        'choose another DATA_DIR, or set MONGODB_URI to a MongoDB that several processes share.',
    );
  }
  if (code === CODE.notADatabase) {
    return new StorageError(
      `${path} is not a database, or its beginning is damaged. Restore it, or choose another DATA_DIR.`,
    );
  }
  if (code === CODE.corrupt) {
    return new StorageError(`${path} is damaged (${message}). Restore it from a backup, or choose another DATA_DIR.`);
  }
  return new StorageError(
    `The data directory ${directory} cannot be used: ${message}. Make it writable, or choose another DATA_DIR.`,
  );
}

/** The plain result code: extended ones have it in their lowest byte. */
function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
}

function ownerOf(directory: string): string {
  try {
    return ` (${readFileSync(join(directory, OWNER), 'utf8').trim()})`;
  } catch {
    return '';
  }
}
