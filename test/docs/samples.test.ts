import { expect, test } from 'vitest';
import { filled, type Hole, quoted, written } from '../../toolkit/contract/docs/samples/holes.ts';

const ODD = `a"b'c\\d$e\`f`;
const hole = (as: Hole['as']) => ({ name: 'path.id', value: 'default', as });

test.for([
  ['single', 'text', `'x-a"b\\'c\\\\d$e\`f'`],
  ['double', 'text', `"x-a\\"b'c\\\\d$e\`f"`],
  ['shell', 'text', `"x-a\\"b'c\\\\d\\$e\\\`f"`],
  ['single', 'uri', `'x-a%22b%27c%5Cd%24e%60f'`],
  ['single', 'basic', `'x-${btoa(ODD)}'`],
] as const)('a value of the reader cannot end the text that it is in: %s, %s', ([quotes, as, expected]) => {
  const holes: Hole[] = [];
  const source = quoted(['x-', hole(as)], quotes, holes);
  expect(filled(source, holes, (one) => written(one, ODD))).toBe(expected);
  expect(filled(source, holes, (one) => written(one, one.value))).toContain(
    as === 'basic' ? btoa('default') : 'default',
  );
});
