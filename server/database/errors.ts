import { MongoBulkWriteError, MongoError, MongoServerError } from 'mongodb';

const DUPLICATE_KEY = 11000;

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
/** HostUnreachable, HostNotFound, MaxTimeMSExpired, NetworkTimeout, ShutdownInProgress, PrimarySteppedDown, NotWritablePrimary, InterruptedAtShutdown, … */
const PASSING_CODES = new Set([6, 7, 50, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** True when the database cannot be reached or cannot work at the moment: the answer is 503, and trying again makes sense. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof MongoError)) return false;
  if (PASSING.has(error.name)) return true;
  return error instanceof MongoServerError && PASSING_CODES.has(Number(error.code));
}
