import { expect } from 'vitest';
import { test } from '../support/fixtures.ts';
import { startProcess } from '../support/process.ts';
import type { TestService } from '../support/service.ts';

/** Runs `reentrega token …` to its end. */
async function token(service: TestService, ...args: string[]) {
  const process = startProcess(service.variables, ['token', ...args]);
  const code = await process.ended;
  return { code, lines: process.lines.map(({ text }) => String(text)), errors: process.errors() };
}
const listed = async (service: TestService) => (await token(service, 'list')).lines;
/** All that is stored of tokens: what is as it was is listed as it was. */
const stored = ({ database }: TestService) => database.db.collection('tokens').find().sort({ _id: 1 }).toArray();
const create = async (service: TestService) =>
  String((await token(service, 'create', '--environment', 'revoke')).lines[0]);

test('a whole token is revoked, alone, and never printed', async ({ service }) => {
  const made = await create(service);
  const before = await listed(service);
  const { code, lines, errors } = await token(service, 'revoke', made);
  expect([code, errors]).toEqual([0, '']);
  expect(lines.join()).not.toContain(made.slice(5));
  expect(await listed(service)).toEqual(before.filter((line) => !line.startsWith(made.slice(0, 9))));
}, 30_000);

test('a whole token that is not there is refused, and not printed', async ({ service }) => {
  const wrong = `talq_${'x'.repeat(43)}`;
  const { code, errors } = await token(service, 'revoke', wrong);
  expect(code).toBe(1);
  expect(errors).toMatch(/^reentrega: there is no token that begins with talq_xxxx… /);
  expect(errors).not.toContain(wrong);
}, 30_000);

test('a beginning of two tokens is refused with their hints, and both stay', async ({ database, service }) => {
  const tokens = database.db.collection<{
    _id: string;
    hint: string;
    environment_id: string;
    created_at: Date;
  }>('tokens');
  const created_at = new Date();
  await tokens.insertMany([
    { _id: 'a', hint: 'talq_zz11', environment_id: 'e', created_at },
    { _id: 'b', hint: 'talq_zz22', environment_id: 'e', created_at },
    { _id: 'c', hint: 'talq_zz22', environment_id: 'e', created_at },
  ]);
  const before = await stored(service);
  expect((await token(service, 'revoke', 'talq_zz')).errors).toMatch(
    /3 tokens begin .*: talq_zz11…, talq_zz22…, talq_zz22…\n$/,
  );
  expect((await token(service, 'revoke', 'talq_zz22…')).code).toBe(1);
  expect(await stored(service)).toEqual(before);
  expect((await token(service, 'revoke', 'talq_zz1')).code).toBe(0);
  expect(await tokens.countDocuments({ hint: { $in: ['talq_zz11', 'talq_zz22'] } })).toBe(2);
}, 60_000);

test.for(['', ' ', '…', 'talq_'])(
  '"%s" says nothing about a token and is refused',
  { timeout: 30_000 },
  async (text, { service }) => {
    const before = await stored(service);
    expect((await token(service, 'revoke', text)).code).toBe(1);
    expect(await stored(service)).toEqual(before);
  },
);

test('an environment without a name is refused', async ({ service }) => {
  expect((await token(service, 'create', '--environment', '')).code).toBe(1);
}, 30_000);
