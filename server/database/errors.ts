import { setTimeout as delay } from 'node:timers/promises';
import { MongoBulkWriteError, MongoError, MongoServerError } from 'mongodb';

const DUPLICATE_KEY = 11000;
const WRITE_CONFLICT = 112;
/** How often a write that met another one is tried again, and the longest wait before that, ms. */
const CONFLICT_TRIES = 10;
const CONFLICT_WAIT = 40;

/** True for an insert or upsert that met a unique index: the document is there already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/** Which documents of an unordered insertMany were there already, by their index. Throws the error if it is about anything else. */
export function duplicatesIn(error: unknown): Set<number> {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const writeErrors = [error.writeErrors].flat();
  if (!writeErrors.every(({ code }) => code === DUPLICATE_KEY)) throw error;
  return new Set(writeErrors.map(({ index }) => index));
}

/** As duplicatesIn(), for those who look again anyway: which documents were not inserted, because others were first or at it at the same time. */
export function notInserted(error: unknown): Set<number> {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const writeErrors = [error.writeErrors].flat();
  if (!writeErrors.every(({ code }) => code === DUPLICATE_KEY || code === WRITE_CONFLICT)) throw error;
  return new Set(writeErrors.map(({ index }) => index));
}

/**
 * Repeats a write that met another one. MongoDB does that by itself; servers that are compatible with it (DocumentDB, on
 * PostgreSQL) report a deadlock instead, when two writes to the same documents meet. Only for what can be repeated.
 */
export async function despiteConflicts<Result>(write: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (!isWriteConflict(error) || tries === CONFLICT_TRIES) throw error;
      await delay(Math.random() * CONFLICT_WAIT);
    }
  }
}

function isWriteConflict(error: unknown): boolean {
  if (error instanceof MongoBulkWriteError)
    return [error.writeErrors].flat().some(({ code }) => code === WRITE_CONFLICT);
  return error instanceof MongoServerError && error.code === WRITE_CONFLICT;
}

/** Conditions under which the same command may well succeed later: no server, a lost connection, a server that steps down or is out of time. */
const PASSING = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoConnectionPoolClearedError',
  'MongoWaitQueueTimeoutError',
  'MongoTopologyClosedError',
  'MongoNotConnectedError',
  'MongoOperationTimeoutError',
  'MongoClientClosedError',
]);
/** HostUnreachable, HostNotFound, MaxTimeMSExpired, NetworkTimeout, ShutdownInProgress, WriteConflict, PrimarySteppedDown, NotWritablePrimary, InterruptedAtShutdown, OutOfDiskSpace, … */
const PASSING_CODES = new Set([
  6,
  7,
  50,
  89,
  91,
  WRITE_CONFLICT,
  134,
  189,
  262,
  9001,
  10107,
  11600,
  11602,
  13435,
  13436,
  14031,
]);

/** True when the database cannot be reached or cannot work at the moment: the answer is 503, and trying again makes sense. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof MongoError)) return isWriteAfterEnd(error);
  if (PASSING.has(error.name)) return true;
  return error instanceof MongoServerError && PASSING_CODES.has(Number(error.code));
}

/**
 * A server that closes a connection in the very moment that a command is written to it: the driver hands on what Node.js says,
 * as it is. Nobody else's connections are written to where this is asked.
 */
function isWriteAfterEnd(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
