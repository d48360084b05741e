import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProcess } from '../support/process.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

/** Runs `reentrega token …` to its end. */
async function token(...args: string[]) {
  const process = startProcess(service.variables, ['token', ...args]);
  const code = await process.ended;
  return { code, lines: process.lines.map(({ text }) => String(text)), errors: process.errors() };
}
const listed = async () => (await token('list')).lines;
const create = async () => String((await token('create', '--environment', 'revoke')).lines[0]);

test('a whole token is revoked, alone, and never printed', async () => {
  const made = await create();
  const before = await listed();
  const { code, lines, errors } = await token('revoke', made);
  expect([code, errors]).toEqual([0, '']);
  expect(lines.join()).not.toContain(made.slice(5));
  expect(await listed()).toEqual(before.filter((line) => !line.startsWith(made.slice(0, 9))));
}, 30_000);

test('a whole token that is not there is refused, and not printed', async () => {
  const wrong = `talq_${'x'.repeat(43)}`;
  const { code, errors } = await token('revoke', wrong);
  expect(code).toBe(1);
  expect(errors).toMatch(/^reentrega: there is no token that begins with talq_xxxx… /);
  expect(errors).not.toContain(wrong);
}, 30_000);

test('a beginning of two tokens is refused with their hints, and both stay', async () => {
  const tokens = service.database.db.collection<{
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
  const before = await listed();
  expect((await token('revoke', 'talq_zz')).errors).toMatch(/3 tokens begin .*: talq_zz11…, talq_zz22…, talq_zz22…\n$/);
  expect((await token('revoke', 'talq_zz22…')).code).toBe(1);
  expect(await listed()).toEqual(before);
  expect((await token('revoke', 'talq_zz1')).code).toBe(0);
  expect(await tokens.countDocuments({ hint: { $in: ['talq_zz11', 'talq_zz22'] } })).toBe(2);
}, 60_000);

test.each(['', ' ', '…', 'talq_'])(
  '"%s" says nothing about a token and is refused',
  async (text) => {
    const before = await listed();
    expect((await token('revoke', text)).code).toBe(1);
    expect(await listed()).toEqual(before);
  },
  30_000,
);

test('an environment without a name is refused', async () => {
  expect((await token('create', '--environment', '')).code).toBe(1);
}, 30_000);
