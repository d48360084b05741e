import { setTimeout as delay } from 'node:timers/promises';
import { MongoBulkWriteError, MongoError, MongoServerError } from 'mongodb';

const DUPLICATE_KEY = 11000;
const WRITE_CONFLICT = 112;
/** How often a write that met another one is tried again, and the longest wait before that, ms. */
const CONFLICT_TRIES = 10;
const CONFLICT_WAIT = 40;

/** One statement of a bulk write that the server refused: its place among the statements, and why. */
export interface RefusedStatement {
  index: number;
  isDuplicate: boolean;
  isConflict: boolean;
}

/**
 * The statements that the server refused, if that is all that went wrong: everything else in the bulk write was done, and
 * acknowledged as asked for. Null for any other error, after which nothing is known about any of the statements.
 *
 * Failure policy: the driver wraps whatever happens to a bulk write in a MongoBulkWriteError: a lost connection, a time-out, a
 * command that was refused as a whole, a write-concern error. Those carry no `writeErrors`, and are never taken for "all was
 * done". A write-concern error beside `writeErrors` means that what was written may be rolled back: it counts for all.
 */
export function refusedStatements(error: unknown): RefusedStatement[] | null {
  if (!(error instanceof MongoBulkWriteError) || hasWriteConcernError(error)) return null;
  const writeErrors: unknown[] = [error.writeErrors ?? []].flat();
  const refused = writeErrors.map(refusedStatement);
  const known = refused.filter((one) => one !== null);
  return known.length > 0 && known.length === refused.length ? known : null;
}

function refusedStatement(writeError: unknown): RefusedStatement | null {
  const index = property(writeError, 'index');
  const code = property(writeError, 'code');
  if (typeof index !== 'number' || typeof code !== 'number') return null;
  return { index, isDuplicate: code === DUPLICATE_KEY, isConflict: code === WRITE_CONFLICT };
}

/** True for a single insert or upsert that met a unique index, and for nothing beside that: the document is there already. */
export function isDuplicateKey(error: unknown): boolean {
  return (
    error instanceof MongoServerError &&
    !(error instanceof MongoBulkWriteError) &&
    error.code === DUPLICATE_KEY &&
    !hasWriteConcernError(error)
  );
}

/**
 * Repeats a write that met another one. MongoDB does that by itself; servers that are compatible with it (DocumentDB, on
 * PostgreSQL) report a deadlock instead, when two writes to the same documents meet. Only for what can be repeated.
 */
export async function retryOnWriteConflict<Result>(write: () => Promise<Result>): Promise<Result> {
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
  if (hasWriteConcernError(error)) return false;
  const refused = refusedStatements(error);
  if (refused) return refused.some(({ isConflict }) => isConflict);
  return error instanceof MongoServerError && error.code === WRITE_CONFLICT;
}

/** The driver's own errors after which the same command may well succeed later: no server, a lost connection, no time left. */
const PASSING = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'MongoPoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'MongoConnectionPoolClearedError',
  'MongoWaitQueueTimeoutError',
  'MongoTopologyClosedError',
  'MongoServerClosedError',
  'MongoNotConnectedError',
  'MongoOperationTimeoutError',
  'MongoClientClosedError',
  'MongoExpiredSessionError',
  'MongoUnexpectedServerResponseError',
  'MongoWriteConcernError',
]);
/** What servers and the driver put on errors of commands that may be repeated. */
const PASSING_LABELS = [
  'RetryableWriteError',
  'RetryableError',
  'TransientTransactionError',
  'SystemOverloadedError',
  'ResetPool',
  'InterruptInUseConnections',
];
/** MongoDB's codes for a server that cannot do it at the moment (mongo: src/mongo/base/error_codes.yml). */
const PASSING_CODES: ReadonlySet<unknown> = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  24, // LockTimeout
  46, // LockBusy
  50, // MaxTimeMSExpired
  64, // WriteConcernTimeout
  79, // UnknownReplWriteConcern
  89, // NetworkTimeout
  91, // ShutdownInProgress
  100, // UnsatisfiableWriteConcern
  WRITE_CONFLICT,
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  202, // NetworkInterfaceExceededTimeLimit
  262, // ExceededTimeLimit
  462, // IngressRequestRateLimitExceeded
  9001, // SocketException
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13388, // StaleConfig
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
  14031, // OutOfDiskSpace
]);
/**
 * What Node.js says of a connection that breaks in the very moment in which it is used: the driver hands some of it on as it
 * is. Nobody else's connections are used where this is asked.
 */
const CONNECTION_CODES: ReadonlySet<unknown> = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_WRITE_AFTER_END',
  'ERR_SOCKET_CLOSED',
]);

/**
 * True when the database cannot be reached or cannot do its work at the moment: the answer is 503, and trying again makes
 * sense. What an error wraps counts as much as the error itself.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  return [...withCauses(error)].some(isPassing);
}

function isPassing(error: unknown): boolean {
  const name = property(error, 'name');
  const code = property(error, 'code');
  return (
    (typeof name === 'string' && PASSING.has(name)) ||
    PASSING_CODES.has(code) ||
    CONNECTION_CODES.has(code) ||
    hasWriteConcernError(error) ||
    (error instanceof MongoError && PASSING_LABELS.some((label) => error.hasErrorLabel(label)))
  );
}

/** Where the driver and Node.js keep what an error came from. */
const CAUSES = ['cause', 'errorResponse', 'err', 'originalError', 'writeErrors', 'errors'];

/** MongoDB's codes for a command or a statement that is wrong by what is in it, and so is wrong the next time. */
const REFUSED_CODES: ReadonlySet<unknown> = new Set([
  2, // BadValue
  9, // FailedToParse
  14, // TypeMismatch
  22, // InvalidBSON
  52, // DollarPrefixedFieldName
  121, // DocumentValidationFailure
  10334, // BSONObjectTooLarge
  17419, // the document is too large after the update
  17420, // the same, for a replacement
]);
/** The driver's own errors for what it does not even send: it is too large, or cannot be put into BSON. */
const REFUSED = new Set(['MongoInvalidArgumentError', 'BSONError', 'BSONRuntimeError', 'RangeError', 'TypeError']);

/**
 * True when what is to be written is refused for what it is: trying again makes no sense. An error that is not known for
 * that (a missing right, a quota) does not count: it may be put right by somebody.
 */
export function isContentRefused(error: unknown): boolean {
  if (isDatabaseUnavailable(error)) return false;
  if (refusedStatements(error)?.some(({ isConflict }) => !isConflict)) return true;
  return [...withCauses(error)].some(
    (one) => REFUSED_CODES.has(property(one, 'code')) || REFUSED.has(String(property(one, 'name'))),
  );
}

/** The error, what it wraps, what that wraps, and so on; each once. */
function withCauses(error: unknown, seen = new Set<object>()): Set<object> {
  if (typeof error !== 'object' || error === null || seen.has(error)) return seen;
  seen.add(error);
  for (const cause of CAUSES) for (const inner of [property(error, cause)].flat()) withCauses(inner, seen);
  return seen;
}

/** Written, but not as safely as asked for: it may be undone. Servers report it beside any other outcome of a write. */
function hasWriteConcernError(error: unknown): boolean {
  const result = property(error, 'result');
  return (
    property(error, 'name') === 'MongoWriteConcernError' ||
    [error, property(error, 'errorResponse'), result].some((one) => Boolean(property(one, 'writeConcernError'))) ||
    (error instanceof MongoBulkWriteError && error.result?.getWriteConcernError?.() !== undefined)
  );
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
