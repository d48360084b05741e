import { expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { startProcess } from '../support/process.ts';
import { testVariables } from '../support/service.ts';

/** The start of the service on this database, with these options in its URI. */
function startWith(database: TestDatabase, options: string) {
  const uri = database.uri + (database.uri.includes('?') ? '&' : '?') + options;
  return startProcess(testVariables(uri, '.'));
}

test.each([
  ['w=1', 'w=1'],
  ['w=0', 'w=0'],
  ['journal=false', 'journal=false'],
  ['readPreference=secondaryPreferred', 'readPreference=secondaryPreferred'],
  ['w=2&journal=false&readPreference=nearest', 'w=2 and journal=false and readPreference=nearest'],
])('a MONGODB_URI with %s is refused in one line', async (options, named) => {
  const service = startProcess(testVariables(`mongodb://user:password@127.0.0.1:1/?${options}`, '.'));
  expect(await service.ended).toBe(1);
  expect(service.errors()).toBe(
    `reentrega: MONGODB_URI cannot be used with ${named}: the service reads from the primary and writes with w=majority ` +
      'and journal=true, so that what it accepted is not lost. Remove that from the URI.\n',
  );
});

test('one that says what holds anyway is taken', { timeout: 60_000 }, async () => {
  const database = await testDatabase('loopback');
  const service = startWith(database, 'w=majority&journal=true&readPreference=primary&retryWrites=false');
  await service.url();
  expect(await service.end('SIGTERM')).toBe(0);
  await database.drop();
});
