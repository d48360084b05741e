import { describe, expect, test } from 'vitest';
import { piecesOf } from './visible-text.ts';

describe('a text from somebody else', () => {
  test.each<[string, string, unknown[]]>([
    ['is what it is', '<script>alert(1)</script>\n\tção 👍', [{ text: '<script>alert(1)</script>\n\tção 👍' }]],
    [
      'is not turned around',
      'a\u202eb\u2066c',
      [{ text: 'a' }, { hidden: 'U+202E' }, { text: 'b' }, { hidden: 'U+2066' }, { text: 'c' }],
    ],
    [
      'hides nothing',
      'pay\u200bpal\u0000\u001b[31m',
      [
        { text: 'pay' },
        { hidden: 'U+200B' },
        { text: 'pal' },
        { hidden: 'U+0000' },
        { hidden: 'U+001B' },
        { text: '[31m' },
      ],
    ],
    ['that was binary', '\ufffd\ufffd', [{ hidden: 'U+FFFD' }, { hidden: 'U+FFFD' }]],
    ['with line ends of Windows', 'a\r\nb\rc', [{ text: 'a\nb' }, { hidden: 'U+000D' }, { text: 'c' }]],
    ['that is empty', '', []],
  ])('%s', (_, text, pieces) => {
    expect(piecesOf(text)).toStrictEqual(pieces);
  });
});
