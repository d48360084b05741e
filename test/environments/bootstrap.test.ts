import { expect, test } from 'vitest';
import { collections } from '../../server/database/collections.ts';
import { createTokens } from '../../server/environments/tokens.ts';
import { apiAt } from '../support/api.ts';
import { localClock } from '../support/clock.ts';
import { testDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';

const FIRST = 'talq_the_first_token_of_all';
const SECOND = 'talq_the_second_token_of_all';

test('a BOOTSTRAP_TOKEN that was revoked or changed does not come back at a later start', async () => {
  const database = await testDatabase();
  /** What each token gets from a service that is started with this one. */
  const statuses = async (BOOTSTRAP_TOKEN: string, ...asked: string[]) => {
    const { api, close } = await startTestService({ BOOTSTRAP_TOKEN }, database);
    const answers = await Promise.all(asked.map((token) => apiAt(api.url, token).call('GET', '/agents')));
    await close();
    return answers.map(({ status }) => status);
  };
  try {
    const tokens = createTokens(collections(database.db), localClock);
    const made = await tokens.create('default');
    expect(await statuses(FIRST, FIRST, made)).toStrictEqual([200, 200]);
    expect(await statuses(FIRST, FIRST), 'again').toStrictEqual([200]);
    expect(await statuses(SECOND, FIRST, SECOND, made), 'changed').toStrictEqual([401, 200, 200]);
    expect(await statuses(FIRST, FIRST, SECOND), 'the one before does not come back').toStrictEqual([401, 200]);

    await tokens.revoke(SECOND);
    expect(await statuses(SECOND, SECOND, made), 'revoked').toStrictEqual([401, 200]);
  } finally {
    await database.drop();
  }
}, 60_000);
