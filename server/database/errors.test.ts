import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoServerError,
  MongoWriteConcernError,
} from 'mongodb';
import { describe, expect, test } from 'vitest';
import { isDatabaseUnavailable, isDuplicateKey, refusedStatements, retryOnWriteConflict } from './errors.ts';

const writeConcernError = { code: 64, errmsg: 'waiting for replication timed out' };
const duplicate = { index: 1, code: 11000, errmsg: 'E11000 duplicate key error' };
const conflict = { index: 2, code: 112, errmsg: 'deadlock detected' };
const notPermitted = { index: 0, code: 121, errmsg: 'Document failed validation' };

/** Only the driver makes these; the fields are what it leaves on them. */
function bulkError(fields: object): unknown {
  return Object.assign(Reflect.construct(MongoBulkWriteError, [{ message: 'no' }]), fields);
}
const serverError = (fields: object) => new MongoServerError({ message: 'no', ...fields });
const systemError = (code: string) => Object.assign(new Error(code), { code });
const labeled = (label: string) => {
  const error = new MongoError('labeled');
  error.addErrorLabel(label);
  return error;
};
const reported = (concern?: object) => ({ getWriteConcernError: () => concern });

const lost = new MongoNetworkError('connection 7 to 10.0.0.1:27017 closed');
const notReplicated = new MongoWriteConcernError({ ok: 1, writeConcernError });

/** An error, whether it is exactly a list of refused statements, and whether trying again makes sense. */
const SHAPES: [what: string, error: unknown, refused: number[] | null, isUnavailable: boolean][] = [
  ['duplicates', bulkError({ writeErrors: [duplicate], result: reported() }), [1], false],
  ['one duplicate, not in a list', bulkError({ writeErrors: duplicate, result: reported() }), [1], false],
  ['duplicates and conflicts', bulkError({ writeErrors: [duplicate, conflict] }), [1, 2], true],
  ['a refusal of another kind', bulkError({ code: 121, writeErrors: [duplicate, notPermitted] }), [1, 0], false],
  [
    'duplicates, not replicated',
    bulkError({ writeErrors: [duplicate], result: reported(writeConcernError) }),
    null,
    true,
  ],
  [
    'duplicates, not replicated, as answered',
    bulkError({ writeErrors: [duplicate], errorResponse: { writeConcernError } }),
    null,
    true,
  ],
  [
    'all written, not replicated',
    bulkError({ code: 64, writeErrors: [], result: reported(writeConcernError) }),
    null,
    true,
  ],
  ['no writeErrors', bulkError({}), null, false],
  ['an empty list', bulkError({ writeErrors: [] }), null, false],
  ['writeErrors of a shape of their own', bulkError({ writeErrors: ['E11000'] }), null, false],
  ['duplicates and something of a shape of its own', bulkError({ writeErrors: [duplicate, {}] }), null, false],
  ['a wrapped lost connection', bulkError({ errorResponse: lost }), null, true],
  ['a wrapped lost connection and an empty list', bulkError({ errorResponse: lost, writeErrors: [] }), null, true],
  ['a wrapped time-out', bulkError({ errorResponse: new MongoNetworkTimeoutError('timed out') }), null, true],
  ['a wrapped full disk', bulkError({ code: 14031, errorResponse: serverError({ code: 14031 }) }), null, true],
  ['a wrapped error that we made', bulkError({ errorResponse: new TypeError('no') }), null, false],
  ['a lost connection', lost, null, true],
  ['a broken pipe', systemError('EPIPE'), null, true],
  [
    'a reset within a reset',
    new Error('failed', { cause: new MongoError('x', { cause: systemError('ECONNRESET') }) }),
    null,
    true,
  ],
  ['several failed addresses', new AggregateError([systemError('ECONNREFUSED')]), null, true],
  ['a write that was not replicated', notReplicated, null, true],
  ['a primary that steps down', serverError({ code: 189 }), null, true],
  ['an overloaded server', labeled('SystemOverloadedError'), null, true],
  ['a label of the server', serverError({ code: 1, errorLabels: ['RetryableWriteError'] }), null, true],
  ['a single duplicate', serverError({ code: 11000 }), null, false],
  ['a single duplicate, not replicated', serverError({ code: 11000, writeConcernError }), null, true],
  ['a wrong command', serverError({ code: 9 }), null, false],
  ['an error of ours', new TypeError('x is not a function'), null, false],
  ['a missing file', systemError('ENOENT'), null, false],
  ['no error at all', undefined, null, false],
  ['a text', 'MongoNetworkError', null, false],
];

describe.each(SHAPES)('%s', (what, error, refused, isUnavailable) => {
  test('counts as refused statements only if it is exactly that', () => {
    expect(refusedStatements(error)?.map(({ index }) => index) ?? null).toEqual(refused);
  });
  test('is told apart from a condition that passes', () => {
    expect(isDatabaseUnavailable(error)).toBe(isUnavailable);
  });
  test('is a duplicate of a single write only if it is exactly that', () => {
    expect(isDuplicateKey(error)).toBe(what === 'a single duplicate');
  });
});

test('an error that wraps itself is judged all the same', () => {
  const error = new Error('round');
  error.cause = error;
  expect(isDatabaseUnavailable(error)).toBe(false);
});

test('a write that met another one, and was not replicated either, is not repeated here', async () => {
  let tries = 0;
  const error = serverError({ code: 112, writeConcernError });
  await expect(
    retryOnWriteConflict(async () => {
      tries++;
      throw error;
    }),
  ).rejects.toBe(error);
  expect(tries).toBe(1);
});
