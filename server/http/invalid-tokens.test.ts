import { expect, test } from 'vitest';
import { createInvalidTokens } from './invalid-tokens.ts';

test('so many a minute and address, and no more', () => {
  const { count } = createInvalidTokens(3);
  expect([count('192.0.2.1'), count('192.0.2.1'), count('192.0.2.1')]).toStrictEqual([null, null, null]);
  expect(count('192.0.2.1')).toBeGreaterThan(59_000);
  expect(count('192.0.2.2')).toBeNull();
  expect(count('::ffff:192.0.2.1'), 'the same address').not.toBeNull();
});

test('the addresses of a /64 are one, another /64 is another', () => {
  const { count } = createInvalidTokens(1);
  expect(count('2001:db8:1:2::1')).toBeNull();
  expect(count('2001:db8:1:2:ffff::9')).not.toBeNull();
  expect(count('2001:db8:1:3::1')).toBeNull();
});

test('a valid token is not counted', () => {
  const { count, uncount } = createInvalidTokens(1);
  expect(count('192.0.2.1')).toBeNull();
  uncount('192.0.2.1');
  expect(count('192.0.2.1')).toBeNull();
});

test('10,000 addresses are counted, and no more are remembered', () => {
  const { count } = createInvalidTokens(1);
  const address = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
  for (let index = 0; index < 10_000; index++) expect(count(address(index))).toBeNull();
  expect(count(address(0))).not.toBeNull();
  expect(count(address(10_000))).toBeNull();
  expect(count(address(0)), 'the first is forgotten').toBeNull();
  expect(count(address(9_999))).not.toBeNull();
});

test('0 is any number, and what is no address is one', () => {
  const any = createInvalidTokens(0);
  for (let index = 0; index < 100; index++) expect(any.count('192.0.2.1')).toBeNull();
  const { count } = createInvalidTokens(1);
  expect(count('_hidden')).toBeNull();
  expect(count('')).not.toBeNull();
});
