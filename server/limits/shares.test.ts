import { expect, test } from 'vitest';
import { createShares } from './shares.ts';

test('one owner alone gets its part and no more; another still finds some', () => {
  const shares = createShares({ bound: 100, factor: 4 });
  let taken = 0;
  while (shares.tryTake('greedy')) taken++;
  expect(taken).toBe(80);
  expect(shares.tryTake('other')).not.toBeNull();
});

test('what is given back can be taken again, and counts once', () => {
  const shares = createShares({ bound: 1, factor: 1 });
  const giveBack = shares.tryTake('one');
  expect(shares.tryTake('two')).toBeNull();
  giveBack?.();
  giveBack?.();
  expect(shares.tryTake('two')).not.toBeNull();
  expect(shares.tryTake('three')).toBeNull();
});

test('an owner that holds nothing may take more than is left, once', () => {
  const shares = createShares({ bound: 10, factor: 1 });
  expect(shares.tryTake('one', 25)).not.toBeNull();
  expect(shares.tryTake('one', 1)).toBeNull();
  expect(shares.tryTake('two', 1)).toBeNull();
});

test('turns go by owner, in the order in which they came within one', async () => {
  const shares = createShares({ bound: 1, factor: 1 });
  const first = await shares.take('greedy');
  const order: string[] = [];
  const work = async (owner: string, name: string) => {
    const giveBack = await shares.take(owner);
    order.push(name);
    giveBack();
  };
  const all = ['g1', 'g2', 'g3'].map((name) => work('greedy', name));
  all.push(work('other', 'o1'));
  first();
  await Promise.all(all);
  expect(order).toStrictEqual(['g1', 'o1', 'g2', 'g3']);
});

test('whoever gives up waiting has no turn', async () => {
  const shares = createShares({ bound: 1, factor: 1 });
  const giveBack = await shares.take('one');
  const gaveUp = new AbortController();
  const waited = shares.take('two', gaveUp.signal);
  gaveUp.abort(new Error('too long'));
  await expect(waited).rejects.toThrow('too long');
  giveBack();
  expect(shares.tryTake('three')).not.toBeNull();
});
