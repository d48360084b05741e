import { expect, test } from 'vitest';
import { prettyJson } from './pretty-json.ts';

test.each<[string, string | undefined]>([
  [
    '{"a":1,"b":[true,null],"c":{},"d":[]}',
    '{\n  "a": 1,\n  "b": [\n    true,\n    null\n  ],\n  "c": {},\n  "d": []\n}',
  ],
  ['{"id":12345678901234567890,"x":1.0}', '{\n  "id": 12345678901234567890,\n  "x": 1.0\n}'],
  ['{"s":"a, \\"b\\": {c}"}', '{\n  "s": "a, \\"b\\": {c}"\n}'],
  ['[{"a":[]}]', '[\n  {\n    "a": []\n  }\n]'],
  ['answered 500', undefined],
  ['{"cut":"of', undefined],
  ['"text"', undefined],
])('%s', (text, pretty) => {
  expect(prettyJson(text)).toBe(pretty);
  if (pretty !== undefined) expect(JSON.parse(pretty)).toStrictEqual(JSON.parse(text));
});
