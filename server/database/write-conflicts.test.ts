import { MongoServerError } from 'mongodb';
import { assert, expect, test } from 'vitest';
import { isDatabaseUnavailable, retryOnWriteConflict } from './errors.ts';

const conflict = () => new MongoServerError({ message: 'deadlock detected', code: 112 });

/** A write that meets others this many times before it gets through. */
function writeThatMeets(conflicts: number, error = conflict) {
  let tries = 0;
  const write = async () => {
    if (++tries <= conflicts) throw error();
    return 'written';
  };
  return { write, tries: () => tries };
}

test('a write that meets another one is repeated until it gets through', async () => {
  const { write, tries } = writeThatMeets(3);
  expect(await retryOnWriteConflict(write)).toBe('written');
  expect(tries()).toBe(4);
});

test('a write that never gets through fails in the end, as a database that is unavailable for now', async () => {
  const { write } = writeThatMeets(Number.POSITIVE_INFINITY);
  const error = await retryOnWriteConflict(write).then(assert.fail, (reason: unknown) => reason);
  assert(isDatabaseUnavailable(error));
});

test('a write that fails for any other reason is not repeated', async () => {
  const { write, tries } = writeThatMeets(1, () => new MongoServerError({ message: 'no', code: 121 }));
  await expect(retryOnWriteConflict(write)).rejects.toThrow(expect.objectContaining({ code: 121 }));
  expect(tries()).toBe(1);
});
